import { refuse, startAttempt } from './attempt.ts'
import { type Attempt, keepAttempt, recallAttempt } from './attempt-store.ts'
import { aFailure } from './failure.ts'
import { leave } from './leave.ts'
import { look } from './look.ts'
import type { MethodReference, PlaceOrder } from './options.ts'
import { placeOrderOnce } from './place-order-once.ts'
import { type Sending, sendUntilDecided, toPayment } from './send-until-decided.ts'
import { fail, type Session, setPhase, supersede } from './session.ts'
import { toStartPaymentInput } from './start-payment-input.ts'
import type { PayingProgress } from './state.ts'

/**
 * How to pay: order first when `placeOrder` is given, otherwise `POST /payments`. With fields in the
 * checkout it is always paid first.
 */
export type PayOptions = { placeOrder?: PlaceOrder | undefined }

/** After this long without an answer the shopper is told that it takes longer than usual. */
const slowAfterMs = 2_000
/** An attempt of another tab counts as under way for this long. */
const freshMs = 60_000

/** Pays once, however often it is called before an answer is there. */
export function pay(session: Session, options: PayOptions = {}): Promise<void> {
  if (session.paying !== null) return session.paying
  const paying = begin(session, options).finally(() => {
    if (session.paying === paying) session.paying = null
  })
  session.paying = paying
  return paying
}

async function begin(session: Session, options: PayOptions): Promise<void> {
  await session.looking
  const { status, method } = session.state
  if (status !== 'idle' && status !== 'failed') return
  const found = recallAttempt(session.options.cartId)
  if (found?.attempt.payment && !found.attempt.method.strategy) return look(session)
  if (!method) return fail(session, aFailure('method-missing'))
  if (found && !found.isMine && Date.now() - found.attempt.startedAt < freshMs) {
    return setPhase(session, { status: 'elsewhere' })
  }
  return run(session, options, method, found?.attempt)
}

/**
 * Makes one attempt. An earlier one without a clear answer is continued with its key when it asked
 * for the same.
 */
export async function run(
  session: Session,
  options: PayOptions,
  method: MethodReference,
  earlier?: Attempt,
): Promise<void> {
  const signal = supersede(session)
  const placeOrder = method.strategy ? undefined : options.placeOrder
  const input = toStartPaymentInput(session.options, method)
  const request = placeOrder ? '' : JSON.stringify(input)
  const key = earlier?.request === request ? earlier.key : crypto.randomUUID()
  const attempt: Attempt = { key, startedAt: Date.now(), method, request, payment: null }
  const onProgress = (progress: PayingProgress) => {
    if (!signal.aborted) setPhase(session, { status: 'paying', attempt: key, progress })
  }
  onProgress('sending')
  // An attempt that is over says nothing more, so a timer that comes too late does no harm.
  setTimeout(() => {
    const { state } = session
    if (state.status === 'paying' && state.progress === 'sending') onProgress('slow')
  }, slowAfterMs)
  const sending: Sending = { client: session.client, input, key, signal, onProgress }
  if (!method.strategy && !earlier?.payment)
    return goThere(session, attempt, { placeOrder, sending })
  const again = () => run(session, options, method)
  const inPlace = await import('./in-place/pay-in-place.ts').catch(() => null)
  if (inPlace) return inPlace.payInPlace(session, attempt, { earlier, sending, again })
  fail(session, aFailure('network'))
}

type Going = { placeOrder: PlaceOrder | undefined; sending: Sending }

/** Begins a payment, or an order, that is paid on a page of its own, and goes there. */
async function goThere(
  session: Session,
  attempt: Attempt,
  { placeOrder, sending }: Going,
): Promise<void> {
  const { key, method } = attempt
  const wasShown = session.listeners.size > 0
  startAttempt(session, attempt)
  const answer = placeOrder
    ? await placeOrderOnce(placeOrder, { idempotencyKey: key, method })
    : toPayment(await sendUntilDecided(sending))
  if (answer.ok) keepAttempt(session.options.cartId, { ...attempt, payment: answer.value })
  if (sending.signal.aborted) return
  if (!answer.ok) return refuse(session, answer.failure)
  if (!placeOrder && !answer.value.redirectUrl) return look(session)
  // The checkout was left within the page meanwhile: sending the shopper away from there would be a surprise.
  if (wasShown && session.listeners.size === 0) return setPhase(session, { status: 'idle' })
  leave(session, answer.value)
}
