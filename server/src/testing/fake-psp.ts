import type { ChargeRequest, LookUp, Outcome, Psp, PspCharge } from '../psp/psp.ts'
import { ok } from '../result.ts'

type Trouble = 'not-sent' | 'lost-before' | 'lost-after' | 'refused'

/** A PSP in memory that keeps the port's promises, and fails on request. `calls` counts what reached it. */
export type FakePsp = Psp & {
  calls: { initialise: number; cancel: number; find: number }
  charges: Map<string, PspCharge>
  /** What goes wrong with the next call that would have an effect. */
  troubleNext(trouble: Trouble): void
  /** Moves a charge as a shopper would, and answers the new picture. */
  move(reference: string, change: Partial<PspCharge>): PspCharge
}

export function createFakePsp(): FakePsp {
  const charges = new Map<string, PspCharge>()
  const keys = new Map<string, string>()
  const calls = { initialise: 0, cancel: 0, find: 0 }
  let trouble: Trouble | null = null

  const move = (reference: string, change: Partial<PspCharge>): PspCharge => {
    const charge = charges.get(reference)
    if (!charge) throw new Error(`No charge ${reference}.`)
    const next = { ...charge, ...change, sequence: charge.sequence + 1 }
    charges.set(reference, next)
    return next
  }
  const answer = (effect: () => Outcome): Outcome => {
    const current = trouble
    trouble = null
    if (current === 'not-sent') return { kind: 'not-sent', because: 'ECONNREFUSED' }
    if (current === 'lost-before') return { kind: 'unknown', because: 'timeout' }
    if (current === 'refused') {
      return { kind: 'failed', refusal: 'refused', pspStatus: 'refused', charge: null }
    }
    const outcome = effect()
    return current === 'lost-after' ? { kind: 'unknown', because: 'connection' } : outcome
  }
  return {
    name: 'sandbox',
    mode: 'test',
    calls,
    charges,
    move,
    troubleNext: (next) => {
      trouble = next
    },
    initialise: async (request, operationId) => {
      calls.initialise += 1
      return answer(() => {
        if (!keys.has(operationId)) open(charges, keys, request, operationId)
        return toOutcome(charges, request.reference)
      })
    },
    cancel: async ({ reference, expecting }) => {
      calls.cancel += 1
      return answer(() => cancel(charges, move, reference, expecting))
    },
    find: async (reference): Promise<LookUp> => {
      calls.find += 1
      const charge = charges.get(reference)
      return charge ? { kind: 'found', charge } : { kind: 'not-found' }
    },
    verifyWebhook: (_request, _now) => ok({ eventId: 'evt_1' }),
    readEvent: (rawBody, eventId) =>
      ok({ eventId, ...JSON.parse(rawBody), occurredAt: new Date(), mode: 'test' }),
  }
}

function open(
  charges: Map<string, PspCharge>,
  keys: Map<string, string>,
  request: ChargeRequest,
  operationId: string,
): void {
  keys.set(operationId, request.reference)
  charges.set(request.reference, {
    pspReference: `ch_${charges.size + 1}`,
    reference: request.reference,
    sequence: 1,
    status: 'new',
    pspStatus: 'open',
    isProcessing: false,
    amountMinor: request.amountMinor,
    currency: request.currency,
    capturedMinor: 0,
    refundedMinor: 0,
    failureReason: null,
    redirectUrl: `http://psp.test/pay/${request.reference}`,
  })
}

function cancel(
  charges: Map<string, PspCharge>,
  move: FakePsp['move'],
  reference: string,
  expecting: 'unpaid' | 'authorized',
): Outcome {
  const charge = charges.get(reference)
  if (!charge)
    return { kind: 'failed', refusal: 'not-cancelable', pspStatus: 'missing', charge: null }
  if (charge.status === 'canceled') return { kind: 'succeeded', charge }
  const isUnpaid = charge.status === 'new' || charge.status === 'authorization_failed'
  if (expecting === 'unpaid' && !isUnpaid) {
    return { kind: 'failed', refusal: 'already-paid', pspStatus: charge.pspStatus, charge }
  }
  const canceled = { status: 'canceled', pspStatus: 'canceled', redirectUrl: null } as const
  return { kind: 'succeeded', charge: move(reference, canceled) }
}

function toOutcome(charges: Map<string, PspCharge>, reference: string): Outcome {
  const charge = charges.get(reference)
  if (!charge) throw new Error('The charge was opened a line above.')
  return { kind: 'succeeded', charge }
}
