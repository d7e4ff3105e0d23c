import { forEachAtOnce } from '../at-once.ts'
import { inboundMessages } from '../contract/messages.ts'
import { attemptsMax } from '../database/claim-due.ts'
import { recordMerchant } from '../marketplace/record-merchant.ts'
import { lookUpPayment } from '../payments/look-up-payment.ts'
import type { Payment } from '../payments/payment.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import { recordCharge } from '../payments/record-charge.ts'
import type { PspCharge } from '../psp/psp.ts'
import { applyCommand } from './apply-command.ts'
import { claimInbox, type InboxRow, noteInbox, settleInbox } from './inbox-store.ts'
import { isInboundName, shopSource } from './receive-command.ts'

export type InboxDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'listPsps' | 'onCommit'> & {
  /** Called after each commit that has news for the shop beside those of payments. */
  onNews(tenant: string): void
  onDefect(error: unknown, row: InboxRow): void
}

const batchMax = 50
/** So many payments and merchants are worked on at once: a PSP that is slow about one holds up no other. */
const subjectsAtOnce = 8
/** A claim lasts 16 seconds: what is not begun by then falls due again, and may be somebody else's. */
const beginWithinMs = 8_000

/** Applies what has arrived and is due. Answers how many rows were claimed; zero means that there is nothing left. */
export async function applyInbox(deps: InboxDeps): Promise<number> {
  const untilMs = performance.now() + beginWithinMs
  const rows = await claimInbox(deps.db, batchMax)
  const bySubject = Map.groupBy(rows, subjectOf)
  await forEachAtOnce(bySubject.values(), subjectsAtOnce, (ofSubject) =>
    applyInTurn(deps, ofSubject, untilMs),
  )
  return rows.length
}

/** Payments have names of their own; merchants are named by shops, which may use the same names. */
const subjectOf = ({ tenant, source, mode, ...row }: InboxRow): string =>
  row.merchantReference === null
    ? (row.transactionId ?? row.eventId)
    : JSON.stringify([tenant, source, mode, row.merchantReference])

/** What came first of a payment or a merchant is applied first. */
async function applyInTurn(
  deps: InboxDeps,
  rows: readonly InboxRow[],
  untilMs: number,
): Promise<void> {
  for (const row of rows) {
    if (performance.now() > untilMs) return
    // One bad event must not hold up the others: it falls due again by itself, and is set aside after its budget.
    await applyRow(deps, row).catch((error: unknown) => deps.onDefect(error, row))
  }
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
  const note = await applyCommand(deps, row, { name: row.name, payload: payload.data })
  const end = note === null ? unknownOrder : ({ state: 'applied', note } as const)
  return settleInbox(deps.db, row, end)
}

const unknownOrder = { state: 'dead', note: 'payment-not-found' } as const

async function applyEvent(deps: InboxDeps, row: InboxRow): Promise<void> {
  const { tenant, mode } = row
  const connection = { tenant, provider: row.source.replace('psp:', ''), mode }
  const [psp] = await deps.listPsps(connection)
  const event = psp?.readEvent(row.rawBody, row.eventId)
  if (!event?.ok) return settleInbox(deps.db, row, { state: 'dead', note: 'event-unreadable' })
  if (event.value.mode !== row.mode)
    return settleInbox(deps.db, row, { state: 'ignored', note: 'mode-differs' })
  if (event.value.about === 'charge') return applyCharge(deps, row, event.value.charge)
  const { merchant: picture } = event.value
  const key = { ...connection, merchantReference: picture.merchantReference }
  const recorded = await recordMerchant(deps, key, { picture, inbox: row })
  if (recorded.kind === 'not-found') await noteInbox(deps.db, row, 'waits-for-merchant')
}

async function applyCharge(deps: InboxDeps, row: InboxRow, charge: PspCharge): Promise<void> {
  const { tenant, mode } = row
  const recorded = await recordCharge(
    deps,
    { tenant, charge, source: 'webhook', mode },
    { inbox: { source: row.source, eventId: row.eventId } },
  )
  switch (recorded.kind) {
    case 'changed':
      return
    case 'not-found':
      return noteInbox(deps.db, row, 'waits-for-payment')
    case 'same':
      return settleInbox(deps.db, row, ignored('known', recorded.payment))
    case 'ignored':
      return isOutOfDate(recorded.because)
        ? settleInbox(deps.db, row, ignored(recorded.because, recorded.payment))
        : settleContradiction(deps, row, recorded)
  }
}

/** Older news, or news for the other mode, contradicts nothing. */
const isOutOfDate = (because: string): boolean => because === 'older' || because === 'mode-differs'

type Contradiction = { payment: Payment; because: string }

/**
 * An event that cannot be true of the payment as we know it: the PSP is asked what is. If it says the same as the event, a
 * person has to look; the row is set aside and blocks nothing.
 */
async function settleContradiction(
  deps: InboxDeps,
  row: InboxRow,
  { payment, because }: Contradiction,
): Promise<void> {
  const looked = await lookUpPayment(deps, payment, 'sweep')
  if (looked === null) return noteInbox(deps.db, row, `look-up-unanswered: ${because}`)
  const isStillTrue = looked.kind === 'ignored' && !isOutOfDate(looked.because)
  if (!isStillTrue) return settleInbox(deps.db, row, ignored(because, payment))
  const note = `contradicts: ${looked.because}`
  return settleInbox(deps.db, row, { state: 'dead', note, transactionId: payment.transactionId })
}

const ignored = (note: string, { transactionId }: Payment) =>
  ({ state: 'ignored', note, transactionId }) as const
