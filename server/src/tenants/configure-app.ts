import { isDeepStrictEqual } from 'node:util'
import type { Executor } from '../database/database.ts'
import type { CredentialCheck } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from './app-deps.ts'
import { insertAppMessages } from './app-message-store.ts'
import { type AppMessage, appConfigUpdated, readyForOnboarding } from './app-messages.ts'
import {
  type ConfigurationFailure,
  invalid,
  type NextConfiguration,
  readNext,
  type WantedConfiguration,
} from './check-credentials.ts'
import { type Connection, isActive, isSameConnection, sealContext } from './connection.ts'
import { insertVersion, listConnections } from './connection-store.ts'
import { offerMessages } from './offer-messages.ts'
import { readConfiguration } from './read-configuration.ts'
import { openVersion } from './registry.ts'
import { lockTenant } from './tenant-store.ts'

/** `isProven`: the provider has said that the credentials are right; else it did not answer. */
export type Configured = { connection: Connection; isProven: boolean }

export type ConfigureFailure = ConfigurationFailure | { kind: 'request-in-flight' }

type CheckedConfiguration = NextConfiguration & { checked: CredentialCheck }

/** `version`: what the change was made from, 0 for a new connection; without it, whatever is stored now. */
type Wanted = WantedConfiguration & { version?: number | undefined }

/** What others change at the same time is merged with, this often. */
const racesMax = 3

/**
 * Connects a provider or changes its configuration. Everything is checked before anything is kept, by the provider too where it
 * answers. The new version and the messages that tell the shop of it are one commit; what is the same as before makes no
 * version and no message. `request-in-flight`: somebody else has changed the connection since `version`, or others are
 * changing it all the time.
 */
export async function configureApp(
  deps: AppDeps,
  wanted: Wanted,
): Promise<Result<Configured, ConfigureFailure>> {
  // A change that was made from a version is not merged with what came after it.
  const races = wanted.version === undefined ? racesMax : 1
  for (let race = 0; race < races; race += 1) {
    const configured = await tryOnce(deps, wanted)
    if (configured.ok || configured.failure.kind !== 'request-in-flight') return configured
  }
  return fail({ kind: 'request-in-flight' })
}

async function tryOnce(
  deps: AppDeps,
  { version, ...wanted }: Wanted,
): Promise<Result<Configured, ConfigureFailure>> {
  const read = await readNext(deps, wanted)
  if (!read.ok) return read
  const next: CheckedConfiguration = { ...read.value, checked: await askProvider(read.value) }
  if (next.checked.kind === 'refused') return invalid(next.checked.problems)
  // What is stored already may be sent again: the answer to the first request was lost, perhaps.
  if (isOutdated(next, version) && !isStored(next)) return fail({ kind: 'request-in-flight' })
  const kept = await deps.db.transaction().execute((tx) => keep(deps, tx, next))
  if (!kept) return fail({ kind: 'request-in-flight' })
  deps.registry.forget(wanted.tenant)
  deps.onNews(wanted.tenant)
  return ok({ connection: kept, isProven: next.checked.kind === 'accepted' })
}

/** Methods are no business of the provider: a shop can switch one off while its key does not work. */
async function askProvider({ read, stored, check }: NextConfiguration): Promise<CredentialCheck> {
  const { connection, whole } = stored
  const id = connection?.status === 'CONNECTED' ? connection.current.accountId : null
  const { methods: _new, ...own } = read.whole
  const { methods: _old, ...known } = whole
  return id !== null && isDeepStrictEqual(own, known)
    ? { kind: 'accepted', account: { id, name: '' } }
    : check()
}

const isOutdated = ({ stored }: CheckedConfiguration, version: number | undefined): boolean =>
  version !== undefined && version !== (stored.connection?.current.version ?? 0)

const isStored = ({ read, stored }: CheckedConfiguration): boolean =>
  isDeepStrictEqual(read.whole, stored.whole)

/** Null when the connection is not what was read any more. */
async function keep(
  deps: AppDeps,
  tx: Executor,
  next: CheckedConfiguration,
): Promise<Connection | null> {
  const { key, stored } = next
  await lockTenant(tx, key.tenant)
  const before = await listConnections(tx, key.tenant)
  const current = before.find((one) => isSameConnection(one, key)) ?? null
  if (current?.current.version !== stored.connection?.current.version) return null
  if (current?.status !== stored.connection?.status) return null
  const connection = toNext(deps, next, current)
  const isSame = current?.status === connection.status && isStored(next)
  if (isSame) return current
  await insertVersion(tx, key, { ...connection.current, status: connection.status })
  const after = [...before.filter((one) => one !== current), connection]
  const messages = toMessages(deps, next, { before, after, current, connection })
  await insertAppMessages(tx, key.tenant, messages)
  return connection
}

/** A connection is `NEW` until the provider has once said that it knows the credentials. */
function toNext(deps: AppDeps, next: CheckedConfiguration, current: Connection | null): Connection {
  const { key, read, checked } = next
  const version = (current?.current.version ?? 0) + 1
  const isProven = checked.kind === 'accepted'
  const status = current && isActive(current) ? current.status : 'NEW'
  return {
    ...key,
    status: isProven ? 'CONNECTED' : status,
    current: {
      version,
      accountId: isProven ? checked.account.id : accountOf(next, current),
      visible: read.visible,
      sealed: deps.sealer.seal(JSON.stringify(read.secrets), sealContext(key, version)),
    },
  }
}

/** A provider that does not answer does not make the same secrets those of another account. */
function accountOf(
  { kind, read, stored }: CheckedConfiguration,
  current: Connection | null,
): string | null {
  if (!current) return null
  const known = readConfiguration(kind, stored.whole, {})
  const isSame = known.ok && isDeepStrictEqual(known.value.secrets, read.secrets)
  return isSame ? current.current.accountId : null
}

type Step = {
  before: readonly Connection[]
  after: readonly Connection[]
  current: Connection | null
  connection: Connection
}

function toMessages(
  deps: AppDeps,
  { kind, read }: CheckedConfiguration,
  { before, after, current, connection }: Step,
): AppMessage[] {
  const isMarketplace = kind.connect(read.whole).merchants !== null
  const was = current && isActive(current) ? openVersion(deps, current, current.current) : null
  const wasMarketplace = was?.ok === true && was.value.connection.merchants !== null
  return [
    ...offerMessages(deps, before, after),
    ...(isMarketplace && !wasMarketplace
      ? [readyForOnboarding(connection, kind, deps.publicUrl)]
      : []),
    appConfigUpdated(connection),
  ]
}
