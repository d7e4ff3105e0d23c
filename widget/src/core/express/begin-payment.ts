import type { StartPaymentOutput } from '../contract.ts'
import { aFailure, type CheckoutFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import type { SheetStart } from '../wallets/wallet-driver.ts'
import { cancelQuietly } from './cancel-payment.ts'
import { endAttempt } from './close-sheet.ts'
import { continueApproved } from './continue-approved.ts'
import {
  type Attempt,
  type ExpressSession,
  type SheetCart,
  setPhase,
  settingsOf,
} from './express-session.ts'
import { forgetPayment, type KeptPayment, keepPayment, recallPayment } from './kept-payment.ts'
import { lookAtKept } from './look-at-kept.ts'
import { cancellationOf, postCancellation, postPayment, quoteOf } from './requests.ts'
import { within } from './within.ts'

/** The sheet waits this long for the shop's cart, and goes on with the one that is known. */
const firstTotalMaxMs = 1_000
/** A cancellation under way is waited for, because the server joins a payment that is still live. */
const cancellationMaxMs = 5_000

/** Creates or joins the payment of a sheet. A sheet that is closed meanwhile leaves no payment behind. */
export async function beginPayment(
  session: ExpressSession,
  attempt: Attempt,
): Promise<Answer<SheetStart>> {
  const first = await within(firstTotalMaxMs, attempt.cart)
  const { cartId } = settingsOf(session)
  if (first.isLate && cartId && !attempt.isOver) {
    const begun = await begin(session, attempt, { cartId })
    if (begun.ok) return begun
  }
  const cart = first.isLate ? await attempt.cart : first.value
  if (!cart.ok) return cart
  if (attempt.isOver) return { ok: false, failure: aFailure('sheet-closed') }
  return begin(session, attempt, cart.value)
}

async function begin(
  session: ExpressSession,
  attempt: Attempt,
  cart: SheetCart,
): Promise<Answer<SheetStart>> {
  const answer = await postFirst(session, attempt, cart)
  if (!answer.ok) {
    goOnWithFound(session, attempt, cart, answer.failure)
    return answer
  }
  const kept = toKept(attempt, cart, answer.value)
  keepPayment(kept)
  if (attempt.isOver) {
    cancelQuietly(session, kept)
    return { ok: false, failure: aFailure('sheet-closed') }
  }
  if (isApproved(answer.value)) {
    goOn(session, attempt, kept)
    return { ok: false, failure: aFailure('sheet-closed') }
  }
  attempt.kept = kept
  const { clientSecret } = answer.value.preOrderPaymentData
  if (typeof clientSecret !== 'string') return { ok: false, failure: noSecret }
  const quote = quoteOf(answer.value)
  attempt.quote = quote
  setPhase(session, { status: 'open', wallet: attempt.offered.key })
  return { ok: true, value: { clientSecret, quote } }
}

/** Approved earlier, perhaps in a tab that is gone: asking the wallet again would be asking for a second payment. */
const isApproved = ({ status }: StartPaymentOutput): boolean =>
  status !== 'new' && status !== 'authorization_failed'

function goOn(session: ExpressSession, attempt: Attempt, kept: KeptPayment): void {
  if (!endAttempt(session, attempt)) return
  attempt.sheet?.close()
  void continueApproved(session, kept)
}

/** A payment of another total was approved, perhaps in a tab that is gone: it is shown, to go on with or to give back. */
function goOnWithFound(
  session: ExpressSession,
  attempt: Attempt,
  cart: SheetCart,
  { transactionId }: CheckoutFailure,
): void {
  if (!transactionId || !endAttempt(session, attempt)) return
  attempt.sheet?.close()
  const found = { transactionId, amount: 0, currency: '' }
  void lookAtKept(session, { ...toKept(attempt, cart, found), isApproved: true })
}

const noSecret: CheckoutFailure = aFailure('unknown', {
  detail: 'The payment has no client secret.',
})

const methodOf = ({
  offered: {
    method: { paymentProviderName, paymentMethodName },
  },
}: Attempt): KeptPayment['method'] => ({ paymentProviderName, paymentMethodName })

async function postFirst(
  session: ExpressSession,
  attempt: Attempt,
  cart: SheetCart,
): Promise<Answer<StartPaymentOutput>> {
  const { currency } = settingsOf(session)
  const kept = recallPayment(cart.cartId)
  const canceling = cancellationOf(kept)
  if (canceling !== undefined) await within(cancellationMaxMs, canceling)
  const asked = { method: methodOf(attempt), cart, currency }
  const answer = await postPayment(session, asked)
  if (answer.ok || answer.failure.kind !== 'payment-differs' || !kept || kept.isApproved)
    return answer
  // Begun with another wallet and never approved: that one makes place for this one.
  const canceled = await postCancellation(session, kept)
  if (!canceled.ok) return answer
  forgetPayment(kept)
  return postPayment(session, asked)
}

const toKept = (
  attempt: Attempt,
  { cartId }: SheetCart,
  {
    transactionId,
    amount,
    currency,
  }: Pick<StartPaymentOutput, 'transactionId' | 'amount' | 'currency'>,
): KeptPayment => ({
  transactionId,
  cartId,
  method: methodOf(attempt),
  key: attempt.offered.key,
  wallet: attempt.offered.name,
  amount,
  currency,
  isApproved: false,
  isShipmentChosen: true,
  at: Date.now(),
})
