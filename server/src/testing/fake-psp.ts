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
import { createFakeMarketplace, type FakeMarketplace } from './fake-marketplace.ts'
import { endMovement, moveMoney, voidRest } from './fake-psp-money.ts'
import { createFakeTrouble, type Trouble } from './fake-trouble.ts'

type PaymentCall = 'initialise' | 'update' | 'cancel' | 'capture' | 'refund' | 'find'

/** A PSP in memory that keeps the port's promises, and fails on request. `calls` counts what reached it. */
export type FakePsp = Psp &
  FakeMarketplace & {
    calls: Record<PaymentCall, number> & FakeMarketplace['calls']
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
  const known = new Map<string, CustomerLookUp>()
  const trouble = createFakeTrouble()
  const move = (reference: string, change: Partial<PspCharge>): PspCharge => {
    const charge = theOne(charges, reference)
    const next = { ...charge, ...change, sequence: charge.sequence + 1 }
    charges.set(reference, next)
    return next
  }
  const book: Book = { charges, keys: new Map(), move }
  const ask = (effect: () => Outcome): Outcome => trouble.ask(effect, refused)
  const calls = noCalls()
  const payments = createPayments(book, ask, calls)
  const marketplace = createFakeMarketplace(charges, trouble, calls)
  return {
    name: 'sandbox',
    mode: 'test',
    ...payments,
    ...marketplace,
    calls,
    charges,
    known,
    customers: { findCustomer: async (it) => known.get(it) ?? { kind: 'not-approved' } },
    move,
    troubleNext: trouble.next,
    find: async (reference): Promise<LookUp> => {
      calls.find += 1
      const charge = charges.get(reference)
      return charge ? { kind: 'found', charge } : { kind: 'not-found' }
    },
    verifyWebhook: (_request, _now) => ok({ eventId: 'evt_1' }),
    readEvent: (rawBody, eventId) =>
      ok({
        eventId,
        about: 'charge',
        ...JSON.parse(rawBody),
        occurredAt: new Date(),
        mode: 'test',
      }),
  }
}

const noCalls = (): FakePsp['calls'] => ({
  ...{ initialise: 0, update: 0, cancel: 0, capture: 0, refund: 0, find: 0 },
  ...{ createMerchant: 0, openOnboarding: 0, findMerchant: 0 },
  ...{ payOut: 0, reverse: 0, findTransfer: 0 },
})

/** Every call that moves the money of a shopper. */
function createPayments(
  book: Book,
  ask: (effect: () => Outcome) => Outcome,
  calls: FakePsp['calls'],
) {
  const { charges, keys, move } = book
  let movements: 'pending' | 'succeeded' = 'succeeded'
  const moves =
    (kind: 'capture' | 'refund'): Psp['capture'] =>
    async (request, operationId) => {
      calls[kind] += 1
      return ask(() => moveMoney(book, request, { kind, operationId, status: movements }))
    }
  return {
    acceptOnly: (isOn) => {
      movements = isOn ? 'pending' : 'succeeded'
    },
    endMove: (reference, operationId, status) =>
      move(reference, endMovement(theOne(charges, reference), operationId, status)),
    initialise: async (request, operationId) => {
      calls.initialise += 1
      return ask(() => {
        if (!keys.has(operationId)) open(charges, keys, request, operationId)
        return toOutcome(charges, request.reference)
      })
    },
    update: async ({ reference }, purchase, operationId) => {
      calls.update += 1
      return ask(() => update(book, { ...purchase, reference, operationId }))
    },
    capture: moves('capture'),
    refund: moves('refund'),
    cancel: async ({ reference, expecting }) => {
      calls.cancel += 1
      return ask(() => cancel(charges, move, reference, expecting))
    },
  } satisfies Partial<FakePsp>
}

const refused: Outcome = { kind: 'failed', refusal: 'refused', pspStatus: 'refused', charge: null }

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
