import type { Database } from '../database/database.ts'
import type { PspMerchants, PspTransfers } from '../psp/marketplace.ts'
import type { Mode, Psp, PspCustomers } from '../psp/psp.ts'
import type { Configuration, PspConnection, PspKind } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import {
  type ConfigurationVersion,
  type Connection,
  type ConnectionKey,
  isActive,
  modeForShoppers,
  sealContext,
} from './connection.ts'
import { listConnections, listVersions, type PastVersion } from './connection-store.ts'
import { type MethodSettings, toPaymentMethods } from './method-settings.ts'
import type { PaymentMethod } from './payment-method.ts'
import type { Sealer } from './sealer.ts'
import type { Tenant } from './tenant.ts'
import { findTenantRow, hashToken, type TenantRow, type TokenKind } from './tenant-store.ts'
import { isTenantId, tenantNamedIn } from './tenant-token.ts'

type Versioned = ConnectionKey & { configurationVersion: number }

/** Who is served here, and what each has connected. */
export type Registry = {
  findTenant(id: string): Promise<Tenant | null>
  /** The tenant whose stored token this is. */
  findTokenHolder(kind: TokenKind, token: string): Promise<string | null>
  listConnections(tenant: string): Promise<readonly Connection[]>
  findPsp(payment: Versioned): Promise<Psp | null>
  findCustomers(payment: Versioned): Promise<PspCustomers | null>
  /** Null where the provider of the payment has no marketplace. */
  findTransfers(payment: Versioned): Promise<PspTransfers | null>
  findMerchants(connection: ConnectionKey): Promise<PspMerchants | null>
  /**
   * Each set of secrets that a webhook may have been signed for, the newest first. Throws where there are some and none can be
   * opened, so that the provider comes again.
   */
  listPsps(connection: ConnectionKey): Promise<readonly Psp[]>
  /** Something of this tenant was changed by this process. */
  forget(tenant: string): void
}

type OpenDeps = {
  kinds: readonly PspKind[]
  sealer: Sealer
}

export type RegistryDeps = OpenDeps & {
  db: Database
  /** Told of a connection that is in use and cannot be opened; what else the tenant has connected goes on. */
  onDefect?(error: unknown): void
}

/** What is known of one tenant. Versions are opened when they are first needed. */
type Snapshot = {
  row: TenantRow
  tenant: Tenant
  connections: readonly Connection[]
  reached: Map<string, Promise<readonly Reached[]>>
}

type Opened = { secrets: string; connection: PspConnection }

/** A version of a connection, opened when it is first needed. */
type Reached = {
  version: number
  accountId: string | null
  isErased: boolean
  replacedAt: Date | null
  open(): Result<Opened, string>
}

type Known = {
  snapshot: Snapshot | null
  readAtMs: number
  reading: Promise<Snapshot | null> | null
}

/** Changes that another process makes are seen after this long, and what was not asked for a while is read again first. */
const freshMs = 1_000
const staleMs = 5_000
const tenantsMax = 10_000
/** A webhook that nobody signed must not cost one attempt for every secret that ever was. */
const secretsTriedMax = 4
/** Providers sign with both secrets of an account while one replaces the other; afterwards the old one is anybody's. */
const replacedSecretKeptMs = 24 * 60 * 60_000

/**
 * Reads what is configured from the database and remembers it for a moment, so that a request costs no round trip for it. A
 * payment keeps its account for ever: within one account the newest credentials are used, since replacing a key usually ends the
 * old one.
 */
export function createRegistry(deps: RegistryDeps): Registry {
  const known = new Map<string, Known>()
  const find = async (id: string) => (isTenantId(id) ? findSnapshot(deps, known, id) : null)
  const reach = async (key: ConnectionKey): Promise<readonly Reached[]> => {
    const snapshot = await find(key.tenant)
    return snapshot ? reachAll(deps, snapshot, key) : []
  }
  const reachOne = async (key: Versioned): Promise<PspConnection | null> => {
    const isKnown = (one: Reached) => one.version === key.configurationVersion
    const all = await reach(key)
    if (all.some(isKnown)) return choose(all, key.configurationVersion)
    // Another process has begun the payment with a version that it has just made.
    known.delete(key.tenant)
    return choose(await reach(key), key.configurationVersion)
  }
  return {
    findTenant: async (id) => (await find(id))?.tenant ?? null,
    findTokenHolder: async (kind, token) => {
      const named = tenantNamedIn(token)
      const hash = hashToken(token)
      const tokens = named === null ? [] : ((await find(named))?.row.tokens ?? [])
      return tokens.some((one) => one.kind === kind && one.hash === hash) ? named : null
    },
    listConnections: async (id) => (await find(id))?.connections ?? [],
    findPsp: async (payment) => (await reachOne(payment))?.psp ?? null,
    findCustomers: async (payment) => (await reachOne(payment))?.customers ?? null,
    findTransfers: async (payment) => (await reachOne(payment))?.transfers ?? null,
    findMerchants: async (key) => {
      const [newest] = await reach(key)
      return newest && !newest.isErased ? opened(newest).merchants : null
    },
    listPsps: async (key) => distinct(await reach(key)).map(({ connection }) => connection.psp),
    forget: (tenant) => void known.delete(tenant),
  }
}

