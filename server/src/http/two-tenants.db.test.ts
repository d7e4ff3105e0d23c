import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appContract } from '../contract/app/contract.ts'
import { backOfficeContract, backOfficeMedia } from '../contract/back-office/contract.ts'
import type { FailureKind } from '../contract/failures.ts'
import type { Operation } from '../contract/operation.ts'
import { type Answer, call, refusal, told } from '../testing/call.ts'
import { eventually } from '../testing/eventually.ts'
import { anOrder } from '../testing/shop-backend.ts'
import { pebble } from '../testing/shoppers.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'
import {
  aCustomerOf,
  anOrderOf,
  openShop,
  type TradingShop,
  unheardChannel,
} from '../testing/trading-shop.ts'
import {
  differences,
  listTenantTables,
  type Rows,
  readRows,
} from '../testing/two-tenants/twin-rows.ts'
import { sendWebhook } from '../testing/webhook.ts'

let app: RunningApp
let shops: Record<string, TradingShop>
let tables: string[]
beforeAll(async () => {
  app = await startApp()
  shops = {
    demo: await openShop(app, { tenant: 'demo', sku: 'fjord' }),
    market: await openShop(app, { tenant: 'market', sku: 'pharos' }),
  }
  // How often somebody asks is written down each second.
  tables = (await listTenantTables(app.db)).filter((name) => name !== 'request_counts')
})
afterAll(() => app.stop())

type Headers = Record<string, string>
type Asked = { headers: Headers; body?: object | string }

const ask = (method: string, path: string, asked: Asked): Promise<Answer> =>
  call(app, method, path, asked)

const resource = (type: string, attributes: object) => ({ data: { type, attributes } })

const shopOf = (tenant: string): TradingShop => {
  const shop = shops[tenant]
  if (!shop) throw new Error(`There is no shop ${tenant}.`)
  return shop
}

/** Does something, and answers which rows of a shop it has changed. */
async function changesOf({ tenant }: TradingShop, act: () => Promise<unknown>): Promise<string[]> {
  const read = async (): Promise<Rows> => readRows(app.db, tables)
  const before = await read()
  await act()
  return differences(before[tenant], (await read())[tenant])
}

/** What is nowhere but in this shop. References of orders are no such thing: two shops may have the same. */
const tracesOf = ({ paid, open, cart, message }: TradingShop): string[] => [
  ...[paid, open, cart, message],
]

type Try = { method: string; path: string; body?: object | string; headers?: Headers }
type Tries = Record<string, [Try, FailureKind | '200']>

/** Makes each attempt with these headers, and says which were not answered as they should be. */
async function attempt(tries: Tries, headers: Headers): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const [name, [{ method, path, body, headers: own }]] of Object.entries(tries)) {
    const asked = { headers: { ...headers, ...own }, ...(body === undefined ? {} : { body }) }
    answers[name] = told(await ask(method, path, asked))
  }
  return answers
}

const expected = (tries: Tries): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tries).map(([name, [, kind]]) => [name, kind === '200' ? kind : refusal(kind)]),
  )

/** What only the app's own shop may ask. */
const appTries = [
  ...appContract.map(({ id, path, examples }: Operation): [string, Try] => [
    id,
    { method: 'POST', path, body: examples.input as object },
  ]),
  ...['GET', 'POST', 'DELETE'].map((method): [string, Try] => [
    `${method} a channel`,
    {
      method,
      path: '/channels/payment-events',
      ...(method === 'GET' ? {} : { body: { messageIds: [] } }),
    },
  ]),
]

const directions = [
  ['demo', 'market'],
  ['market', 'demo'],
] as const

