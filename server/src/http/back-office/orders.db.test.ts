import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OrderDesk } from '../../back-office/order-desk.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { putPayment } from '../../testing/operator-rows.ts'
import { aDesk, anItem, anOrder, type KeptOrder } from '../../testing/order-desk.ts'

let world: BackOfficeWorld
const orders: KeptOrder[] = []
const desk: { current: OrderDesk } = { current: aDesk() }
beforeAll(async () => {
  world = await createBackOfficeWorld({
    orderDesk: {
      listOrders: (search, page) => desk.current.listOrders(search, page),
      countOrders: (search, max) => desk.current.countOrders(search, max),
      listStates: () => desk.current.listStates(),
      findOrder: (tenant, reference) => desk.current.findOrder(tenant, reference),
      fireEvent: (command) => desk.current.fireEvent(command),
      drawProcess: (drawing) => desk.current.drawProcess(drawing),
    },
  })
})
afterAll(() => world.drop())
beforeEach(() => {
  orders.length = 0
  desk.current = aDesk({ orders })
})

type Page = { orders: { orderReference: string }[]; nextCursor: string | null }

const search = async (query: Record<string, string> = {}): Promise<Page> =>
  (await world.get(`/orders?${new URLSearchParams(query)}`)).attributes as unknown as Page

const found = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await search(query)).orders.map(({ orderReference }) => orderReference)

test('orders are listed with the states of their items, and those of another tenant are not', async () => {
  orders.push(anOrder(), anOrder({ tenant: 'other', orderReference: 'XX--1' }))
  const { attributes } = await world.get('/orders')
  expect(attributes).toEqual({
    orders: [
      {
        orderReference: 'DE--1042',
        createdAt: '2026-01-15T09:14:02.118Z',
        currency: 'EUR',
        grandTotal: 24_890,
        customerName: 'Ada Kern',
        customerEmail: 'ada@example.org',
        states: [{ state: 'payment captured', count: 1 }],
        transactionId: null,
      },
    ],
    nextCursor: null,
    states: ['new', 'payment captured', 'payment refund pending'],
  })
})

test('orders are found by reference, state, and by having no payment', async () => {
  orders.push(
    anOrder({ orderReference: 'DE--1', transactionId: 'tx_1' }),
    anOrder({ orderReference: 'DE--2', states: [{ state: 'new', count: 1 }] }),
  )
  expect(await found({ q: 'DE--1' })).toEqual(['DE--1'])
  expect(await found({ state: 'new' })).toEqual(['DE--2'])
  expect(await found({ attention: 'without-payment' })).toEqual(['DE--2'])
})

test('reading on skips no order and repeats none', async () => {
  for (let index = 1; index <= 9; index += 1) {
    orders.push(anOrder({ orderReference: `DE--${index}` }))
  }
  const all: string[] = []
  let cursor: string | null = null
  do {
    const page: Page = await search({ limit: '2', ...(cursor && { cursor }) })
    all.push(...page.orders.map(({ orderReference }) => orderReference))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(all).toEqual(await found({ limit: '100' }))
  expect(all).toHaveLength(9)
})

test('an order is told with its items, what can be fired on each, and its payment', async () => {
  orders.push(anOrder({ orderReference: 'DE--3' }))
  await putPayment(world.db, { transactionId: 'tx_3', orderReference: 'DE--3' })
  const { attributes } = await world.get('/orders/DE--3')
  expect(attributes).toMatchObject({
    order: { orderReference: 'DE--3' },
    totals: { subtotal: 24_400, grandTotal: 24_890, priceToPay: 24_890 },
    items: [
      {
        id: '7',
        sumPrice: 24_890,
        process: 'demo-process',
        state: 'payment captured',
        since: '2026-01-15T09:15:00.000Z',
        history: [{ state: 'new', event: null, at: '2026-01-15T09:14:02.000Z' }],
        events: ['refund'],
      },
    ],
    payment: { transactionId: 'tx_3', status: 'authorized' },
  })
})

test('the payment of another tenant’s order of the same name is not told', async () => {
  orders.push(anOrder({ orderReference: 'DE--4' }))
  await putPayment(world.db, { tenant: 'other', transactionId: 'tx_4', orderReference: 'DE--4' })
  expect((await world.get('/orders/DE--4')).attributes['payment']).toBeNull()
})

const refund = (orderItemIds: string[], key?: string) =>
  world.post(
    '/order-events',
    { orderReference: 'DE--1042', orderItemIds, event: 'refund' },
    key === undefined ? {} : { 'idempotency-key': key },
  )

test('a part of an order is refunded by an event on its items', async () => {
  orders.push(anOrder({ items: [anItem(), anItem({ id: '8' })] }))
  const answer = await refund(['8'])
  expect([answer.status, answer.attributes]).toEqual([
    201,
    {
      orderReference: 'DE--1042',
      event: 'refund',
      items: [{ id: '8', state: 'payment refund pending' }],
    },
  ])
  const { attributes } = await world.get('/orders/DE--1042')
  expect(attributes['items']).toMatchObject([
    { id: '7', state: 'payment captured' },
    { id: '8', state: 'payment refund pending' },
  ])
})

test('an event is fired once per key', async () => {
  orders.push(anOrder())
  expect((await refund(['7'], 'refund-7')).status).toBe(201)
  const again = await refund(['7'], 'refund-7')
  expect([again.status, again.replayed]).toEqual([201, true])
  expect((await refund(['7'], 'another')).failure).toBe('order-event-not-available')
})

test('a process is drawn, with the states of an order lit, as a picture that runs nothing', async () => {
  orders.push(anOrder())
  const plain = await world.get('/order-processes/demo-process/diagram')
  expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(plain.headers.get('content-security-policy')).toContain("default-src 'none'")
  const lit = await world.get('/order-processes/demo-process/diagram?orderReference=DE--1042')
  expect(lit.text).toContain('<title>payment captured</title>')
})
