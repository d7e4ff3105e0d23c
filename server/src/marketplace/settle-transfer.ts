import type { Source } from '../payments/change.ts'
import type { Payment } from '../payments/payment.ts'
import { findPayment } from '../payments/payment-store.ts'
import type { PspTransfers, TransferOutcome } from '../psp/marketplace.ts'
import type { MarketplaceDeps } from './marketplace-deps.ts'
import type { Transfer } from './transfer.ts'
import { endTransfer, findTransfer, type TransferEnd } from './transfer-store.ts'

export type SettleDeps = Pick<MarketplaceDeps, 'db' | 'findTransfers' | 'onCommit'>

/**
 * `ask`: nobody has asked yet. `look-up`: somebody else may be asking at this moment. `look-up-then-ask`: claimed, so that nobody
 * else does.
 */
type Way = 'ask' | 'look-up' | 'look-up-then-ask'

/**
 * Asks the PSP for a transfer whose intent is written, and writes down what it says. What may have been asked before is looked
 * up; what the PSP does not know never arrived, and is asked again under its own key, by one at a time: the refusal of one must
 * not hide that another has moved the money.
 */
export async function settleTransfer(
  deps: SettleDeps,
  transfer: Transfer,
  { source, way }: { source: Source; way: Way },
): Promise<Transfer> {
  const { tenant, transactionId } = transfer
  const payment = await findPayment(deps.db, tenant, transactionId)
  if (!payment) throw new Error(`Payment ${transactionId} vanished.`)
  const port = await deps.findTransfers(payment)
  const end = port ? await ask(port, { transfer, payment, way }) : providerGone
  // It is open already, and when it falls due is the sweep's.
  if (way === 'look-up' && end.state === 'unknown') return readAgain(deps, transfer)
  const ended = await endTransfer(deps.db, transfer, { end, source })
  deps.onCommit(payment)
  return ended ?? readAgain(deps, transfer)
}

/** It stays open: connected again, the provider can say what is true. */
const providerGone: TransferEnd = { state: 'unknown', note: 'provider-not-connected' }

type Wanted = { transfer: Transfer; payment: Payment; way: Way }

/** A claim lasts 16 seconds and one call up to ten: after a look-up slower than this, the next claim asks. */
const askWithinMs = 5_000

async function ask(port: PspTransfers, wanted: Wanted): Promise<TransferEnd> {
  if (wanted.way === 'ask') return toEnd(await move(port, wanted))
  const untilMs = performance.now() + askWithinMs
  const found = await port.find(wanted.transfer.transferId)
  if (found.kind === 'unknown') return { state: 'unknown', note: found.because }
  if (found.kind === 'found') return moved(found.transfer)
  const isTooLate = performance.now() > untilMs
  if (wanted.way === 'look-up' || isTooLate) return { state: 'unknown', note: 'not-found' }
  return toEnd(await move(port, wanted))
}

function move(port: PspTransfers, { transfer, payment }: Wanted): Promise<TransferOutcome> {
  const { transferId, pspTarget, amountMinor, currency } = transfer
  if (transfer.kind === 'reversal')
    return port.reverse({ transfer: pspTarget, amountMinor, currency }, transferId)
  const { transactionId: reference, pspReference } = payment
  const merchant = pspTarget
  return port.payOut({ reference, pspReference, merchant, amountMinor, currency }, transferId)
}

function toEnd(outcome: TransferOutcome): TransferEnd {
  if (outcome.kind === 'succeeded') return moved(outcome.transfer)
  if (outcome.kind === 'failed') return { state: 'failed', note: outcome.pspStatus }
  return { state: 'unknown', note: outcome.because }
}

const moved = ({ pspReference }: { pspReference: string }): TransferEnd => ({
  state: 'succeeded',
  note: null,
  pspReference,
})

/** Somebody else has settled it meanwhile. */
async function readAgain({ db }: SettleDeps, transfer: Transfer): Promise<Transfer> {
  const current = await findTransfer(db, transfer)
  if (!current) throw new Error(`Transfer ${transfer.transferId} vanished.`)
  return current
}
