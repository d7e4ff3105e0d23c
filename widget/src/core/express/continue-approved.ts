import { type ExpressSession, setPhase, showApproved } from './express-session.ts'
import { forgetPayment, type KeptPayment, keepPayment } from './kept-payment.ts'
import { nextStepOf } from './next-step.ts'
import { postCustomer } from './requests.ts'

const endings = ['payment-canceled', 'payment-not-found']

/** Keeps the approval, reads who approved, and lets the shop go on. What fails here loses nothing. */
export async function continueApproved(session: ExpressSession, begun: KeptPayment): Promise<void> {
  const kept = { ...begun, isApproved: true }
  keepPayment(kept)
  showApproved(session, kept, { status: 'continuing' })
  const answer = await postCustomer(session, kept)
  if (session.isOver) return
  if (!answer.ok) {
    const { failure } = answer
    if (endings.includes(failure.kind)) {
      forgetPayment(kept)
      return setPhase(session, { status: 'idle', notice: 'released' })
    }
    showApproved(session, kept, { status: 'approved', trouble: { doing: 'continue', failure } })
    return session.options.onError?.(failure)
  }
  const { customer, missing } = answer.value
  const { transactionId, amount, currency, method } = kept
  const step = nextStepOf(session.options.skipSteps, missing)
  // A cart that ships has no way to ship yet: only its own step can ask for one.
  const nextStep = kept.isShipmentChosen || step === 'address' ? step : 'shipment'
  showApproved(session, kept, { status: 'approved', trouble: null })
  session.options.onApproved?.({
    transactionId,
    amount,
    currency,
    method,
    customer,
    missing,
    nextStep,
  })
}