async function findSnapshot(
  deps: RegistryDeps,
  known: Map<string, Known>,
  id: string,
): Promise<Snapshot | null> {
  const entry = known.get(id)
  const ageMs = entry ? performance.now() - entry.readAtMs : Number.POSITIVE_INFINITY
  if (entry?.snapshot && ageMs < freshMs) return entry.snapshot
  const asked = entry ?? { snapshot: null, readAtMs: 0, reading: null }
  if (!entry) keep(known, id, asked)
  asked.reading ??= read(deps, known, id, asked)
  const { reading, snapshot } = asked
  if (!snapshot || ageMs > staleMs) return reading
  // Nobody waits for this reading: if it fails, the next one tells.
  reading.catch(() => {})
  return snapshot
}

/** What was forgotten meanwhile stays forgotten: only the entry that asked learns of the answer. */
async function read(
  deps: RegistryDeps,
  known: Map<string, Known>,
  id: string,
  asked: Known,
): Promise<Snapshot | null> {
  const readAtMs = performance.now()
  const before = asked.snapshot
  try {
    const row = await findTenantRow(deps.db, id)
    const isSame = row !== null && row.revision === before?.row.revision
    const snapshot = isSame ? before : row && (await toSnapshot(deps, row))
    Object.assign(asked, { snapshot, readAtMs })
    if (!snapshot && known.get(id) === asked) known.delete(id)
    return snapshot
  } finally {
    asked.reading = null
  }
}

function keep(known: Map<string, Known>, id: string, entry: Known): void {
  const [oldest] = known.keys()
  if (known.size >= tenantsMax && oldest !== undefined) known.delete(oldest)
  known.set(id, entry)
}

async function toSnapshot(deps: RegistryDeps, row: TenantRow): Promise<Snapshot> {
  const connections = await listConnections(deps.db, row.id)
  for (const connection of connections.filter(isActive)) {
    const open = openVersion(deps, connection, connection.current)
    if (!open.ok) deps.onDefect?.(new Error(`${toName(connection)} of ${row.id}: ${open.failure}`))
  }
  return {
    row,
    connections,
    tenant: toTenant(deps, row, connections),
    reached: new Map(),
  }
}

/** A tenant with the methods of its connections. It is disconnected when it has none of those for shoppers left. */
export function toTenant(
  deps: OpenDeps,
  { id, merchantName }: Pick<TenantRow, 'id' | 'merchantName'>,
  connections: readonly Connection[],
): Tenant {
  const active = connections.filter(isActive)
  const methodsOf = (mode: Mode): PaymentMethod[] =>
    active.filter((one) => one.mode === mode).flatMap((one) => offeredBy(deps, one))
  const offered = modeForShoppers(connections)
  const isOpen = active.some(({ mode }) => mode === offered)
  const standing = isOpen ? 'connected' : 'disconnected'
  return {
    id,
    merchantName,
    standing: connections.length === 0 ? 'not-configured' : standing,
    methods: methodsOf(offered),
    otherMethods: methodsOf(offered === 'live' ? 'test' : 'live'),
  }
}

function offeredBy(deps: OpenDeps, connection: Connection): PaymentMethod[] {
  const { provider, mode, current } = connection
  const open = openVersion(deps, connection, current)
  // The settings were parsed when they were saved.
  const settings = current.visible['methods'] as MethodSettings[] | undefined
  return toPaymentMethods(open.ok ? open.value.connection.methods : [], settings, {
    ...{ provider, mode },
    configurationVersion: current.version,
  })
}

