import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout } from '../../contract/shop/checkout.ts'
import { type Answer, call, post, refusal, resourceOf, told } from '../../testing/call.ts'
import { aShopper, card, openPaymentOf, payOnPage } from '../../testing/shoppers.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const base = '/back-office/api'
const operator = () => ({ authorization: `Bearer ${app.operatorToken}` })
const get = (path: string): Promise<Answer> =>
  call(app, 'GET', base + path, { headers: operator() })

/** An order of the built-in shop that a shopper has paid on the provider's page. */
async function aPaidOrder(): Promise<{ orderReference: string; transactionId: string }> {
  const { guest, idCart } = await aShopper(app)
  const attributes = { ...checkout.examples.input, idCart, payments: [card] }
  const answer = await post(app, '/checkout', { type: 'checkout', attributes, headers: guest })
  const order = resourceOf(answer).attributes as { orderReference: string; transactionId: string }
  await payOnPage(openPaymentOf(answer))
  await until(
    async () =>
      resourceOf(await get(`/payments/${order.transactionId}`)).attributes as {
        payment: { status: string }
      },
    ({ payment }) => payment.status === 'authorized',
  )
  return order
}

/** Reads again whenever the stream of changes says that something has happened, until it is as expected. */
async function until<Value>(
  read: () => Promise<Value>,
  isReached: (value: Value) => boolean,
): Promise<Value> {
  const response = await fetch(`${app.url}${base}/events`, { headers: operator() })
  const stream = response.body?.getReader()
  try {
    for (;;) {
      const chunk = await stream?.read()
      if (!chunk || chunk.done) throw new Error('The stream ended.')
      const value = await read()
      if (isReached(value)) return value
    }
  } finally {
    await stream?.cancel()
  }
}

test('the operator’s token opens the session, which says where to go', async () => {
  const { attributes } = resourceOf(await get('/session'))
  expect(attributes).toMatchObject({ tenant: 'demo', mode: 'test', isDemo: true })
  expect(attributes['links']).toEqual([
    { rel: 'storefront', href: `${app.url}/` },
    { rel: 'sandbox-panel', href: `${app.sandboxUrl}/chaos` },
    { rel: 'api-docs', href: `${app.url}/docs` },
  ])
  expect(JSON.stringify(attributes)).not.toContain(app.operatorToken)
})

test.each(['/events', '/order-processes/any/diagram', '/session', '/payments'])(
  '%s is closed to whoever has no token, on loopback as well',
  async (path) => {
    const withHeaders = async (headers: Record<string, string>) =>
      told(await call(app, 'GET', base + path, { headers }))
    expect(await withHeaders({})).toBe(refusal('access-token-missing'))
    expect(await withHeaders({ cookie: `token=${app.operatorToken}` })).toBe(
      refusal('access-token-missing'),
    )
    for (const token of ['', 'x', `${app.operatorToken}x`, app.operatorToken.slice(1)]) {
      expect(await withHeaders({ authorization: `Bearer ${token}` })).toBe(
        refusal('access-token-invalid'),
      )
    }
  },
)

test('a token in the address opens nothing', async () => {
  const answer = await call(app, 'GET', `${base}/session?token=${app.operatorToken}`)
  expect(told(answer)).toBe(refusal('access-token-missing'))
})

test('a payment is found, watched, captured by hand, and its whole story is told', async () => {
  const { orderReference, transactionId } = await aPaidOrder()
  const list = resourceOf(await get(`/payments?q=${orderReference}`)).attributes
  expect(list['payments']).toMatchObject([{ transactionId, status: 'authorized' }])
  const captured = await post(app, `${base}/payment-operations`, {
    type: 'payment-operations',
    attributes: { transactionId, kind: 'capture' },
    headers: { ...operator(), 'idempotency-key': 'capture-1' },
  })
  expect(captured.status).toBe(201)
  type Story = {
    payment: { captured: number; amount: number; pspReference: string; customerEmail: string }
    timeline: { entries: { kind: string; title: { key: string } }[] }
  }
  const { payment, timeline } = await until<Story>(
    async () => resourceOf(await get(`/payments/${transactionId}`)).attributes as Story,
    (story) => story.payment.captured === story.payment.amount,
  )
  expect(payment.customerEmail).toBe('ada@example.org')
  const kinds = new Set(timeline.entries.map(({ kind }) => kind))
  for (const kind of ['request', 'operation', 'psp-answer', 'webhook', 'history', 'message']) {
    expect([kind, kinds.has(kind)]).toEqual([kind, true])
  }
  const byReference = resourceOf(await get(`/payments?q=${payment.pspReference}`)).attributes
  expect(byReference['payments']).toMatchObject([{ transactionId }])
})

test('a path that is none is not found, and one of another method says which it has', async () => {
  expect(told(await get('/payment'))).toBe(refusal('resource-not-found'))
  const answer = await call(app, 'PUT', `${base}/payments`, { headers: operator() })
  expect([told(answer), answer.headers.get('allow')]).toEqual([
    refusal('method-not-allowed'),
    'GET',
  ])
})