describe.each(directions)('%s against %s', (attacking, attacked) => {
  const us = () => shopOf(attacking)
  const them = () => shopOf(attacked)

  test('nothing of the app opens with the token of another shop, or the name of another', async () => {
    const identities: [Headers, FailureKind][] = [
      [{ ...us().app, ...them().named }, 'tenant-mismatch'],
      [{ ...them().app, ...us().named }, 'tenant-mismatch'],
      [them().named, 'access-token-missing'],
      [{ ...us().operator, ...them().named }, 'access-token-invalid'],
      [{ ...them().operator, ...them().named }, 'access-token-invalid'],
      [{ ...them().customer, ...them().named }, 'access-token-invalid'],
      [{ ...them().readToken, ...them().named }, 'access-token-invalid'],
      [us().app, 'tenant-missing'],
    ]
    const changed = await changesOf(them(), async () => {
      for (const [headers, kind] of identities) {
        const tries = Object.fromEntries(
          appTries.map(([name, one]): [string, [Try, FailureKind]] => [name, [one, kind]]),
        )
        expect(await attempt(tries, headers)).toEqual(expected(tries))
      }
    })
    expect(changed).toEqual([])
  })

  test('the app finds nothing of another shop, whatever id it is given', async () => {
    const { order, paid, open, merchant } = them()
    const command = { orderReference: order, orderItemIds: ['1'], amount: 1 }
    const item = { merchantReference: merchant, orderReference: order, itemReference: 'i-1' }
    const post = (path: string, body: object): Try => ({ method: 'POST', path, body })
    const tries: Tries = {
      confirm: [
        post('/confirm-pre-order-payment', {
          ...{ orderReference: order, preOrderPaymentData: { transactionId: open } },
          orderData: { grandTotal: 1, currencyCode: 'EUR' },
        }),
        'transaction-unknown',
      ],
      cancel: [
        post('/cancel-pre-order-payment', { preOrderPaymentData: { transactionId: open } }),
        'transaction-unknown',
      ],
      customer: [
        post('/customer', { customerPaymentServiceProviderData: { transactionId: paid } }),
        'transaction-unknown',
      ],
      command: [
        {
          ...post('/channels/payment-commands', command),
          headers: { 'message-id': `m-${order}`, name: 'CapturePayment' },
        },
        'payment-not-found',
      ],
      transfer: [
        post('/payments/transfers', { orderItems: [{ ...item, amount: 5 }] }),
        attacking === 'market' ? '200' : 'marketplace-not-supported',
      ],
      'an order of the same reference': [
        post('/initialize-payment', anOrder(app, { orderReference: order })),
        '200',
      ],
    }
    const changed = await changesOf(them(), async () => {
      expect(await attempt(tries, { ...us().app, ...us().named })).toEqual(expected(tries))
    })
    expect(changed).toEqual([])
  })

  test('messages are handed to their own shop, and settled by it alone', async () => {
    const path = `/channels/${unheardChannel}`
    const body = { messageIds: [them().waiting, us().waiting] }
    const changed = await changesOf(them(), async () => {
      const headers = { ...us().app, ...us().named }
      const handed = await ask('GET', path, { headers })
      expect(handed.json).toMatchObject([{ MessageId: us().waiting }])
      const settled = await ask('DELETE', path, { headers, body })
      expect(settled.json).toEqual({ acknowledged: 1 })
    })
    expect(changed).toEqual([])
  })

  test('a shopper’s token, secret and links open nothing in another shop', async () => {
    const { paid, open, cart, order, guest, customer, readToken, sku } = them()
    const get = (path: string): Try => ({ method: 'GET', path })
    const post = (path: string, attributes: object): Try => ({
      ...{ method: 'POST', path },
      body: resource(path.split('/').at(-1) ?? '', attributes),
    })
    const asGuest: Tries = {
      read: [get(`/payments/${paid}`), 'payment-not-found'],
      stream: [get(`/payments/${paid}/events`), 'payment-not-found'],
      cancel: [
        post('/payment-cancellations', {
          ...{ payment: pebble, preOrderPaymentData: { transactionId: open } },
        }),
        'payment-not-found',
      ],
      customer: [
        post('/payment-customer', {
          ...{ payment: pebble, customerPaymentServiceProviderData: { transactionId: open } },
        }),
        'payment-not-found',
      ],
      pay: [
        post('/payments', { payment: pebble, idCart: cart, returnUrl: `${app.url}/return` }),
        'cart-not-found',
      ],
      cart: [get(`/guest-carts/${cart}`), 'cart-not-found'],
      item: [
        post(`/guest-carts/${cart}/guest-cart-items`, { sku: us().sku, quantity: 1 }),
        'cart-not-found',
      ],
      removed: [
        { method: 'DELETE', path: `/guest-carts/${cart}/guest-cart-items/${sku}` },
        'cart-not-found',
      ],
      checkout: [post('/checkout', anOrderOf(cart)), 'cart-not-found'],
      order: [get(`/orders/${order}`), 'order-not-found'],
      cancelOrder: [post('/order-cancellations', { orderReference: order }), 'order-not-found'],
    }
    const mismatched = (tries: Tries): Tries =>
      Object.fromEntries(
        Object.entries(tries).map(([name, [one]]) => [name, [one, 'tenant-mismatch']]),
      )
    const reading = mismatched({
      read: [get(`/payments/${paid}`), '200'],
      stream: [get(`/payments/${paid}/events`), '200'],
    })
    const asCustomer = mismatched(asGuest)
    const changed = await changesOf(them(), async () => {
      expect(await attempt(asGuest, { ...guest, ...us().named })).toEqual(expected(asGuest))
      expect(await attempt(asCustomer, { ...customer, ...us().named })).toEqual(
        expected(asCustomer),
      )
      expect(await attempt(reading, { ...readToken, ...us().named })).toEqual(expected(reading))
      const elsewhere: Tries = { read: [get(`/payments/${paid}`), 'payment-not-found'] }
      expect(await attempt(elsewhere, { ...us().readToken, ...us().named })).toEqual(
        expected(elsewhere),
      )
      expect(await attempt(elsewhere, { ...us().guest, ...them().named })).toEqual(
        expected(elsewhere),
      )
    })
    expect(changed).toEqual([])
    // What was refused there is served here.
    expect(
      told(await ask('GET', `/payments/${paid}`, { headers: { ...guest, ...them().named } })),
    ).toBe('200')
    expect(
      told(await ask('GET', `/payments/${paid}`, { headers: { ...readToken, ...them().named } })),
    ).toBe('200')
  })

  test('an operator sees one shop, and touches nothing of another', async () => {
    const { paid, order, message, event } = them()
    const api = '/back-office/api'
    const get = (path: string): Try => ({ method: 'GET', path: `${api}${path}` })
    const post = (path: string, attributes: object): Try => ({
      ...{ method: 'POST', path: `${api}${path}`, body: resource(path.slice(1), attributes) },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const tries: Tries = {
      payment: [get(`/payments/${paid}`), 'payment-not-found'],
      lookUp: [
        post('/payment-operations', { transactionId: paid, kind: 'look-up' }),
        'payment-not-found',
      ],
      order: [get(`/orders/${order}`), 'order-not-found'],
      orderEvent: [
        post('/order-events', { orderReference: order, orderItemIds: ['1'], event: 'ship' }),
        'order-not-found',
      ],
      message: [post('/message-replays', { messageId: message }), 'message-not-found'],
    }
    const changed = await changesOf(them(), async () => {
      expect(await attempt(tries, us().operator)).toEqual(expected(tries))
      // The id is the same in both shops: its own is replayed, the other stays as it is.
      const replayed = post('/inbox-replays', { source: 'psp:sandbox', eventId: event })
      expect(
        (
          await ask(replayed.method, replayed.path, {
            headers: us().operator,
            body: replayed.body ?? {},
          })
        ).status,
      ).toBeLessThan(300)
      for (const path of [
        '/payments',
        `/payments?q=${paid}`,
        '/orders',
        `/orders?q=${order}`,
        '/messages?state=dead',
        '/inbox-events',
        '/merchants',
        '/transfers',
        '/attention',
        '/apps',
        '/session',
      ]) {
        const { status, json } = await ask('GET', `${api}${path}`, { headers: us().operator })
        expect([path, status]).toEqual([path, 200])
        // What was asked for stands in the links.
        const told = JSON.stringify((json as { data: { attributes: object } }).data.attributes)
        const traces = path.startsWith('/orders') ? [...tracesOf(them()), order] : tracesOf(them())
        for (const trace of traces) expect(told).not.toContain(trace)
      }
    })
    expect(changed).toEqual([])
  })

  test('an operator who names another shop is refused, wherever it is', async () => {
    const operations: readonly Operation[] = [...backOfficeContract, ...backOfficeMedia]
    const tries = Object.fromEntries(
      operations.map(({ id, method, path, examples, type }): [string, [Try, FailureKind]] => [
        id,
        [
          {
            ...{ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'none') },
            ...(method === 'get' ? {} : { body: resource(type, (examples.input ?? {}) as object) }),
          },
          'tenant-mismatch',
        ],
      ]),
    )
    const changed = await changesOf(them(), async () => {
      const answers = await attempt(tries, { ...us().operator, ...them().named })
      expect(answers).toEqual(expected(tries))
    })
    expect(changed).toEqual([])
  })

  test('a session tells the operator’s own shop', async () => {
    const { json } = await ask('GET', '/back-office/api/session', { headers: us().operator })
    const merchantName = attacking === 'demo' ? 'Lumen & Oak' : 'Harbour Market'
    const storefront = attacking === 'demo' ? `${app.url}/` : `${app.url}/?shop=market`
    expect(json).toMatchObject({
      data: {
        attributes: {
          ...{ tenant: attacking, merchantName },
          links: expect.arrayContaining([{ rel: 'storefront', href: storefront }]),
        },
      },
    })
  })

  test('an event counts where its account is, and for its mode', async () => {
    const genuine = await chargeOf(them())
    const ourPath = `/webhooks/test/sandbox/${attacking}`
    const theirPath = `/webhooks/test/sandbox/${attacked}`
    const [ourSecret, theirSecret] = [us().webhookSecret, them().webhookSecret]
    const isLive = genuine.replace('"livemode":false', '"livemode":true')
    const sent: [string, { path: string; secret: string }, FailureKind][] = [
      [genuine, { path: ourPath, secret: theirSecret }, 'webhook-signature-invalid'],
      [genuine, { path: theirPath, secret: ourSecret }, 'webhook-signature-invalid'],
      [
        genuine,
        { path: `/webhooks/sandbox/${attacked}`, secret: theirSecret },
        'webhook-endpoint-unknown',
      ],
      [isLive, { path: theirPath, secret: theirSecret }, 'webhook-endpoint-unknown'],
      [
        genuine,
        { path: '/webhooks/test/sandbox/nobody', secret: theirSecret },
        'webhook-endpoint-unknown',
      ],
    ]
    for (const shop of [us(), them()]) {
      const changed = await changesOf(shop, async () => {
        for (const [body, how, kind] of sent) {
          expect(told(await sendWebhook(app, body, how))).toBe(refusal(kind))
        }
      })
      expect(changed).toEqual([])
    }
  })
})

/** What became of an event, by tenant, once it was looked at wherever it was taken. */
const endsOf = (eventId: string) =>
  eventually(async () => {
    const { rows } = await sql<{ tenant: string; state: string; note: string | null }>`
      select tenant, state, note from inbox where event_id = ${eventId} order by tenant`.execute(
      app.db,
    )
    expect(rows.filter(({ state, note }) => state === 'waiting' && note === null)).toEqual([])
    return rows.map(({ tenant, state, note }) => `${tenant}: ${state} ${note}`)
  })

/** The body of an event about a shop's paid payment. */
async function chargeOf({ secretKey, paid }: TradingShop): Promise<string> {
  const response = await fetch(`${app.sandboxUrl}/v1/charges?reference=${paid}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  })
  const { data } = (await response.json()) as { data: object[] }
  const created = new Date().toISOString()
  return JSON.stringify({
    type: 'charge.updated',
    created,
    livemode: false,
    data: { charge: data[0] },
  })
}

test('a token that names no tenant is one of the first shop, and of no other', async () => {
  const customer = await aCustomerOf(app)
  const orders = (named: Headers) => ask('GET', '/orders', { headers: { ...customer, ...named } })
  expect(told(await orders({}))).toBe('200')
  expect(told(await orders(shopOf('market').named))).toBe(refusal('tenant-mismatch'))
})

test('events of one id do not hide each other', async () => {
  for (const shop of [shopOf('demo'), shopOf('market')]) {
    const { tenant, webhookSecret: secret } = shop
    const how = { id: 'evt_same', path: `/webhooks/test/sandbox/${tenant}`, secret }
    expect(told(await sendWebhook(app, await chargeOf(shop), how))).toBe('200')
  }
  expect(await endsOf('evt_same')).toEqual(['demo: ignored known', 'market: ignored known'])
})

// Last, since such an event is looked at again and again.
test.each(directions)(
  'an event of %s about a payment of %s finds none, though it is well signed',
  async (attacking, attacked) => {
    const [us, them] = [shopOf(attacking), shopOf(attacked)]
    const id = `evt_of_${attacking}`
    const changed = await changesOf(them, async () => {
      const how = { id, path: `/webhooks/test/sandbox/${attacking}`, secret: us.webhookSecret }
      expect(told(await sendWebhook(app, await chargeOf(them), how))).toBe('200')
      expect(await endsOf(id)).toEqual([`${attacking}: waiting waits-for-payment`])
    })
    expect(changed).toEqual([])
  },
)
