import type { ChargeRequest, LookUp } from '../psp/psp.ts'
import { fail, ok } from '../result.ts'
import {
  attemptsWindowMinutes,
  beginPayment,
  findOpenOperation,
  type OpenOperation,
  takeOverOperation,
} from './begin-store.ts'
import { cancelPayment } from './cancel-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { answerRequest, findRequest } from './idempotency-store.ts'
import { type InitialiseDeps, initialise, keepOpened, retrySeconds } from './initialise-payment.ts'
import { endOperation } from './keep-store.ts'
import { newOperation } from './new-operation.ts'
import type { Operation } from './operation.ts'
import { isUnpaid, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findLivePayment } from './payment-store.ts'
import { type OpenResult, type Shipping, toStarted } from './started-payment.ts'
import { updatePayment } from './update-payment.ts'

export type OpenDeps = InitialiseDeps & Pick<PaymentDeps, 'signReturnUrl' | 'budgets'>

/** A payment that is not written yet, and what the PSP must know of it besides. */
export type Draft = {
  payment: Payment
  charge: Pick<ChargeRequest, 'customer' | 'lines' | 'locale'>
  claim: IdempotencyClaim | null
  shipping: Shipping
}

/**
 * Opens a payment at its PSP, or joins the one that already holds the cart or order. The intent is committed before the PSP
 * is called; the answer, the history, the messages and the caller's stored answer are committed together after it.
 */
export async function openPayment(
  deps: OpenDeps,
  draft: Draft,
  reserve: boolean,
): Promise<OpenResult> {
  const { payment, claim } = draft
  const operation = await toOperation(deps, draft)
  const terms = { claim: reserve ? claim : null, budgets: deps.budgets }
  const begin = await beginPayment(deps.db, payment, operation, terms)
  const { shipping } = draft
  if (begin.kind === 'begun') return initialise(deps, { payment, operation, claim, shipping })
  if (begin.kind === 'key-taken' && claim) return replay(deps, draft, claim)
  if (begin.kind === 'held') return joinPayment(deps, draft)
  if (begin.kind === 'attempts-spent') return joinOpened(deps, draft, fail(begin))
  const retryAfterSeconds = attemptsWindowMinutes * 60
  return giveBack(deps, draft, fail({ kind: 'too-many-attempts', retryAfterSeconds }))
}

async function toOperation(deps: OpenDeps, { payment, charge }: Draft): Promise<Operation> {
  return newOperation(payment, {
    kind: 'initialise',
    charge: {
      ...charge,
      reference: payment.transactionId,
      strategy: payment.strategy,
      method: payment.method,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      orderReference: payment.orderReference,
      returnUrl: await deps.signReturnUrl(payment),
    },
  })
}

async function replay(deps: OpenDeps, draft: Draft, claim: IdempotencyClaim): Promise<OpenResult> {
  const earlier = await findEarlier(deps, claim)
  return earlier.kind === 'answer' ? earlier.result : openPayment(deps, draft, false)
}

/** `resume`: the first request under this key died, and the asker now holds its lease. */
export type Earlier = { kind: 'none' | 'resume' } | { kind: 'answer'; result: OpenResult }

/** What an earlier request under the same key was answered, or whether there is one to go on with. */
export async function findEarlier(
  deps: Pick<OpenDeps, 'db'>,
  claim: IdempotencyClaim | null,
): Promise<Earlier> {
  if (!claim) return { kind: 'none' }
  const known = await findRequest(deps.db, claim)
  switch (known.kind) {
    case 'answered':
      // Only results of this module are stored under these operations, so the shape is theirs.
      return { kind: 'answer', result: { ...(known.result as OpenResult), replayed: true } }
    case 'in-flight':
      return { kind: 'answer', result: inFlight(known.retryAfterSeconds) }
    case 'other-request':
      return { kind: 'answer', result: fail({ kind: 'idempotency-key-reused' }) }
    case 'lapsed':
      return { kind: 'resume' }
    case 'unknown':
      return { kind: 'none' }
  }
}

const inFlight = (retryAfterSeconds: number): OpenResult =>
  fail({ kind: 'request-in-flight', retryAfterSeconds })

/** No definite answer was found: the key is given back, so that its next use goes on at once. */
async function giveBack(deps: OpenDeps, { claim }: Draft, result: OpenResult): Promise<OpenResult> {
  if (claim) await answerRequest(deps.db, claim, null)
  return result
}

/**
 * Answers with the payment that holds the cart or order already: as it is when it was opened, after asking the PSP when
 * nobody knows whether it was. A cart that changed since gets its old, unpaid payment canceled first.
 */