const toName = ({ provider, mode }: Omit<ConnectionKey, 'tenant'>) => `${provider}/${mode}`

/** Only what the tenant has connected is looked for: the names may be those of a stranger's address. */
async function reachAll(
  deps: RegistryDeps,
  snapshot: Snapshot,
  key: ConnectionKey,
): Promise<readonly Reached[]> {
  const name = toName(key)
  if (!snapshot.connections.some((one) => toName(one) === name)) return []
  if (!deps.kinds.some((kind) => kind.name === key.provider)) return []
  const reached =
    snapshot.reached.get(name) ??
    listVersions(deps.db, key).then((all) => all.map((version) => toReached(deps, key, version)))
  snapshot.reached.set(name, reached)
  reached.catch(() => snapshot.reached.delete(name))
  return reached
}

function toReached(deps: OpenDeps, key: ConnectionKey, version: PastVersion): Reached {
  let open: Result<Opened, string> | null = null
  return {
    version: version.version,
    accountId: version.accountId,
    isErased: version.sealed === null,
    replacedAt: version.replacedAt,
    open: () => (open ??= openVersion(deps, key, version)),
  }
}

/**
 * The newest of the account that the version was for; the version itself where the provider named no account. Null where the
 * secrets were erased; those that cannot be opened are a defect, which may pass.
 */
function choose(all: readonly Reached[], version: number): PspConnection | null {
  const own = all.find((one) => one.version === version)
  if (!own) return null
  const ofAccount = own.accountId === null ? [own] : all.filter(isOfAccount(own.accountId))
  const chosen = ofAccount.find(({ isErased }) => !isErased)
  return chosen ? opened(chosen) : null
}

const isOfAccount =
  (accountId: string) =>
  (one: Reached): boolean =>
    one.accountId === accountId

function opened({ open }: Reached): PspConnection {
  const result = open()
  if (!result.ok) throw new Error(result.failure)
  return result.value.connection
}

/** The configuration as the provider takes it; without its secrets where they were erased or cannot be opened. */
export function openConfiguration(
  { sealer }: Pick<OpenDeps, 'sealer'>,
  key: ConnectionKey,
  { version, visible, sealed }: ConfigurationVersion,
): Configuration {
  if (sealed === null) return visible
  const secrets = sealer.open(sealed, sealContext(key, version))
  return secrets.ok ? { ...visible, ...JSON.parse(secrets.value) } : visible
}

/** What one version reaches, or why nothing: this installation may have lost the kind of provider, the key or the secrets. */
export function openVersion(
  { kinds, sealer }: OpenDeps,
  key: ConnectionKey,
  { version, visible, sealed }: ConfigurationVersion,
): Result<Opened, string> {
  const kind = kinds.find(({ name }) => name === key.provider)
  if (!kind) return fail('There is no such provider here.')
  if (sealed === null) return fail('The secrets were erased.')
  const secrets = sealer.open(sealed, sealContext(key, version))
  if (!secrets.ok) return secrets
  const configuration = { ...visible, ...JSON.parse(secrets.value) }
  // A later version of the adapter may ask for more than the one that it was saved with.
  if (!kind.schema.safeParse(configuration).success)
    return fail(`The stored configuration is not one of ${kind.title} any more.`)
  return ok({ secrets: secrets.value, connection: kind.connect(configuration) })
}

/** The newest of each set of secrets that may sign. */
function distinct(all: readonly Reached[]): Opened[] {
  const sets = new Map<string, Opened>()
  let failure: string | null = null
  for (const { open } of signing(all)) {
    if (sets.size === secretsTriedMax) break
    const result = open()
    if (!result.ok) failure ??= result.failure
    else if (!sets.has(result.value.secrets)) sets.set(result.value.secrets, result.value)
  }
  if (sets.size === 0 && failure !== null) throw new Error(failure)
  return [...sets.values()]
}

/** The newest version of each account, since payments may be open there, and what it has replaced just now. */
function signing(all: readonly Reached[]): Reached[] {
  const accounts = new Set<string>()
  const since = Date.now() - replacedSecretKeptMs
  return all.filter(({ isErased, accountId, replacedAt }) => {
    if (isErased) return false
    const isNewest = accountId === null || !accounts.has(accountId)
    if (accountId !== null) accounts.add(accountId)
    return isNewest || (replacedAt !== null && replacedAt.getTime() >= since)
  })
}
