import type { PaymentView } from '../contract.ts'
import {
  clientOf,
  type ExpressSession,
  fail,
  setPhase,
  settingsOf,
  showApproved,
} from './express-session.ts'
import { forgetPayment, type KeptPayment, keepPayment, recallPayment } from './kept-payment.ts'
import { cancellationOf } from './requests.ts'

/** Asks the server what became of the payment that this tab remembers for the cart, and shows that. */
export async function lookAtKept(
  session: ExpressSession,
  kept: KeptPayment | null = recallPayment(settingsOf(session).cartId),
): Promise<void> {
  // What is being canceled is not worth a look: its approval will not stand.
  if (!kept || session.attempt || cancellationOf(kept) !== undefined) return
  if (kept.isApproved && session.state.status !== 'approved')
    setPhase(session, { status: 'checking' })
  const before = session.state
  const answer = await clientOf(session).getPayment(kept.transactionId)
  // Something newer is shown by now: a click counts more than a memory.
  const isNewer = session.attempt !== null || session.state.status !== before.status
  if (session.isOver || isNewer) return
  if (answer.ok) return show(session, kept, answer.value)
  if (answer.failure.status === 404) return release(session, kept)
  if (kept.isApproved) fail(session, answer.failure)
}

function show(session: ExpressSession, kept: KeptPayment, payment: PaymentView): void {
  const { outcome, orderReference, amount, currency } = payment
  if (orderReference !== null) {
    forgetPayment(kept)
    setPhase(session, { status: 'settled', payment })
    session.options.onSettled?.({ payment })
  } else if (outcome === 'canceled' || outcome === 'failed') {
    release(session, kept)
  } else if (outcome === 'paid' || kept.isApproved) {
    const approved = { ...kept, isApproved: true, amount, currency }
    keepPayment(approved)
    showApproved(session, approved, { status: 'approved', trouble: null })
  }
}

function release(session: ExpressSession, kept: KeptPayment): void {
  forgetPayment(kept)
  if (kept.isApproved) setPhase(session, { status: 'idle', notice: 'released' })
}
