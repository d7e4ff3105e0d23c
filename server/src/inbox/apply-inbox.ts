import { inboundMessages } from '../contract/messages.ts'
import { attemptsMax } from '../database/claim-due.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import { recordCharge } from '../payments/record-charge.ts'
import { applyCommand } from './apply-command.ts'
import { claimInbox, type InboxRow, noteInbox, settleInbox } from './inbox-store.ts'
import { isInboundName, shopSource } from './receive-command.ts'

export type InboxDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'> & {
  onDefect(error: unknown, row: InboxRow): void
}

const batchMax = 50

/** Applies what has arrived and is due. Answers how many rows were looked at; zero means that there is nothing left. */
export async function applyInbox(deps: InboxDeps): Promise<number> {
  const rows = await claimInbox(deps.db, batchMax)
  for (const row of rows) {
    // One bad event must not hold up the others: it falls due again by itself, and is set aside after its budget.
    await applyRow(deps, row).catch((error: unknown) => deps.onDefect(error, row))
  }
  return rows.length
}

async function applyRow(deps: InboxDeps, row: InboxRow): Promise<void> {
  if (row.attempts > attemptsMax)
    return settleInbox(deps.db, row, { state: 'dead', note: 'attempts-spent' })
  return row.source === shopSource ? applyShopMessage(deps, row) : applyEvent(deps, row)
}

async function applyShopMessage(deps: InboxDeps, row: InboxRow): Promise<void> {
  if (!isInboundName(row.name))
    return settleInbox(deps.db, row, { state: 'dead', note: 'message-unknown' })
  const payload = inboundMessages[row.name].payload.safeParse(JSON.parse(row.rawBody))
  if (!payload.success) return settleInbox(deps.db, row, { state: 'dead', note: 'payload-invalid' })
  const note = await applyCommand(deps, row.name, { tenant: row.tenant, payload: payload.data })
  return settleInbox(deps.db, row, { state: 'applied', note })
}

async function applyEvent(deps: InboxDeps, row: InboxRow): Promise<void> {
  const psp = deps.findPsp(row.tenant, row.source.replace('psp:', ''), row.mode)
  const event = psp?.readEvent(row.rawBody, row.eventId)
  if (!event?.ok) return settleInbox(deps.db, row, { state: 'dead', note: 'event-unreadable' })
  const { charge, mode } = event.value
  if (mode !== row.mode)
    return settleInbox(deps.db, row, { state: 'ignored', note: 'mode-differs' })
  const recorded = await recordCharge(
    deps,
    { tenant: row.tenant, charge, source: 'webhook', mode },
    { inbox: { source: row.source, eventId: row.eventId } },
  )
  switch (recorded.kind) {
    case 'changed':
      return
    case 'not-found':
      return noteInbox(deps.db, row, 'waits-for-payment')
    case 'same':
      return settleInbox(deps.db, row, {
        state: 'ignored',
        note: 'known',
        transactionId: charge.reference,
      })
    case 'ignored':
      return settleInbox(deps.db, row, {
        state: 'ignored',
        note: recorded.because,
        transactionId: charge.reference,
      })
  }
}
