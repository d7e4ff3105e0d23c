import {
  forgetAttempt,
  keepAttempt,
  type RememberedPayment,
  recallAttempt,
} from './attempt-store.ts'
import type { PaymentView } from './contract.ts'
import { aFailure } from './failure.ts'
import { emit, fail, type Session, setPhase, supersede, tell } from './session.ts'
import { watchPayment } from './watch-payment.ts'

/** Asks the server what became of the payment that this browser remembers, and shows that. */
export function look(session: Session): Promise<void> {
  session.paying = null
  const looking = ask(session).finally(() => {
    if (session.looking === looking) session.looking = null
  })
  session.looking = looking
  return looking
}

async function ask(session: Session): Promise<void> {
  const signal = supersede(session)
  const remembered = recallAttempt(session.options.cartId)?.attempt.payment
  if (!remembered) {
    if (session.state.status !== 'idle') setPhase(session, { status: 'idle' })
    tell(session, 'ask')
    return
  }
  const { transactionId } = remembered
  if (!transactionId) return showOpen(session, remembered, null)

  setPhase(session, { status: 'checking' })
  const answer = await session.client.getPayment(transactionId, { signal })
  if (signal.aborted) return
  if (answer.ok) return show(session, answer.value, { remembered, signal })
  if (answer.failure.status === 404) {
    forgetAttempt(session.options.cartId)
    return setPhase(session, { status: 'idle' })
  }
  fail(session, answer.failure, remembered.orderReference)
}

type Looking = { remembered: RememberedPayment; signal: AbortSignal }

function show(session: Session, payment: PaymentView, looking: Looking): void {
  if (payment.outcome === 'pending') watch(session, payment, looking)
  else if (payment.outcome === 'paid') showPaid(session, payment)
  else showUnpaid(session, payment, looking.remembered)
}

function showPaid(session: Session, payment: PaymentView): void {
  const { cartId } = session.options
  // Without a cart id the next purchase has the same name, so a paid one must not be remembered.
  if (!cartId) forgetAttempt(cartId)
  setPhase(session, { status: 'paid', transactionId: payment.transactionId, payment })
  emit(session, { type: 'settled', payment })
}

function showUnpaid(session: Session, payment: PaymentView, remembered: RememberedPayment): void {
  const { outcome, transactionId, failureReason } = payment
  const redirectUrl = payment.redirectUrl ?? (outcome === 'open' ? remembered.redirectUrl : null)
  const orderReference = payment.orderReference ?? remembered.orderReference
  if (redirectUrl && outcome !== 'canceled') {
    showOpen(session, { transactionId, redirectUrl, orderReference }, failureReason)
    return
  }
  forgetAttempt(session.options.cartId)
  tell(session, 'changed')
  emit(session, { type: 'settled', payment })
  if (outcome === 'canceled') setPhase(session, { status: 'idle' })
  else fail(session, aFailure('payment-failed', { reason: failureReason }), orderReference)
}

function showOpen(
  session: Session,
  payment: RememberedPayment,
  failureReason: string | null,
): void {
  const known = recallAttempt(session.options.cartId)?.attempt
  if (known) keepAttempt(session.options.cartId, { ...known, payment })
  setPhase(session, { status: 'open', ...payment, failureReason })
  const { transactionId, orderReference } = payment
  emit(session, { type: 'open-payment-found', transactionId, orderReference })
}

function watch(session: Session, payment: PaymentView, looking: Looking): void {
  setPhase(session, { status: 'pending', transactionId: payment.transactionId, payment })
  void watchPayment({
    client: session.client,
    transactionId: payment.transactionId,
    signal: looking.signal,
    onPayment: (next) => {
      if (next.outcome !== 'pending') show(session, next, looking)
    },
  })
}