async function joinPayment(deps: OpenDeps, draft: Draft): Promise<OpenResult> {
  const { payment: wanted } = draft
  const live = await findLivePayment(deps.db, wanted.tenant, heldBy(wanted))
  if (!live) return giveBack(deps, draft, inFlight(1))
  if (live.owner !== wanted.owner) return giveBack(deps, draft, fail({ kind: 'payment-differs' }))
  const operation = await findOpenOperation(deps.db, live, 'initialise')
  if (operation?.isUnderWay) return giveBack(deps, draft, inFlight(1))
  if (operation) return resume(deps, draft, live, operation)
  if (isSamePurchase(live, wanted)) return answer(deps, draft, live)
  return isSameWay(live, wanted) ? change(deps, draft, live) : replace(deps, draft, live)
}

/** Who has no attempts left gets nothing new at the PSP; what is there already can be paid, or is paid. */
async function joinOpened(deps: OpenDeps, draft: Draft, refusal: OpenResult): Promise<OpenResult> {
  const { payment: wanted } = draft
  const live = await findLivePayment(deps.db, wanted.tenant, heldBy(wanted))
  const isOpened = live?.owner === wanted.owner && live.pspReference !== null
  return isOpened && isSamePurchase(live, wanted)
    ? answer(deps, draft, live)
    : giveBack(deps, draft, refusal)
}

const heldBy = ({ cartId, orderReference }: Payment) =>
  orderReference === null ? { cartId: cartId ?? '' } : { orderReference }

const isSamePurchase = (live: Payment, wanted: Payment): boolean =>
  live.amountMinor === wanted.amountMinor &&
  live.currency === wanted.currency &&
  isSameMethod(live, wanted)

const isSameMethod = (live: Payment, wanted: Payment): boolean =>
  live.provider === wanted.provider && live.method === wanted.method

/** A payment page that is open somewhere still shows the old amount; what is paid in place is asked for again anyway. */
const isSameWay = (live: Payment, wanted: Payment): boolean =>
  isSameMethod(live, wanted) &&
  live.strategy !== 'hosted-payment-page' &&
  wanted.orderReference === null

async function change(deps: OpenDeps, draft: Draft, live: Payment): Promise<OpenResult> {
  const { amountMinor, currency } = draft.payment
  const purchase = { amountMinor, currency, lines: draft.charge.lines }
  const updated = await updatePayment(deps, live, purchase)
  if (updated.ok) return answer(deps, draft, updated.value)
  const { transactionId } = live
  return giveBack(deps, draft, fail({ ...updated.failure, transactionId }))
}

async function answer(
  deps: OpenDeps,
  { claim, shipping }: Draft,
  live: Payment,
): Promise<OpenResult> {
  const result = ok(toStarted(live, shipping))
  if (claim) await answerRequest(deps.db, claim, result)
  return result
}

/** What was taken over is held for 30 seconds, and one call may take ten: after a look-up slower than this, the next one asks. */
const askWithinMs = 5_000

/** The first request was cut off: the PSP is asked what it knows, and only what it does not know is asked for again. */
async function resume(
  deps: OpenDeps,
  draft: Draft,
  live: Payment,
  operation: OpenOperation,
): Promise<OpenResult> {
  if (!(await takeOverOperation(deps.db, live, operation.operationId))) {
    return giveBack(deps, draft, inFlight(1))
  }
  const { claim, shipping } = draft
  const payment = { ...live, version: live.version + 1 }
  const begun = { payment, operation, claim, shipping }
  const untilMs = performance.now() + askWithinMs
  const psp = await deps.findPsp(live)
  const found: LookUp = psp
    ? await psp.find(live.transactionId)
    : { kind: 'unknown', because: 'no-psp' }
  if (found.kind === 'found') return keepOpened(deps, begun, found.charge)
  const isInTime = performance.now() < untilMs
  if (found.kind === 'not-found' && isInTime) return initialise(deps, begun)
  const note = found.kind === 'unknown' ? found.because : found.kind
  await endOperation(deps.db, operation, { state: 'unknown', note })
  return giveBack(deps, draft, fail({ kind: 'outcome-unknown', retryAfterSeconds: retrySeconds }))
}

async function replace(deps: OpenDeps, draft: Draft, live: Payment): Promise<OpenResult> {
  const isOrder = draft.payment.orderReference !== null
  if (isOrder || !isUnpaid(live.status)) return refuse(deps, draft, live)
  const canceled = await cancelPayment(deps, live, 'api')
  if (canceled === 'canceled') return openPayment(deps, draft, false)
  if (canceled === 'already-paid') return refuse(deps, draft, live)
  return giveBack(deps, draft, fail({ kind: 'outcome-unknown', retryAfterSeconds: retrySeconds }))
}

/**
 * The payment that is in the way is named to its own shopper, who may go on with it or cancel it. The answer is not stored:
 * it is another one as soon as they did.
 */
const refuse = (deps: OpenDeps, draft: Draft, { transactionId }: Payment): Promise<OpenResult> =>
  giveBack(deps, draft, fail({ kind: 'payment-differs', transactionId }))
