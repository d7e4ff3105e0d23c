import { type Attempt, forgetAttempt, keepAttempt, recallAttempt } from './attempt-store.ts'
import { aFailure, type CheckoutFailure, isUndecided } from './failure.ts'
import { leave } from './leave.ts'
import { look } from './look.ts'
import type { MethodReference, PlaceOrder } from './options.ts'
import { placeOrderOnce } from './place-order-once.ts'
import { sendUntilDecided } from './send-until-decided.ts'
import { emit, fail, type Session, setPhase, supersede, tell } from './session.ts'
import { toStartPaymentInput } from './start-payment-input.ts'
import type { PayingProgress } from './state.ts'

/** How to pay: order first when `placeOrder` is given, otherwise `POST /payments`. */
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
  if (found?.attempt.payment) return look(session)
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
  { placeOrder }: PayOptions,
  method: MethodReference,
  earlier: Attempt | undefined,
): Promise<void> {
  const { cartId } = session.options
  const signal = supersede(session)
  const input = toStartPaymentInput(session.options, method)
  const request = placeOrder ? '' : JSON.stringify(input)
  const key = earlier?.request === request ? earlier.key : crypto.randomUUID()
  const attempt: Attempt = { key, startedAt: Date.now(), method, request, payment: null }
  const wasShown = session.listeners.size > 0
  const onProgress = (progress: PayingProgress) => {
    if (!signal.aborted) setPhase(session, { status: 'paying', attempt: key, progress })
  }
  keepAttempt(cartId, attempt)
  tell(session, 'paying')
  onProgress('sending')
  emit(session, { type: 'attempt-started', attempt: key, method })

  const slow = setTimeout(() => {
    const { state } = session
    if (state.status === 'paying' && state.progress === 'sending') onProgress('slow')
  }, slowAfterMs)
  const answer = placeOrder
    ? await placeOrderOnce(placeOrder, { idempotencyKey: key, method })
    : await sendUntilDecided({ client: session.client, input, key, signal, onProgress })
  clearTimeout(slow)

  if (answer.ok) keepAttempt(cartId, { ...attempt, payment: answer.value })
  if (signal.aborted) return
  if (!answer.ok) return refuse(session, answer.failure)
  if (!placeOrder && !answer.value.redirectUrl) return look(session)
  // The checkout was left within the page meanwhile: sending the shopper away from there would be a surprise.
  if (wasShown && session.listeners.size === 0) return setPhase(session, { status: 'idle' })
  leave(session, answer.value)
}

function refuse(session: Session, failure: CheckoutFailure): void {
  if (!isUndecided(failure)) {
    forgetAttempt(session.options.cartId)
    tell(session, 'changed')
  }
  fail(session, failure)
}
