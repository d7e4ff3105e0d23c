import { HttpResponse, http, type RequestHandler } from 'msw'
import { refusalOf, type TestAnswer } from './answer.ts'
import { cancelPayment } from './cancel-payment.ts'
import { createIdempotency } from './idempotency.ts'
import { resource, resources } from './json-api.ts'
import type { Mishaps, TestOperation } from './mishaps.ts'
import type { PaymentStreams } from './payment-streams.ts'
import { readCustomer } from './read-customer.ts'
import { type StartScene, startPayment } from './start-payment.ts'
import type { TestTillway } from './test-tillway.ts'

/** Everything that the operations of one test server share. */
export type Scene = StartScene &
  Pick<TestTillway, 'started' | 'canceled' | 'reads'> & {
    baseUrl: string
    streams: PaymentStreams
    mishaps: Mishaps
  }

/** The operations of the server that the widget calls. */
export const handlersOf = (scene: Scene): RequestHandler[] => [
  ...readingHandlers(scene),
  ...changingHandlers(scene),
  ...customerHandlers(scene),
]

const slowly = ({ mishaps }: Scene, operation: TestOperation, work: () => Response) =>
  mishaps.around(operation, async () => {
    await mishaps.wait(operation)
    return work()
  })

function readingHandlers(scene: Scene): RequestHandler[] {
  const { baseUrl, book, methods, reads, streams } = scene
  return [
    http.get(`${baseUrl}/payment-methods`, ({ request }) => {
      const placement = new URL(request.url).searchParams.get('placement')
      const offered = methods.filter(
        ({ placements }) => !placement || placements.some((place) => place === placement),
      )
      return slowly(scene, 'listPaymentMethods', () => resources('payment-methods', offered))
    }),
    http.get(`${baseUrl}/payments/:id`, ({ params, request }) => {
      reads.push(request.headers)
      return slowly(scene, 'getPayment', () => {
        const payment = book.find(params.id)
        return payment ? resource('payments', payment.view) : refusalOf('payment-not-found')
      })
    }),
    http.get(`${baseUrl}/payments/:id/events`, ({ params }) =>
      slowly(scene, 'streamPayment', () => {
        const payment = book.find(params.id)
        if (!payment) return refusalOf('payment-not-found')
        return new HttpResponse(streams.open(payment.view), {
          headers: { 'content-type': 'text/event-stream' },
        })
      }),
    ),
  ]
}

function changingHandlers(scene: Scene): RequestHandler[] {
  const { baseUrl, book, mishaps, started, canceled } = scene
  const once = createIdempotency()
  return [
    http.post(`${baseUrl}/payments`, async ({ request }) => {
      const sent = await read(request)
      started.push({ key: sent.key, input: sent.attributes })
      return mishaps.around('startPayment', () =>
        once(sent, async () => {
          await mishaps.wait('startPayment')
          return created('payments', startPayment(scene, sent.attributes))
        }),
      )
    }),
    http.post(`${baseUrl}/payment-cancellations`, async ({ request }) => {
      const sent = await read(request)
      const { transactionId } = sent.attributes.preOrderPaymentData
      canceled.push(transactionId)
      return mishaps.around('cancelPreOrder', () =>
        once(sent, async () => {
          await mishaps.wait('cancelPreOrder')
          return created('payment-cancellations', cancelPayment(book, transactionId))
        }),
      )
    }),
  ]
}

const customerHandlers = (scene: Scene): RequestHandler[] =>
  ['payment-customer', 'payment-customers'].map((type) =>
    http.post(`${scene.baseUrl}/${type}`, async ({ request }) => {
      const { attributes } = await read(request)
      const { transactionId } = attributes.customerPaymentServiceProviderData
      return slowly(scene, 'readPaymentCustomer', () =>
        created(type, readCustomer(scene.book.find(transactionId), scene.methods)),
      )
    }),
  )

async function read(request: Request) {
  const body = await request.text()
  return {
    body,
    key: request.headers.get('idempotency-key'),
    attributes: JSON.parse(body).data.attributes,
  }
}

const created = (type: string, answer: TestAnswer<object>): Response =>
  answer.ok ? resource(type, answer.output, { status: 201 }) : refusalOf(answer.kind)
