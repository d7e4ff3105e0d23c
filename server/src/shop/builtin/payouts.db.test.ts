import { afterAll, beforeAll, expect, test } from 'vitest'
import { harbourMarket } from './catalogue.ts'
import { type OpenedOrder, openOrder } from './testing/open-order.ts'
import { toTransfer } from './testing/open-payment-app.ts'
import { type OpenedShop, openShop, passRetryDelay } from './testing/open-shop.ts'

let opened: OpenedShop
beforeAll(async () => {
  opened = await openShop({
    orderProcess: 'ForeignPaymentStateMachine01',
    assortment: harbourMarket,
  })
})
afterAll(() => opened.close())

const lamp = { sku: 'pharos', quantity: 1 }
const bench = { sku: 'kai', quantity: 1 }
const ownBag = { sku: 'tau', quantity: 1 }

async function press(order: OpenedOrder, event: string): Promise<void> {
  const fired = await order.press(event)
  if (!fired.ok) throw new Error(`${event}: ${fired.failure} in ${await order.states()}`)
}

/** An order that is paid and with its shopper. */
async function deliveredOrder(...items: Parameters<typeof openOrder>[1][]) {
  const order = await openOrder(opened, ...items)
  await order.hear('PaymentAuthorized')
  await press(order, 'capture payment')
  await order.hear('PaymentCaptured')
  await press(order, 'payment overpay checked')
  await press(order, 'deliver')
  return order
}

/** The calls of `/payments/transfers` that name this order, each with its items. */
const callsAbout = ({ orderReference }: OpenedOrder) =>
  opened.app
    .transferRequests()
    .map(({ headers, body }) => ({
      tenant: headers['x-tenant-identifier'],
      orderItems: body['orderItems'] as Record<string, string>[],
      paymentTransmissionItems: body['paymentTransmissionItems'],
    }))
    .filter(({ orderItems }) => orderItems[0]?.['order_reference'] === orderReference)

const itemsOf = (order: OpenedOrder) => callsAbout(order).flatMap(({ orderItems }) => orderItems)

const answerTransfersAs = (failureReason: string) =>
  opened.app.follow(({ path, body }) => {
    if (path !== '/payments/transfers') return undefined
    const items = body['orderItems'] as Record<string, string>[]
    const failed = { isSuccessful: false, transferId: null, failureReason }
    return { status: 200, body: { transfers: items.map((item) => toTransfer(item, failed)) } }
  })

const answerAsUsual = () => opened.app.follow(() => undefined)

test('each merchant is paid the price less the commission, and the operator keeps its own goods and the shipping', async () => {
  const order = await deliveredOrder(lamp, bench, ownBag)
  await press(order, 'merchant payout')
  expect(await order.states()).toEqual(['closed', 'closed', 'closed'])
  const [call, ...others] = callsAbout(order)
  expect(others).toEqual([])
  expect(call?.tenant).toBe('demo')
  expect(call?.paymentTransmissionItems).toEqual(call?.orderItems)
  expect(call?.orderItems).toEqual([
    {
      type: 'order-item',
      merchant_reference: 'MER000002',
      order_reference: order.orderReference,
      item_reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
      amount: '10710',
    },
    {
      type: 'order-item',
      merchant_reference: 'MER000001',
      order_reference: order.orderReference,
      item_reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
      amount: '26010',
    },
  ])
})

test('a payout that the app refuses is told in the history and can be tried again by hand', async () => {
  const order = await deliveredOrder(lamp)
  answerTransfersAs('merchant-not-ready')
  await press(order, 'merchant payout')
  expect(await order.states()).toEqual(['payout failed'])
  const [item] = (await order.read()).items
  expect(item?.history.map(({ event }) => event)).toContain('payout merchant (merchant-not-ready)')
  answerAsUsual()
  await press(order, 'retry merchant payout')
  expect(await order.states()).toEqual(['closed'])
  const [first, second] = itemsOf(order)
  expect(second).toEqual(first)
})

test('items whose merchants can be paid are not held up by those whose cannot', async () => {
  const order = await deliveredOrder(lamp, bench)
  opened.app.follow(({ path, body }) => {
    if (path !== '/payments/transfers') return undefined
    const items = body['orderItems'] as Record<string, string>[]
    const transfers = items.map((item) =>
      item['merchant_reference'] === 'MER000001'
        ? toTransfer(item, { isSuccessful: true, transferId: 'tr_bench' })
        : toTransfer(item, {
            isSuccessful: false,
            transferId: null,
            failureReason: 'merchant-not-found',
          }),
    )
    return { status: 200, body: { transfers } }
  })
  await press(order, 'merchant payout')
  answerAsUsual()
  expect(await order.states()).toEqual(['payout failed', 'closed'])
})

