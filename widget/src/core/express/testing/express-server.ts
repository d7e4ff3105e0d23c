import { http } from 'msw'
import type { setupServer } from 'msw/node'
import { refusal, resource, resources } from '../../../testing/json-api.ts'
import { baseUrl } from '../../../testing/server.ts'
import type { PaymentMethodView, PaymentView, StartPaymentInput } from '../../contract.ts'
import type { ProvidedCustomer } from '../provided-customer.ts'
import { expressMethod } from './express-method.ts'

type Refusal = { status: number; kind: string }

/** What a test tells the server to answer, and what the server was asked. */
export type ExpressServer = {
  methods: PaymentMethodView[]
  payment: PaymentView
  shippingOptions: { id: string; name: string; amount: number }[]
  selected: string | null
  missing: string[]
  /** Answers the next requests to a path with these refusals, the first one first. */
  refusals: Record<'payments' | 'payment-cancellations' | 'payment-customer' | 'look', Refusal[]>
  asked: {
    methods: number
    looks: number
    payments: { key: string | null; input: StartPaymentInput }[]
    cancellations: { key: string | null; transactionId: string }[]
    customers: string[]
  }
}

const ada: ProvidedCustomer = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  email: 'ada@example.org',
  phone: null,
  company: null,
  billingAddress: null,
  shippingAddress: null,
}

/** Both wallets at a server in memory, whose one payment is joined by every request. */
export function createExpressServer(): ExpressServer {
  return {
    methods: [expressMethod('pebble-express'), expressMethod('kite-express')],
    payment: {
      transactionId: 'tx_1',
      status: 'new',
      outcome: 'open',
      amount: 24890,
      currency: 'EUR',
      paymentProviderName: 'sandbox',
      paymentMethodName: 'pebble-express',
      orderReference: null,
      redirectUrl: null,
      failureReason: null,
      updatedAt: '2026-01-15T09:14:41.012Z',
    },
    shippingOptions: [
      { id: 'standard', name: 'Standard', amount: 490 },
      { id: 'express', name: 'Express', amount: 990 },
    ],
    selected: 'standard',
    missing: [],
    refusals: { payments: [], 'payment-cancellations': [], 'payment-customer': [], look: [] },
    asked: { methods: 0, looks: 0, payments: [], cancellations: [], customers: [] },
  }
}

const attributesOf = async (request: Request) => JSON.parse(await request.text()).data.attributes
const keyOf = (request: Request) => request.headers.get('idempotency-key')

function refused(server: ExpressServer, path: keyof ExpressServer['refusals']) {
  const next = server.refusals[path].shift()
  return next && refusal(next.status, next.kind, { 'retry-after': '0' })
}

function answerPayment({ payment, shippingOptions, selected }: ExpressServer) {
  const { transactionId, status, amount, currency } = payment
  return resource(
    'payments',
    {
      isSuccessful: true,
      error: null,
      transactionId,
      status,
      amount,
      currency,
      redirectUrl: null,
      shippingOptions,
      idShipmentMethod: selected,
      preOrderPaymentData: { transactionId, clientSecret: 'cs_1' },
    },
    { status: 201 },
  )
}

/** Lets the msw server of a test file answer as this one, until its next reset. */
export function serveExpress(at: ReturnType<typeof setupServer>, server: ExpressServer): void {
  const { asked } = server
  at.use(
    http.get(`${baseUrl}/payment-methods`, () => {
      asked.methods += 1
      return resources('payment-methods', server.methods)
    }),
    http.post(`${baseUrl}/payments`, async ({ request }) => {
      asked.payments.push({ key: keyOf(request), input: await attributesOf(request) })
      return refused(server, 'payments') ?? answerPayment(server)
    }),
    http.post(`${baseUrl}/payment-cancellations`, async ({ request }) => {
      const { transactionId } = (await attributesOf(request)).preOrderPaymentData
      asked.cancellations.push({ key: keyOf(request), transactionId })
      const answer = {
        isSuccessful: true,
        error: null,
        status: 'canceled',
        preOrderPaymentData: {},
      }
      return refused(server, 'payment-cancellations') ?? resource('payment-cancellations', answer)
    }),
    http.post(`${baseUrl}/payment-customer`, async ({ request }) => {
      const { customerPaymentServiceProviderData: named } = await attributesOf(request)
      asked.customers.push(named.transactionId)
      const answer = { isSuccessful: true, customer: ada, missing: server.missing }
      return refused(server, 'payment-customer') ?? resource('payment-customer', answer)
    }),
    http.get(`${baseUrl}/payments/:id`, () => {
      asked.looks += 1
      return refused(server, 'look') ?? resource('payments', server.payment)
    }),
  )
}
