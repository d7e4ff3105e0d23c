import type { Mode } from '../psp/psp.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from './app-deps.ts'
import { insertAppMessages } from './app-message-store.ts'
import { appConfigUpdated } from './app-messages.ts'
import { type Connection, type ConnectionKey, isActive, isSameConnection } from './connection.ts'
import { listConnections, setStatus } from './connection-store.ts'
import { countMerchants, countOpenPayments } from './drain-store.ts'
import { offerMessages } from './offer-messages.ts'
import { lockTenant } from './tenant-store.ts'

export type DisconnectFailure = {
  kind:
    | 'tenant-not-configured'
    | 'connection-ambiguous'
    | 'payments-open'
    | 'disconnect-declined-payments'
    | 'merchants-connected'
    | 'disconnect-declined-merchants'
}

type Wanted = {
  tenant: string
  provider: string | null
  mode: Mode | null
  /** One answer for each question that was asked, open payments first. What is missing was not asked yet. */
  confirmations: readonly boolean[]
}

/**
 * Takes no new payments any more, and deletes nothing: webhooks, captures and refunds of open payments go on until they are
 * done. Open payments and merchants are asked about first. What is disconnected already stays so, without a message.
 */
export async function disconnectApp(
  deps: AppDeps,
  wanted: Wanted,
): Promise<Result<ConnectionKey, DisconnectFailure>> {
  const chosen = choose(await listConnections(deps.db, wanted.tenant), wanted)
  if (!chosen.ok) return chosen
  if (!isActive(chosen.value)) return ok(chosen.value)
  const refusal = await ask(deps, chosen.value, wanted.confirmations)
  if (refusal) return fail({ kind: refusal })
  await deps.db.transaction().execute(async (tx) => {
    await lockTenant(tx, wanted.tenant)
    const before = await listConnections(tx, wanted.tenant)
    const current = before.find((one) => isSameConnection(one, chosen.value))
    if (!current || !isActive(current)) return
    await setStatus(tx, current, 'DISCONNECTED')
    const connection: Connection = { ...current, status: 'DISCONNECTED' }
    const after = [...before.filter((one) => one !== current), connection]
    await insertAppMessages(tx, wanted.tenant, [
      ...offerMessages(deps, before, after),
      appConfigUpdated(connection),
    ])
  })
  deps.registry.forget(wanted.tenant)
  deps.onNews(wanted.tenant)
  return ok(chosen.value)
}

/** The connection that is named. Those that are given up already count only when no other fits, and then any of them does. */
function choose(
  connections: readonly Connection[],
  { provider, mode }: Wanted,
): Result<Connection, DisconnectFailure> {
  const fitting = connections.filter(
    (one) => (provider ?? one.provider) === one.provider && (mode ?? one.mode) === one.mode,
  )
  const active = fitting.filter(isActive)
  if (active.length > 1) return fail({ kind: 'connection-ambiguous' })
  const [first] = [...active, ...fitting]
  return first ? ok(first) : fail({ kind: 'tenant-not-configured' })
}

/** Asks one question after the other; each takes the next of the answers that came with the request. */
async function ask(
  { db }: AppDeps,
  connection: Connection,
  confirmations: readonly boolean[],
): Promise<DisconnectFailure['kind'] | null> {
  const answers = [...confirmations]
  if ((await countOpenPayments(db, connection, 1)) > 0) {
    const answer = answers.shift()
    if (answer === undefined) return 'payments-open'
    if (!answer) return 'disconnect-declined-payments'
  }
  if ((await countMerchants(db, connection, 1)) > 0) {
    const answer = answers.shift()
    if (answer === undefined) return 'merchants-connected'
    if (!answer) return 'disconnect-declined-merchants'
  }
  return null
}
