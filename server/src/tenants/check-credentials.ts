import { modes } from '../psp/psp.ts'
import type { Configuration, CredentialCheck, PspKind } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from './app-deps.ts'
import type { Connection, ConnectionKey } from './connection.ts'
import { listConnections } from './connection-store.ts'
import {
  type ConfigurationProblem,
  type ReadConfiguration,
  readConfiguration,
} from './read-configuration.ts'
import { openConfiguration } from './registry.ts'

export type ConfigurationFailure =
  | { kind: 'provider-unknown' }
  | { kind: 'configuration-invalid'; problems: readonly ConfigurationProblem[] }

/** What is given is merged over what is stored. A provider that is not named is the only one there is. */
export type WantedConfiguration = { tenant: string; provider: string | null; given: Configuration }

type Stored = { connection: Connection | null; whole: Configuration }

/** A configuration that may be kept, as far as this installation can tell. `check` asks its provider. */
export type NextConfiguration = {
  key: ConnectionKey
  kind: PspKind
  read: ReadConfiguration
  stored: Stored
  check(): Promise<CredentialCheck>
}

type CheckDeps = Pick<AppDeps, 'db' | 'kinds' | 'sealer'>

/** Asks the provider whose credentials these are. Nothing is kept. */
export async function checkCredentials(
  deps: CheckDeps,
  wanted: WantedConfiguration,
): Promise<Result<CredentialCheck, ConfigurationFailure>> {
  const next = await readNext(deps, wanted)
  return next.ok ? ok(await next.value.check()) : next
}

/** What a connection would become, unless something is wrong with it here. */
export async function readNext(
  deps: CheckDeps,
  { tenant, provider, given }: WantedConfiguration,
): Promise<Result<NextConfiguration, ConfigurationFailure>> {
  const kind = findKind(deps.kinds, provider)
  if (!kind) return fail({ kind: 'provider-unknown' })
  const stored = toStored(deps, kind, await listConnections(deps.db, tenant), given)
  if (!stored.ok) return invalid([stored.failure])
  const read = readConfiguration(kind, stored.value.whole, given)
  if (!read.ok) return invalid(read.failure)
  const { mode, methods, check } = kind.connect(read.value.whole)
  const unknown = unknownMethods(read.value, methods)
  if (unknown.length > 0) return invalid(unknown)
  const key = { tenant, provider: kind.name, mode }
  return ok({ key, kind, read: read.value, stored: stored.value, check })
}

export const invalid = (problems: readonly ConfigurationProblem[]) =>
  fail({ kind: 'configuration-invalid' as const, problems })

/** The kind that is named, or the only one there is. */
function findKind(kinds: readonly PspKind[], provider: string | null): PspKind | null {
  if (provider !== null) return kinds.find(({ name }) => name === provider) ?? null
  const [only, ...others] = kinds
  return others.length === 0 ? (only ?? null) : null
}

/** What is given changes the connection of its environment; without one, the only connection of the provider. */
function toStored(
  deps: CheckDeps,
  kind: PspKind,
  connections: readonly Connection[],
  { environment }: Configuration,
): Result<Stored, ConfigurationProblem> {
  // What is no environment at all is named by the schema, beside whatever else is wrong.
  const isNamed = modes.some((mode) => mode === environment)
  const candidates = connections.filter(
    ({ provider, mode }) => provider === kind.name && (!isNamed || mode === environment),
  )
  const [connection, ...others] = candidates
  if (others.length > 0) return fail({ field: 'environment', message: 'must say test or live' })
  if (!connection) return ok({ connection: null, whole: {} })
  return ok({ connection, whole: openConfiguration(deps, connection, connection.current) })
}

function unknownMethods(
  { visible }: ReadConfiguration,
  known: readonly { method: string }[],
): ConfigurationProblem[] {
  // The schema of the list has been passed, so this is its shape.
  const methods = (visible['methods'] ?? []) as readonly { method: string }[]
  return methods.flatMap(({ method }, index) =>
    known.some((one) => one.method === method)
      ? []
      : [{ field: `methods.${index}.method`, message: 'is no method of this provider' }],
  )
}
