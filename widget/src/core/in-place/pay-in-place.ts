import { refuse, startAttempt } from '../attempt.ts'
import { type Attempt, forgetAttempt, keepAttempt } from '../attempt-store.ts'
import type { StartPaymentOutput } from '../contract.ts'
import { aFailure, type CheckoutFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import { look } from '../look.ts'
import { type Sending, sendUntilDecided, toPayment } from '../send-until-decided.ts'
import { fail, type Session } from '../session.ts'
import { payWithFields, untilFields } from './pay-with-fields.ts'
import { releasePayment } from './release-payment.ts'

export { releasePayment }

type InPlace = {
  earlier: Attempt | undefined
  sending: Sending
  /** Makes a new attempt that knows of no earlier payment. */
  again: () => Promise<void>
}

/**
 * Pays with the fields in the checkout: joins the payment that is remembered, or begins one, and lets
 * the fields pay it. Its payment is remembered until it is known how it ended.
 */
export async function payInPlace(session: Session, fresh: Attempt, how: InPlace): Promise<void> {
  const { earlier, again, sending } = how
  const { signal } = sending
  const known = earlier?.payment?.transactionId
  const { methodName } = fresh.method
  if (known && earlier?.method.methodName !== methodName) {
    // A cart has one payment: the one whose fields were left for another method has to go first.
    const failure = await releasePayment(session, known)
    return failure ? undefined : again()
  }
  if (!(await untilFields(session, signal))) return
  const attempt = known ? { ...fresh, key: crypto.randomUUID(), payment: earlier.payment } : fresh
  startAttempt(session, attempt)
  const answer = await sendUntilDecided(known ? joining(sending, attempt.key, known) : sending)
  const payment = toPayment(answer)
  if (payment.ok) {
    keepAttempt(session.options.cartId, { ...attempt, payment: payment.value })
  }
  if (signal.aborted) return
  if (!payment.ok) return refuseInPlace(session, payment.failure, { known, again })
  const clientSecret = clientSecretOf(answer)
  return clientSecret ? payWithFields(session, clientSecret, sending) : look(session)
}

const joining = (sending: Sending, key: string, transactionId: string): Sending => ({
  ...sending,
  key,
  input: { ...sending.input, preOrderPaymentData: { transactionId } },
})

function clientSecretOf(answer: Answer<StartPaymentOutput>): string | null {
  const secret = answer.ok && answer.value.preOrderPaymentData['clientSecret']
  return typeof secret === 'string' ? secret : null
}

type Refused = Pick<InPlace, 'again'> & { known: string | null | undefined }

/** A payment that was joined is not forgotten by a refusal, unless it is gone. */
async function refuseInPlace(
  session: Session,
  failure: CheckoutFailure,
  { known, again }: Refused,
): Promise<void> {
  if (!known) return refuse(session, failure)
  const { cartId } = session.options
  switch (failure.kind) {
    case 'payment-canceled':
    case 'payment-not-found':
      forgetAttempt(cartId)
      return again()
    case 'payment-has-order':
      return look(session)
    case 'approval-needed':
      await releasePayment(session, known, aFailure('amount-mismatch', failure))
      return
    default:
      return fail(session, failure)
  }
}
