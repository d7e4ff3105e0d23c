import { type ExpressSession, setPhase, showApproved } from './express-session.ts'
import { forgetPayment, type KeptPayment } from './kept-payment.ts'
import { lookAtKept } from './look-at-kept.ts'
import { postCancellation } from './requests.ts'

/** Cancels a payment that nobody waits for. It is forgotten once the server has canceled it. */
export function cancelQuietly(session: ExpressSession, kept: KeptPayment): void {
  void postCancellation(session, kept).then((answer) => {
    if (answer.ok) forgetPayment(kept)
  })
}

/** Gives an approved payment back, and says so only when the server has done it. */
export async function cancelApproved(session: ExpressSession, kept: KeptPayment): Promise<void> {
  showApproved(session, kept, { status: 'canceling' })
  const answer = await postCancellation(session, kept)
  if (answer.ok) {
    forgetPayment(kept)
    if (session.isOver) return
    setPhase(session, { status: 'idle', notice: 'canceled' })
    session.options.onCanceled?.({ transactionId: kept.transactionId, stage: 'approved' })
    return
  }
  if (session.isOver) return
  const { failure } = answer
  if (failure.kind === 'payment-has-order' || failure.kind === 'payment-not-found') {
    setPhase(session, { status: 'idle', notice: null })
    return lookAtKept(session, kept)
  }
  showApproved(session, kept, { status: 'approved', trouble: { doing: 'cancel', failure } })
  session.options.onError?.(failure)
}
