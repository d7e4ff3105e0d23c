import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PushBody } from '../../contract/message-envelope.ts'
import { call } from '../../testing/call.ts'
import { eventually } from '../../testing/eventually.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

let app: RunningApp
const told: { type: string; data: Record<string, unknown> }[] = []
const shop = createServer(async (request, response) => {
  const body = (await request.toArray()).join('')
  const headers = {
    'webhook-id': String(request.headers['webhook-id']),
    'webhook-timestamp': String(request.headers['webhook-timestamp']),
    'webhook-signature': String(request.headers['webhook-signature']),
  }
  told.push(PushBody.parse(new Webhook(secret).verify(body, headers)))
  response.writeHead(204).end()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const address = shop.address()
  if (address === null || typeof address === 'string') throw new Error('The shop does not listen.')
  app = await startApp({
    PUSH_URL: `http://localhost:${address.port}/messages`,
    PUSH_SECRETS: secret,
  })
})
afterAll(async () => {
  await app.stop()
  shop.closeAllConnections()
  await new Promise((resolve) => shop.close(resolve))
})

test('a shop is told of its methods before anything is paid with them', async () => {
  // Each on a channel of its own: which of them comes first is not promised.
  const types = ['AddPaymentMethod', 'AppConfigUpdated']
  await eventually(() => {
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(types))
  })
  const added = told.find(({ type }) => type === 'AddPaymentMethod')
  expect(added).toMatchObject({ data: { providerName: 'sandbox' } })
})

test('what becomes true of a payment is pushed to the shop, signed and in order', async () => {
  const order = anOrder(app)
  const { orderReference } = order.orderData
  await call(app, 'POST', '/initialize-payment', { body: order, headers: appHeaders(app) })
  await call(app, 'POST', '/channels/payment-commands', {
    body: { orderReference, amount: 0 },
    headers: { ...appHeaders(app), 'transfer-name': 'CancelPayment', 'message-id': 'cancel-1' },
  })
  await eventually(() =>
    expect(told.map(({ type }) => type).filter((type) => /^Payment/.test(type))).toEqual([
      'PaymentCreated',
      'PaymentUpdated',
      'PaymentCanceled',
    ]),
  )
  expect(told.at(-1)?.data).toMatchObject({ orderReference, currencyIsoCode: 'EUR' })
})
