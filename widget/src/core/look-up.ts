import {
  type Attempt,
  forgetAttempt,
  keepAttempt,
  type RememberedPayment,
} from './attempt-store.ts'
import type { PaymentView } from './contract.ts'
import { aFailure } from './failure.ts'
import type { Hearsay } from './look.ts'
import { emit, fail, type Session, setPhase, setState, tell } from './session.ts'
import { untilSettled } from './settle.ts'
import { watchPayment } from './watch-payment.ts'

/** A look at a remembered payment. */
export type Looking = {
  attempt: Attempt
  remembered: RememberedPayment
  signal: AbortSignal
  hearsay: Hearsay
}

/** Asks the server what became of a remembered payment, and shows that. */
export async function lookUp(session: Session, looking: Looking): Promise<void> {
  const { remembered, signal, hearsay } = looking
  const { transactionId } = remembered
  if (!transactionId) return showOpen(session, looking, null)

  const answer = await session.client.getPayment(transactionId, { signal })
  if (signal.aborted) return
  if (answer.ok) return show(session, answer.value, looking)
  if (answer.failure.status === 404) {
    forgetAttempt(session.options.cartId)
    return setPhase(session, { status: 'idle' })
  }
  if (hearsay) return doubt(session, null, looking)
  fail(session, answer.failure, remembered.orderReference)
}

function show(session: Session, payment: PaymentView, looking: Looking): void {
  const { outcome } = payment
  if (outcome === 'pending') watch(session, payment, looking)
  else if (outcome === 'paid') showPaid(session, payment)
  else if (looking.hearsay && outcome !== 'canceled') doubt(session, payment, looking)
  else showUnpaid(session, payment, looking)
}

function showPaid(session: Session, payment: PaymentView): void {
  const { cartId } = session.options
  // Without a cart id the next purchase has the same name, so a paid one must not be remembered.
  if (!cartId) forgetAttempt(cartId)
  setPhase(session, { status: 'paid', transactionId: payment.transactionId, payment })
  emit(session, { type: 'settled', payment })
}

function showUnpaid(session: Session, payment: PaymentView, looking: Looking): void {
  const { attempt, remembered } = looking
  const { outcome, transactionId, failureReason } = payment
  const redirectUrl = payment.redirectUrl ?? (outcome === 'open' ? remembered.redirectUrl : null)
  const orderReference = payment.orderReference ?? remembered.orderReference
  const isOver = outcome === 'canceled' || failureReason === 'expired'
  if (redirectUrl && outcome !== 'canceled') {
    showOpen(
      session,
      { ...looking, remembered: { transactionId, redirectUrl, orderReference } },
      failureReason,
    )
  } else if (attempt.method.strategy && !isOver) showFields(session, payment, attempt)
  else showOver(session, payment, looking)
}

/** Nothing can be done with this payment any more. */
function showOver(session: Session, payment: PaymentView, looking: Looking): void {
  const { failureReason } = payment
  const isCanceled = payment.outcome === 'canceled'
  forgetAttempt(session.options.cartId)
  tell(session, 'changed')
  emit(session, { type: 'settled', payment })
  // Who canceled knows it; a payment that was given back by itself has to be explained.
  if (isCanceled && !looking.hearsay && failureReason !== 'no-order') {
    setPhase(session, { status: 'idle' })
    return
  }
  const kind = isCanceled ? 'payment-canceled' : 'payment-failed'
  const order = payment.orderReference ?? looking.remembered.orderReference
  fail(session, aFailure(kind, { reason: failureReason }), order)
}

/** The fields are there again, and the next click continues the same payment. */
function showFields(session: Session, payment: PaymentView, attempt: Attempt): void {
  const { outcome, failureReason: reason } = payment
  keepAttempt(session.options.cartId, attempt)
  setState(session, { status: 'idle', method: attempt.method })
  if (outcome === 'failed') fail(session, aFailure('payment-failed', { reason }))
}

function showOpen(
  session: Session,
  { attempt, remembered: payment }: Looking,
  failureReason: string | null,
): void {
  keepAttempt(session.options.cartId, { ...attempt, payment })
  setPhase(session, { status: 'open', ...payment, failureReason })
  const { transactionId, orderReference } = payment
  emit(session, { type: 'open-payment-found', transactionId, orderReference })
}

/** The server does not know yet what the fields know: nothing is shown as failed until it does. */
function doubt(session: Session, payment: PaymentView | null, looking: Looking): void {
  const { attempt, remembered, signal, hearsay } = looking
  const transactionId = remembered.transactionId ?? ''
  if (payment && hearsay === 'told') {
    setPhase(session, { status: 'pending', transactionId, payment })
  } else {
    const failure = aFailure('outcome-unknown')
    setPhase(session, { status: 'failed', failure, canRetry: true, orderReference: null })
  }
  keepAttempt(session.options.cartId, attempt)
  void untilSettled({
    client: session.client,
    transactionId,
    signal,
    onPayment: (settled) => {
      const isLate = settled.outcome === 'failed'
      show(session, settled, isLate ? { ...looking, hearsay: undefined } : looking)
    },
  })
}

function watch(session: Session, payment: PaymentView, looking: Looking): void {
  const { transactionId } = payment
  setPhase(session, { status: 'pending', transactionId, payment })
  void watchPayment({
    client: session.client,
    transactionId,
    signal: looking.signal,
    onPayment: (next) => {
      if (next.outcome !== 'pending') show(session, next, { ...looking, hearsay: undefined })
    },
  })
}
