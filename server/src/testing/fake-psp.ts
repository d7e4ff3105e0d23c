import type {
  CancelExpectation,
  ChargeRequest,
  CustomerLookUp,
  LookUp,
  MovementStatus,
  Outcome,
  Psp,
  PspCharge,
  PspCustomers,
} from '../psp/psp.ts'
import { ok } from '../result.ts'
import { endMovement, moveMoney, voidRest } from './fake-psp-money.ts'

type Trouble = 'not-sent' | 'lost-before' | 'lost-after' | 'refused'

/** A PSP in memory that keeps the port's promises, and fails on request. `calls` counts what reached it. */
export type FakePsp = Psp & {
  calls: Record<'initialise' | 'update' | 'cancel' | 'capture' | 'refund' | 'find', number>
  customers: PspCustomers
  /** What the PSP knows of who approved, by our reference. */
  known: Map<string, CustomerLookUp>
  charges: Map<string, PspCharge>
  /** What goes wrong with the next call that would have an effect. */
  troubleNext(trouble: Trouble): void
  /** Moves a charge as a shopper would, and answers the new picture. */
  move(reference: string, change: Partial<PspCharge>): PspCharge
  /** The next movements are only accepted: `endMove` says how they end. */
  acceptOnly(isOn: boolean): void
  endMove(reference: string, operationId: string, status: MovementStatus): PspCharge
}

export function createFakePsp(): FakePsp {
  const charges = new Map<string, PspCharge>()
  const keys = new Map<string, string>()
  const known = new Map<string, CustomerLookUp>()
  const calls = { initialise: 0, update: 0, cancel: 0, capture: 0, refund: 0, find: 0 }
  let trouble: Trouble | null = null
  let movements: 'pending' | 'succeeded' = 'succeeded'

  const move = (reference: string, change: Partial<PspCharge>): PspCharge => {
    const charge = theOne(charges, reference)
    const next = { ...charge, ...change, sequence: charge.sequence + 1 }
    charges.set(reference, next)
    return next
  }
  const book = { charges, keys, move }
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
  const moves =
    (kind: 'capture' | 'refund'): Psp['capture'] =>
    async (request, operationId) => {
      calls[kind] += 1
      return answer(() => moveMoney(book, request, { kind, operationId, status: movements }))
    }
  return {
    name: 'sandbox',
    mode: 'test',
    calls,
    charges,
    known,
    customers: { findCustomer: async (it) => known.get(it) ?? { kind: 'not-approved' } },
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
    update: async ({ reference }, purchase, operationId) => {
      calls.update += 1
      return answer(() => update(book, { ...purchase, reference, operationId }))
    },
    acceptOnly: (isOn) => {
      movements = isOn ? 'pending' : 'succeeded'
    },
    endMove: (reference, operationId, status) =>
      move(reference, endMovement(theOne(charges, reference), operationId, status)),
    capture: moves('capture'),
    refund: moves('refund'),
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

function theOne(charges: Map<string, PspCharge>, reference: string): PspCharge {
  const charge = charges.get(reference)
  if (!charge) throw new Error(`No charge ${reference}.`)
  return charge
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
    voidedMinor: 0,
    movements: [],
    failureReason: null,
    redirectUrl:
      request.strategy === 'hosted-payment-page'
        ? `http://psp.test/pay/${request.reference}`
        : null,
    clientData:
      request.strategy === 'hosted-payment-page'
        ? null
        : { clientSecret: `cs_${charges.size + 1}` },
  })
}

export type Book = Pick<FakePsp, 'charges' | 'move'> & { keys: Map<string, string> }

function update(
  { charges, keys, move }: Book,
  asked: { reference: string; operationId: string } & Pick<
    ChargeRequest,
    'amountMinor' | 'currency'
  >,
): Outcome {
  const { reference, operationId, amountMinor, currency } = asked
  const charge = charges.get(reference)
  if (!charge) return notThere
  if (keys.has(operationId)) return { kind: 'succeeded', charge }
  if (!isUnpaid(charge)) return refusal(charge, charge.status === 'canceled')
  keys.set(operationId, reference)
  return { kind: 'succeeded', charge: move(reference, { amountMinor, currency }) }
}

function cancel(
  charges: Map<string, PspCharge>,
  move: FakePsp['move'],
  reference: string,
  expecting: CancelExpectation,
): Outcome {
  const charge = charges.get(reference)
  if (!charge) return notThere
  if (charge.status === 'canceled') return { kind: 'succeeded', charge }
  if (expecting === 'unpaid' && !isUnpaid(charge)) return refusal(charge, false)
  if (expecting === 'captured') return { kind: 'succeeded', charge: voidRest(charge, move) }
  if (charge.capturedMinor > 0) return refusal(charge, true)
  const canceled = { status: 'canceled', pspStatus: 'canceled', redirectUrl: null } as const
  return { kind: 'succeeded', charge: move(reference, canceled) }
}

const isUnpaid = ({ status }: PspCharge): boolean =>
  status === 'new' || status === 'authorization_failed'

const notThere: Outcome = {
  kind: 'failed',
  refusal: 'not-cancelable',
  pspStatus: 'missing',
  charge: null,
}

const refusal = (charge: PspCharge, isOver: boolean): Outcome => ({
  kind: 'failed',
  refusal: isOver ? 'not-cancelable' : 'already-paid',
  pspStatus: charge.pspStatus,
  charge,
})

function toOutcome(charges: Map<string, PspCharge>, reference: string): Outcome {
  const charge = charges.get(reference)
  if (!charge) throw new Error('The charge was opened a line above.')
  return { kind: 'succeeded', charge }
}
