import type { Outcome, PspCharge } from '../psp/psp.ts'
import { fail, ok } from '../result.ts'
import { applyCharge } from './apply-charge.ts'
import { type Change, unopened } from './change.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { answerRequest } from './idempotency-store.ts'
import { endOperation, keepChange, type Settles } from './keep-store.ts'
import type { Operation } from './operation.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { type OpenFailure, type OpenResult, type Shipping, toStarted } from './started-payment.ts'

/** How soon a caller may ask again when the PSP was not reached or has not said what happened. */
export const retrySeconds = 5

export type InitialiseDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

/** A payment whose intent is written, and the key under which its caller waits for the answer. */
export type Begun = {
  payment: Payment
  operation: Operation
  claim: IdempotencyClaim | null
  shipping: Shipping
}

/** Asks the PSP to open the charge of a written operation, and settles the answer. Safe to repeat: the key is the same. */
export async function initialise(deps: InitialiseDeps, begun: Begun): Promise<OpenResult> {
  const { payment, operation } = begun
  const psp = await deps.findPsp(payment)
  if (!psp || operation.request.kind !== 'initialise') {
    throw new Error(`Payment ${payment.transactionId} has no PSP to be initialised at.`)
  }
  const outcome = await psp.initialise(operation.request.charge, operation.operationId)
  return settle(deps, begun, outcome)
}

async function settle(deps: InitialiseDeps, begun: Begun, outcome: Outcome): Promise<OpenResult> {
  switch (outcome.kind) {
    case 'succeeded':
      return keepOpened(deps, begun, outcome.charge)
    case 'failed':
      return close(deps, begun, fail({ kind: 'payment-refused' }), outcome.pspStatus)
    case 'not-sent':
      return close(
        deps,
        begun,
        fail({ kind: 'psp-unavailable', retryAfterSeconds: retrySeconds }),
        outcome.because,
      )
    case 'unknown':
      await endOperation(deps.db, begun.operation, { state: 'unknown', note: outcome.because })
      if (begun.claim) await answerRequest(deps.db, begun.claim, null)
      return fail({ kind: 'outcome-unknown', retryAfterSeconds: retrySeconds })
  }
}

const raceMax = 5

/**
 * Writes what the PSP said of the opened charge. A webhook may have been faster: then its news stands, and what only the
 * answer tells is added to it.
 */
export async function keepOpened(
  deps: InitialiseDeps,
  begun: Begun,
  charge: PspCharge,
): Promise<OpenResult> {
  const end = { state: 'succeeded', note: charge.pspStatus } as const
  const { tenant, transactionId } = begun.payment
  let current = begun.payment
  for (let race = 0; race < raceMax; race += 1) {
    const change = openedChange(current, charge)
    if (!change) break
    const result = ok(toStarted(change.payment, begun.shipping))
    if (await keep(deps, change, begun, end, result)) return result
    current = (await findPayment(deps.db, tenant, transactionId)) ?? current
  }
  const result = ok(toStarted(current, begun.shipping))
  await endOperation(deps.db, begun.operation, end)
  if (begun.claim) await answerRequest(deps.db, begun.claim, result)
  return result
}

/** What the answer adds to what is known, or null. */
function openedChange(payment: Payment, charge: PspCharge): Change | null {
  const verdict = applyCharge(payment, charge, 'api')
  if (verdict.kind === 'change') return verdict.change
  if (verdict.kind === 'ignored' && verdict.isForeign) {
    throw new Error(`The PSP opened ${payment.transactionId} differently: ${verdict.because}.`)
  }
  const { clientData } = charge
  if (payment.clientData !== null || clientData === null) return null
  return { payment: { ...payment, clientData }, history: [], messages: [] }
}

/**
 * Only a refusal is a definite answer to store; after `psp-unavailable` the same key may try again.
 */
async function close(
  deps: InitialiseDeps,
  begun: Begun,
  result: { ok: false; failure: OpenFailure },
  note: string,
): Promise<OpenResult> {
  const reason = result.failure.kind
  const isDefinite = result.failure.kind === 'payment-refused'
  const change = {
    ...unopened(begun.payment, { source: 'api', reason, note }),
    failedAttempts: isDefinite ? 1 : 0,
  }
  await keep(deps, change, begun, { state: 'failed', note }, isDefinite ? result : null)
  if (begun.claim && !isDefinite) await answerRequest(deps.db, begun.claim, null)
  return result
}

async function keep(
  deps: InitialiseDeps,
  change: Change,
  { operation, claim }: Begun,
  end: { state: 'succeeded' | 'failed'; note: string },
  result: OpenResult | null,
): Promise<boolean> {
  const settles: Settles = {
    operation: { operationId: operation.operationId, end },
    ...(claim && result ? { answer: { claim, result } } : {}),
  }
  const isKept = await keepChange(deps.db, change, settles)
  if (isKept) deps.onCommit(change.payment, change)
  return isKept
}
