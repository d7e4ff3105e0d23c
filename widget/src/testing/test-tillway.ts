import { HttpResponse, http, type RequestHandler } from 'msw'
import type { PaymentMethodView, PaymentView, StartPaymentInput } from '../core/contract.ts'
import { refusal, resource, resources } from './json-api.ts'
import { createPaymentStreams } from './payment-streams.ts'

export type TestTillwayOptions = {
  baseUrl: string
  methods?: readonly PaymentMethodView[]
  total?: number
}

/**
 * A Tillway server for tests of a shop: the operations that the widget calls, kept in memory, as
 * msw handlers.
 */
export type TestTillway = {
  handlers: RequestHandler[]
  /** Every `POST /payments` that arrived, repeated ones too. */
  started: { key: string | null; input: StartPaymentInput }[]
  /** The headers of every read of a payment. */
  reads: Headers[]
  /** Adds a payment, open unless said otherwise. */
  addPayment: (payment?: Partial<PaymentView>) => PaymentView
  /** Changes a payment and tells everybody who watches it. */
  changePayment: (transactionId: string, change: Partial<PaymentView>) => void
  /** How many event streams are open. */
  streamCount: () => number
}

const card: PaymentMethodView = {
  paymentProviderName: 'sandbox',
  paymentMethodName: 'card',
  strategy: 'hosted-payment-page',
  priority: 1,
  name: 'Card on a secure page',
  description: 'You will be taken to the payment provider and come back here.',
  icons: ['Visa', 'Mastercard', 'Amex'],
}
const bank: PaymentMethodView = {
  ...card,
  paymentMethodName: 'bank',
  priority: 2,
  name: 'Pay by bank',
  description: 'Confirm in your banking app.',
  icons: [],
}

type Book = {
  payments: Map<string, PaymentView>
  byKey: Map<string, { body: string; transactionId: string }>
}

export function createTestTillway({
  baseUrl,
  methods = [card, bank],
  total = 24890,
}: TestTillwayOptions): TestTillway {
  const book: Book = { payments: new Map(), byKey: new Map() }
  const streams = createPaymentStreams()
  const started: TestTillway['started'] = []
  const reads: Headers[] = []
  const addPayment = (payment: Partial<PaymentView> = {}) =>
    keepPayment(book, { amount: total, ...payment })
  const find = (id: unknown) => book.payments.get(String(id))

  const handlers = [
    http.get(`${baseUrl}/payment-methods`, () => resources('payment-methods', methods)),
    http.post(`${baseUrl}/payments`, async ({ request }) => {
      const body = await request.text()
      const key = request.headers.get('idempotency-key')
      const input: StartPaymentInput = JSON.parse(body).data.attributes
      started.push({ key, input })
      return start(book, { body, key, input, total, addPayment })
    }),
    http.get(`${baseUrl}/payments/:id`, ({ params, request }) => {
      reads.push(request.headers)
      const payment = find(params.id)
      return payment ? resource('payments', payment) : refusal(404, 'payment-not-found')
    }),
    http.get(`${baseUrl}/payments/:id/events`, ({ params }) => {
      const payment = find(params.id)
      if (!payment) return refusal(404, 'payment-not-found')
      return new HttpResponse(streams.open(payment), {
        headers: { 'content-type': 'text/event-stream' },
      })
    }),
  ]
  const changePayment = (id: string, change: Partial<PaymentView>) => {
    const payment = find(id)
    if (!payment) throw new Error(`No payment ${id}. Add it with addPayment().`)
    const changed = { ...payment, ...change }
    book.payments.set(id, changed)
    streams.tell(changed)
  }
  return { handlers, started, reads, addPayment, changePayment, streamCount: streams.count }
}

function keepPayment({ payments }: Book, given: Partial<PaymentView>): PaymentView {
  const transactionId = given.transactionId ?? `tx_${payments.size + 1}`
  const payment: PaymentView = {
    transactionId,
    status: 'new',
    outcome: 'open',
    amount: 24890,
    currency: 'EUR',
    paymentProviderName: 'sandbox',
    paymentMethodName: 'card',
    orderReference: null,
    redirectUrl: `https://psp.example/pay/${transactionId}`,
    failureReason: null,
    updatedAt: new Date().toISOString(),
    ...given,
  }
  payments.set(transactionId, payment)
  return payment
}

type Start = {
  body: string
  key: string | null
  input: StartPaymentInput
  total: number
  addPayment: TestTillway['addPayment']
}

function start({ payments, byKey }: Book, { body, key, input, total, addPayment }: Start) {
  const earlier = key === null ? undefined : byKey.get(key)
  if (earlier && earlier.body !== body) return refusal(422, 'idempotency-key-reused')
  const { amount = total } = input.payment
  if (amount !== total) return refusal(422, 'amount-mismatch')
  const { paymentProviderName, paymentMethodName } = input.payment
  const known = earlier && payments.get(earlier.transactionId)
  const payment = known ?? addPayment({ paymentProviderName, paymentMethodName })
  const { transactionId, status, currency, redirectUrl } = payment
  if (key !== null) byKey.set(key, { body, transactionId })
  const preOrderPaymentData = { transactionId }
  const answer = {
    isSuccessful: true,
    error: null,
    transactionId,
    status,
    amount,
    currency,
    redirectUrl,
    preOrderPaymentData,
  }
  return resource('payments', answer, { status: 201, replayed: Boolean(known) })
}
