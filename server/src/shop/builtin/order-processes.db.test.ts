import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sql } from '../../database/database.ts'
import { lumenOak } from './catalogue.ts'
import type { Process } from './oms/process.ts'
import { orderProcesses } from './order-processes.ts'
import { readOrderProcess } from './read-order-process.ts'
import { openOrder } from './testing/open-order.ts'
import { openShop, passDeadlines, stockOf, tenant } from './testing/open-shop.ts'

const fileOf = (name: string) =>
  fileURLToPath(new URL(`./oms/testing/processes/${name}`, import.meta.url))

async function openShopOf(setting: string | null) {
  const orderProcess = await readOrderProcess(setting)
  return openShop(orderProcess === null ? {} : { orderProcess })
}

test('an event-based order moves by messages; one that does not fit is noted where the item is', async () => {
  const opened = await openShopOf('ForeignPaymentB2CStateMachine01EventBased')
  try {
    const order = await openOrder(opened)
    const [first = '', second = ''] = order.ids
    await order.hear('PaymentAuthorized', { orderItemIds: order.ids })
    expect(await order.states()).toEqual(['payment authorized', 'payment authorized'])
    await order.hear('PaymentRefunded', { orderItemIds: [first] })
    await order.press('capture payment', [second])
    await order.hear('PaymentCaptured', { orderItemIds: [second] })
    expect(await order.states()).toEqual(['payment authorized', 'payment captured'])
    const { items } = await order.read()
    expect(items[0]?.history.at(-1)).toMatchObject({
      state: 'payment authorized',
      event: 'payment refund successful (does not fit this state)',
    })
  } finally {
    await opened.close()
  }
})

test('an order goes through a process that was read from XML, from the order to the refund', async () => {
  const opened = await openShopOf(fileOf('LampShop01.xml'))
  try {
    const before = await stockOf(opened.db, 'fjord')
    const order = await openOrder(opened)
    const [first = '', second = ''] = order.ids
    expect((await order.read()).items[0]?.process).toBe('LampShop01')
    await order.hear('PaymentAuthorized')
    await order.press('capture payment')
    await order.hear('PaymentCaptured')
    await order.press('pick & pack')
    await order.press('ship')
    expect(await order.state()).toBe('shipped')
    await order.press('deliver')
    await order.press('refund', [first])
    expect(await order.states()).toEqual(['payment refund pending', 'delivered'])
    await order.hear('PaymentRefunded', { orderItemIds: [first] })
    expect(await order.state()).toBe('partially refunded')
    await order.press('refund', [second])
    await order.hear('PaymentRefunded', { orderItemIds: [second] })
    expect(await order.states()).toEqual(['payment refunded', 'payment refunded'])
    expect(order.sent().map(({ name }) => name)).toEqual([
      'CapturePayment',
      'RefundPayment',
      'RefundPayment',
    ])
    expect(await stockOf(opened.db, 'fjord')).toBe(before - 2)
  } finally {
    await opened.close()
  }
})

test('nobody paying, an order of an imported process is canceled by the deadline, and its goods are back', async () => {
  const opened = await openShopOf(fileOf('LampShop01.xml'))
  try {
    const before = await stockOf(opened.db, 'fjord')
    const order = await openOrder(opened)
    await order.hear('PaymentAuthorizationFailed')
    expect(await stockOf(opened.db, 'fjord')).toBe(before - 2)
    await passDeadlines(opened.db)
    await opened.shop.tick(100)
    expect(order.sent()).toMatchObject([{ name: 'CancelPayment', orderItemIds: order.ids }])
    await order.hear('PaymentCanceled')
    expect(await order.states()).toEqual(['canceled', 'canceled'])
    expect(await stockOf(opened.db, 'fjord')).toBe(before)
  } finally {
    await opened.close()
  }
})

test('in a marketplace process, goods without a merchant close without a payout', async () => {
  const opened = await openShopOf('ForeignPaymentStateMachine01')
  try {
    const order = await openOrder(opened, { sku: 'fjord', quantity: 1 })
    await order.hear('PaymentAuthorized')
    await order.press('capture payment')
    await order.hear('PaymentCaptured')
    await order.press('payment overpay checked')
    expect(await order.states()).toEqual(['sent to merchant'])
    await order.press('deliver')
    await order.press('merchant payout')
    const { items } = await order.read()
    expect(items[0]).toMatchObject({ state: 'closed', events: ['refund'] })
    expect(items[0]?.history.map(({ event }) => event)).toContain(
      'payout merchant (nothing is owed to a merchant)',
    )
  } finally {
    await opened.close()
  }
})

test('an order whose process is gone keeps what is told of its payment, and moves when it is back', async () => {
  const opened = await openShopOf(null)
  try {
    const order = await openOrder(opened, { sku: 'fjord', quantity: 1 })
    const rename = (name: string) =>
      sql`update shop.orders set process = ${name} where tenant = ${tenant}`.execute(opened.db)
    await rename('Gone01')
    await order.hear('PaymentAuthorized')
    expect(await order.states()).toEqual(['payment pending'])
    expect(await order.state()).toBe('authorized')
    await rename('ForeignPaymentB2CStateMachine01')
    await order.hear('PaymentAuthorized')
    expect(await order.states()).toEqual(['payment authorized'])
  } finally {
    await opened.close()
  }
})

test.each([
  [fileOf('Faulty01.xml'), /ORDER_PROCESS names .*Faulty01\.xml:\d+ .*error/s],
  [fileOf('Missing01.xml'), /there is no such file/],
  ['NoSuchProcess01', /must be the path of an \.xml file, or one of ForeignPayment/],
])('a shop does not start with the process %s', async (setting, message) => {
  await expect(readOrderProcess(setting)).rejects.toThrow(message)
})

test('a process that commands something of an order that has just begun stops the start', async () => {
  const hasty: Process = {
    name: 'Hasty01',
    initialState: 'new',
    states: ['new', 'asked'].map((name) => ({ name, flags: [], display: null })),
    transitions: [{ source: 'new', target: 'asked', event: 'ask', condition: null, isHappy: true }],
    events: [
      {
        name: 'ask',
        isOnEnter: true,
        isManual: false,
        command: 'Payment/Capture',
        timeoutMs: null,
      },
    ],
  }
  expect(() => orderProcesses({ orderDeadlineMs: 1, chosen: hasty, terms: lumenOak })).toThrow(
    'No order can begin in the process "Hasty01".',
  )
})
