import type { RequestHandler } from 'msw'
import type { PaymentMethodView, PaymentView, StartPaymentInput } from '../core/contract.ts'
import { handlersOf, type Scene } from './handlers.ts'
import { createMishaps, type Mishaps } from './mishaps.ts'
import { createPaymentBook } from './payment-book.ts'
import { createPaymentStreams } from './payment-streams.ts'
import { type Reprice, repriceByDefault } from './reprice.ts'
import { type TestCustomer, testCustomer } from './test-customer.ts'
import { testMethods } from './test-methods.ts'

export type TestTillwayOptions = {
  /** Where the widget thinks the server is. */
  baseUrl: string
  /** Offered instead of one method of each strategy. */
  methods?: readonly PaymentMethodView[]
  /** The total of every cart, in minor units. */
  total?: number
  /** Prices a cart for an address and a shipping option. */
  reprice?: Reprice
}

/**
 * A Tillway server for tests of a shop: the operations that the widget calls, kept in memory, as
 * msw handlers.
 */
export type TestTillway = Pick<Mishaps, 'failNext' | 'delay' | 'goOffline' | 'goOnline'> & {
  handlers: RequestHandler[]
  /** Every `POST /payments` that arrived, repeated ones too. */
  started: { key: string | null; input: StartPaymentInput }[]
  /** The transaction id of every `POST /payment-cancellations` that arrived. */
  canceled: string[]
  /** The headers of every read of a payment. */
  reads: Headers[]
  /** The payments, the first one first. */
  payments: () => PaymentView[]
  /** Adds a payment, open unless said otherwise. */
  addPayment: (payment?: Partial<PaymentView>) => PaymentView
  /** Changes a payment and tells everybody who watches it. */
  changePayment: (transactionId: string, change: Partial<PaymentView>) => void
  /** The shopper has approved; express payments know who that was from now on. */
  approve: (transactionId: string, customer?: TestCustomer) => void
  /** The bank has refused, as it says by `reason`; the payment can be tried again. */
  decline: (transactionId: string, reason?: string) => void
  /** What was reserved is given back: no order came, or the shopper canceled. */
  release: (transactionId: string, reason?: 'no-order' | 'canceled-by-shopper') => void
  /** An order exists for the payment from now on. */
  confirm: (transactionId: string, orderReference: string) => void
  /** Every cart costs this from now on. */
  changeTotal: (amountMinor: number) => void
  /** How many event streams are open. */
  streamCount: () => number
}

/** A server that nobody has called yet. */
export function createTestTillway({
  baseUrl,
  methods = testMethods,
  total: first = 24890,
  reprice = repriceByDefault,
}: TestTillwayOptions): TestTillway {
  const cart = { total: first }
  const streams = createPaymentStreams()
  const mishaps = createMishaps()
  const total = () => cart.total
  const book = createPaymentBook(total, streams.tell)
  const scene: Scene = {
    ...{ baseUrl, methods, total, reprice, book, streams, mishaps },
    started: [],
    canceled: [],
    reads: [],
  }
  const { failNext, delay, goOffline, goOnline } = mishaps
  const { started, canceled, reads } = scene
  return {
    ...{ failNext, delay, goOffline, goOnline, started, canceled, reads },
    handlers: handlersOf(scene),
    payments: book.all,
    addPayment: (payment) => book.add(payment).view,
    changePayment: (id, change) => void book.change(id, change),
    approve: (id, customer = testCustomer) => {
      const change = { status: 'authorized', outcome: 'paid', redirectUrl: null } as const
      book.change(id, { ...change, failureReason: null }).customer = customer
    },
    decline: (id, failureReason = 'declined') =>
      void book.change(id, { status: 'authorization_failed', outcome: 'failed', failureReason }),
    release: (id, failureReason = 'no-order') => {
      const change = { status: 'canceled', outcome: 'canceled', redirectUrl: null } as const
      book.change(id, { ...change, failureReason })
    },
    confirm: (id, orderReference) => void book.change(id, { orderReference }),
    changeTotal: (amountMinor) => {
      cart.total = amountMinor
    },
    streamCount: streams.count,
  }
}