test('an answer that was lost is asked for again, and the merchant is paid once', async () => {
  const order = await deliveredOrder(lamp)
  opened.app.follow(({ path }) => (path === '/payments/transfers' ? 'lost' : undefined))
  await press(order, 'merchant payout')
  expect(await order.states()).toEqual(['merchant payout ready'])
  expect((await order.press('merchant payout')).ok).toBe(false)
  const paid = opened.app.transfers.size
  answerAsUsual()
  await opened.shop.tick(20)
  expect(await order.states()).toEqual(['merchant payout ready'])
  await passRetryDelay(opened.db)
  await opened.shop.tick(20)
  expect(await order.states()).toEqual(['closed'])
  const [first, second, ...others] = itemsOf(order)
  expect(second).toEqual(first)
  expect(others).toEqual([])
  expect(opened.app.transfers.size).toBe(paid)
})

test('a payout whose outcome the app does not know waits, and nothing else of the order does', async () => {
  const order = await deliveredOrder(lamp, bench)
  answerTransfersAs('outcome-unknown')
  const [first, second] = order.ids
  await order.press('merchant payout', [first ?? ''])
  expect(await order.states()).toEqual(['merchant payout ready', 'delivered'])
  await order.press('start-return', [second ?? ''])
  await order.press('execute-return', [second ?? ''])
  await order.press('refund', [second ?? ''])
  expect(order.sent().map(({ name }) => name)).toEqual(['CapturePayment', 'RefundPayment'])
  answerAsUsual()
  await passRetryDelay(opened.db)
  await opened.shop.tick(20)
  expect(await order.states()).toEqual(['closed', 'payment refund pending'])
})

test('what the app refused is not asked again with what it left open', async () => {
  const order = await deliveredOrder(lamp, bench)
  opened.app.follow(({ path, body }) => {
    if (path !== '/payments/transfers') return undefined
    const items = body['orderItems'] as Record<string, string>[]
    const reasonOf = (item: Record<string, string>) =>
      item['merchant_reference'] === 'MER000002' ? 'merchant-not-ready' : 'outcome-unknown'
    const transfers = items.map((item) =>
      toTransfer(item, { isSuccessful: false, transferId: null, failureReason: reasonOf(item) }),
    )
    return { status: 200, body: { transfers } }
  })
  await press(order, 'merchant payout')
  expect(await order.states()).toEqual(['payout failed', 'merchant payout ready'])
  answerAsUsual()
  await passRetryDelay(opened.db)
  await opened.shop.tick(20)
  expect(await order.states()).toEqual(['payout failed', 'closed'])
  const [, second] = callsAbout(order)
  expect(second?.orderItems.map((item) => item['merchant_reference'])).toEqual(['MER000001'])
  await order.press('retry merchant payout', order.ids.slice(0, 1))
  expect(await order.states()).toEqual(['closed', 'closed'])
})

test('what is refunded after its payout is taken back from the merchant', async () => {
  const order = await deliveredOrder(lamp, ownBag)
  await press(order, 'merchant payout')
  await press(order, 'refund')
  await order.hear('PaymentRefunded')
  await press(order, 'confirm payment refund')
  expect(await order.states()).toEqual(['canceled', 'canceled'])
  const [payout, reversal, ...others] = itemsOf(order)
  expect(others).toEqual([])
  expect(reversal).toEqual({ ...payout, amount: '-10710', transfer_id: expect.any(String) })
})

test('a payout that could not be taken back can be taken back later', async () => {
  const order = await deliveredOrder(lamp)
  await press(order, 'merchant payout')
  await press(order, 'refund')
  await order.hear('PaymentRefunded')
  answerTransfersAs('provider-refused')
  await press(order, 'confirm payment refund')
  expect(await order.states()).toEqual(['reverse payout failed'])
  answerAsUsual()
  await press(order, 'retry reverse payout')
  expect(await order.states()).toEqual(['canceled'])
})

test('what is refunded before anybody was paid out takes nothing back', async () => {
  const order = await deliveredOrder(lamp)
  await press(order, 'start-return')
  await press(order, 'execute-return')
  await press(order, 'refund')
  await order.hear('PaymentRefunded')
  await press(order, 'confirm payment refund')
  await press(order, 'close')
  expect(await order.states()).toEqual(['canceled'])
  expect(callsAbout(order)).toEqual([])
})

test('an app without marketplace features fails the payout, and is not asked for ever', async () => {
  const order = await deliveredOrder(lamp)
  opened.app.follow(({ path }) =>
    path === '/payments/transfers'
      ? { status: 400, body: [{ code: '1', message: 'No marketplace.' }] }
      : undefined,
  )
  await press(order, 'merchant payout')
  answerAsUsual()
  expect(await order.states()).toEqual(['payout failed'])
  await passRetryDelay(opened.db)
  await opened.shop.tick(20)
  expect(callsAbout(order)).toHaveLength(1)
})

test('the shopper sees who sold what', async () => {
  const order = await openOrder(opened, lamp, ownBag)
  const found = await opened.shop.findOrder(order.guest, order.orderReference)
  expect(found.ok && found.value.items.map(({ merchant }) => merchant)).toEqual([
    { merchantReference: 'MER000002', name: 'Harbour Lamps' },
    null,
  ])
})
