import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../database/database.ts'
import { openOrder } from './testing/open-order.ts'
import {
  aCart,
  aCheckout,
  type OpenedShop,
  openShop,
  someGuest,
  tenant,
} from './testing/open-shop.ts'

let opened: OpenedShop
beforeAll(async () => {
  opened = await openShop()
})
afterAll(() => opened.close())

const everything = { tenant, isWithoutPayment: false }
const firstPage = { from: null, limit: 100 }

const referencesOf = async (
  search: Partial<Parameters<typeof opened.shop.orderDesk.listOrders>[0]>,
) =>
  (await opened.shop.orderDesk.listOrders({ ...everything, ...search }, firstPage)).map(
    ({ orderReference }) => orderReference,
  )

test('orders are listed newest first, page by page, and nothing is skipped or repeated', async () => {
  const placed = []
  for (let count = 0; count < 5; count += 1)
    placed.unshift((await openOrder(opened)).orderReference)
  const { orderDesk } = opened.shop
  const listed: string[] = []
  let from: { at: string; id: string } | null = null
  for (;;) {
    const page = await orderDesk.listOrders(everything, { from, limit: 2 })
    listed.push(...page.map(({ orderReference }) => orderReference))
    const last = page.at(-1)
    if (!last) break
    from = { at: last.createdExactly, id: last.orderReference }
  }
  expect(listed).toEqual(placed)
  expect(await orderDesk.countOrders(everything, 3)).toBe(3)
  expect(await orderDesk.listOrders({ ...everything, tenant: 'other' }, firstPage)).toEqual([])
})

test('an order is found by its reference, its payment, its customer and the state of an item', async () => {
  const order = await openOrder(opened)
  const [first = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [first])
  const found = await opened.shop.orderDesk.findOrder(tenant, order.orderReference)
  expect(found).toMatchObject({
    order: {
      totals: { grandTotalMinor: 30_290, subtotalMinor: 29_800 },
      states: [
        { state: 'payment authorized', count: 1 },
        { state: 'payment capture pending', count: 1 },
      ],
    },
    items: [
      { state: 'payment capture pending', events: [] },
      { state: 'payment authorized', events: ['cancel', 'capture payment'], quantity: 1 },
    ],
  })
  const transactionId = found?.order.transactionId ?? ''
  expect(await referencesOf({ q: order.orderReference })).toEqual([order.orderReference])
  expect(await referencesOf({ q: transactionId })).toEqual([order.orderReference])
  expect(await referencesOf({ q: 'ADA@example.org' })).toContain(order.orderReference)
  expect(await referencesOf({ q: 'ada@' })).toEqual([])
  expect(await referencesOf({ state: 'payment capture pending' })).toEqual([order.orderReference])
  expect(opened.shop.orderDesk.listStates()).toContain('payment capture pending')
  expect(await opened.shop.orderDesk.findOrder(tenant, 'DE--0')).toBeNull()
})

test('an order that should have its payment by now is found', async () => {
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  opened.app.follow(() => ({ status: 500 }))
  await opened.shop.placeOrder(guest, aCheckout(idCart), 'de')
  opened.app.follow(() => undefined)
  const [order] = await opened.shop.listOrders(guest)
  expect(await referencesOf({ isWithoutPayment: true })).toEqual([])
  await sql`update shop.orders set created_at = created_at - interval '5 minutes'
    where order_reference = ${order?.orderReference}`.execute(opened.db)
  expect(await referencesOf({ isWithoutPayment: true })).toEqual([order?.orderReference])
})

test('a process is drawn with the states of an order in it', async () => {
  const order = await openOrder(opened)
  const name = 'ForeignPaymentB2CStateMachine01'
  const draw = (drawing: { name: string; orderReference: string | null }) =>
    opened.shop.orderDesk.drawProcess({ tenant, ...drawing })
  const drawn = await draw({ name, orderReference: order.orderReference })
  expect(drawn.ok && drawn.value).toMatch(/^<svg .*Now in: payment pending/s)
  expect((await draw({ name, orderReference: null })).ok).toBe(true)
  expect(await draw({ name, orderReference: 'DE--0' })).toEqual({
    ok: false,
    failure: 'order-not-found',
  })
  expect(await draw({ name: 'Unknown01', orderReference: null })).toEqual({
    ok: false,
    failure: 'process-not-found',
  })
})
