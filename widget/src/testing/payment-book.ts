import type { PaymentView, StartPaymentOutput } from '../core/contract.ts'
import type { RepriceRequest } from './reprice.ts'
import type { TestCustomer } from './test-customer.ts'

type Shipping = Pick<StartPaymentOutput, 'shippingOptions' | 'idShipmentMethod'>

/** One payment with what only the server knows of it. */
export type BookedPayment = Shipping & {
  view: PaymentView
  cart: string | null
  quote: Omit<RepriceRequest, 'total'>
  customer: TestCustomer | null
}

/** The payments of a test, and who watches them. */
export type PaymentBook = {
  all: () => PaymentView[]
  find: (transactionId: unknown) => BookedPayment | undefined
  /** The payment that this cart has already and that can still become an order. */
  findLive: (cart: string) => BookedPayment | undefined
  add: (view?: Partial<PaymentView>, cart?: string | null) => BookedPayment
  /** Changes a payment and tells everybody who watches it; an unknown id is a mistake of the test. */
  change: (transactionId: string, change: Partial<PaymentView>) => BookedPayment
}

type Told = (view: PaymentView) => void

export function createPaymentBook(total: () => number, onChange: Told): PaymentBook {
  const payments = new Map<string, BookedPayment>()
  return {
    all: () => [...payments.values()].map(({ view }) => view),
    find: (id) => payments.get(String(id)),
    findLive: (cart) =>
      [...payments.values()].find((known) => known.cart === cart && isLive(known)),
    add: (given = {}, cart = null) => {
      const transactionId = given.transactionId ?? `tx_${payments.size + 1}`
      const view = { ...openView(transactionId, total()), ...given }
      const payment: BookedPayment = {
        view,
        cart,
        quote: { shippingAddress: null, idShipmentMethod: null },
        customer: null,
        shippingOptions: [],
        idShipmentMethod: null,
      }
      payments.set(transactionId, payment)
      return payment
    },
    change: (id, change) => {
      const payment = payments.get(id)
      if (!payment) throw new Error(`No payment ${id}. Add it with addPayment().`)
      payment.view = { ...payment.view, ...change, updatedAt: new Date().toISOString() }
      onChange(payment.view)
      return payment
    },
  }
}

const isLive = ({ view }: BookedPayment): boolean =>
  view.orderReference === null && view.outcome !== 'canceled' && view.outcome !== 'failed'

const openView = (transactionId: string, amount: number): PaymentView => ({
  transactionId,
  status: 'new',
  outcome: 'open',
  amount,
  currency: 'EUR',
  paymentProviderName: 'sandbox',
  paymentMethodName: 'card',
  orderReference: null,
  redirectUrl: `https://psp.example/pay/${transactionId}`,
  failureReason: null,
  updatedAt: new Date().toISOString(),
})
