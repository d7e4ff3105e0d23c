import type { Mode, PspCharge } from '../psp/psp.ts'
import { applyCharge } from './apply-charge.ts'
import type { Source } from './change.ts'
import { isAnsweredElsewhere, keepChange, type Settles } from './keep-store.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'

/** What became of news about a charge. */
export type Recorded =
  | { kind: 'changed'; payment: Payment }
  | { kind: 'same'; payment: Payment }
  | { kind: 'ignored'; payment: Payment; because: string }
  | { kind: 'not-found' }

const raceMax = 8

/**
 * Applies a PSP's picture of a charge to its payment, by compare-and-set: of two that race, one wins and the other looks
 * again. Webhooks, returns and sweeps all come through here, so that one fact has one effect.
 */
export async function recordCharge(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  {
    tenant,
    charge,
    source,
    mode,
  }: { tenant: string; charge: PspCharge; source: Source; mode: Mode },
  settles: Settles = {},
): Promise<Recorded> {
  for (let race = 0; race < raceMax; race += 1) {
    const payment = await findPayment(deps.db, tenant, charge.reference)
    if (!payment) return { kind: 'not-found' }
    if (payment.mode !== mode) return { kind: 'ignored', payment, because: 'mode-differs' }
    const recorded = await tryOnce(deps, payment, { charge, source, settles })
    if (recorded) return recorded
  }
  throw new Error(`Payment ${charge.reference} changes too fast to be recorded.`)
}

/** Null when somebody else has changed the payment first. */
async function tryOnce(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  payment: Payment,
  { charge, source, settles }: { charge: PspCharge; source: Source; settles: Settles },
): Promise<Recorded | null> {
  const verdict = applyCharge(payment, charge, source)
  if (verdict.kind === 'same') return { kind: 'same', payment }
  if (verdict.kind === 'ignored') return { kind: 'ignored', payment, because: verdict.because }
  if (await keepChange(deps.db, verdict.change, settles)) {
    deps.onCommit(payment, verdict.change)
    return { kind: 'changed', payment: verdict.change.payment }
  }
  const isAnswered = await isAnsweredElsewhere(deps.db, payment.tenant, settles.inbox)
  return isAnswered ? { kind: 'same', payment } : null
}
