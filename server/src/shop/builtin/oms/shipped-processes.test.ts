import { expect, test } from 'vitest'
import { b2cProcess } from './b2c-process.ts'
import { toEventBased } from './event-based.ts'
import type { ConditionName } from './known-names.ts'
import { marketplaceProcess } from './marketplace-process.ts'
import { overrideTimeouts } from './override-timeouts.ts'
import {
  availableEvents,
  isFinal,
  isFlagged,
  type Process,
  statesWithConditions,
} from './process.ts'
import type { Happening } from './run-item.ts'
import { runOrder } from './run-order.ts'
import { findShippedProcess, shippedProcesses } from './shipped-processes.ts'

const dayMs = 24 * 60 * 60 * 1000

/** What happens to one item: a button by its name, a condition that begins to hold, or a command that was carried out. */
type News = `press ${string}` | `now ${ConditionName}` | `done ${string}` | `timeout ${string}`

function happeningOf(news: News): Happening {
  const rest = news.slice(news.indexOf(' ') + 1)
  if (news.startsWith('now ')) return { kind: 'facts-changed' }
  if (news.startsWith('done ')) return { kind: 'command-carried-out', event: rest }
  return { kind: 'event', event: rest, by: news.startsWith('press ') ? 'person' : 'timeout' }
}

/** Plays news to one new item; the last news of the payment is what is true of it. */
function live(process: Process, ...story: readonly News[]) {
  let item: { id: string; state: string; awaiting: string | null } = {
    id: '1',
    state: process.initialState,
    awaiting: null,
  }
  let held = ''
  const commands: string[] = []
  const play = (happening: Happening) => {
    const run = runOrder({ process, holds: (condition) => condition === held }, [item], happening)
    const [outcome] = run.items
    if (!outcome) throw new Error('An order of one item came back without it.')
    expect(outcome.failure).toBeNull()
    commands.push(...run.commands.map(({ command }) => command))
    item = { id: '1', state: outcome.state, awaiting: outcome.awaiting }
    return run
  }
  let last = play({ kind: 'entered' })
  for (const news of story) {
    if (news.startsWith('now ')) held = news.slice(4)
    last = play(happeningOf(news))
  }
  return { state: item.state, commands, last }
}

const paid: readonly News[] = [
  'now Payment/IsAuthorized',
  'press capture payment',
  'now Payment/IsCaptured',
]

test.each<[string, readonly News[], string, readonly string[]]>([
  ['a new order waits for its payment', [], 'payment pending', []],
  [
    'an order is authorised, captured, shipped, delivered and closed',
    [...paid, 'press ship', 'press deliver', 'timeout close'],
    'closed',
    ['Payment/Capture'],
  ],
  [
    'a payment that is captured at once needs no capture',
    ['now Payment/IsCaptured'],
    'payment captured',
    [],
  ],
  [
    'a refused card may be followed by a good one',
    ['now Payment/IsAuthorizationFailed', 'now Payment/IsAuthorized'],
    'payment authorized',
    [],
  ],
  [
    'an order that nobody pays for is canceled in the end',
    ['timeout cancel payment by timeout', 'now Payment/IsCanceled', 'press close'],
    'canceled',
    ['Payment/Cancel'],
  ],
  [
    'a refused order that nobody pays for is canceled in the end',
    ['now Payment/IsAuthorizationFailed', 'timeout cancel payment by timeout'],
    'payment cancellation pending',
    ['Payment/Cancel'],
  ],
  [
    'a capture that failed is tried again',
    [
      'now Payment/IsAuthorized',
      'press capture payment',
      'now Payment/IsCaptureFailed',
      'press retry payment',
      'now Payment/IsCaptured',
    ],
    'payment captured',
    ['Payment/Capture', 'Payment/Capture'],
  ],
  [
    'a capture that failed gives the authorisation back',
    [
      'now Payment/IsAuthorized',
      'press capture payment',
      'now Payment/IsCaptureFailed',
      'press cancel',
      'now Payment/IsCanceled',
    ],
    'payment cancelled',
    ['Payment/Capture', 'Payment/Cancel'],
  ],
  [
    'a cancellation that failed is tried again',
    [
      'press cancel',
      'now Payment/IsCancellationFailed',
      'press retry payment cancellation',
      'now Payment/IsCanceled',
    ],
    'payment cancelled',
    ['Payment/Cancel', 'Payment/Cancel'],
  ],
  [
    'money that is captured while it is canceled is given back',
    [
      'now Payment/IsAuthorized',
      'press cancel',
      'now Payment/IsCancellationFailed',
      'now Payment/IsCaptured',
    ],
    'payment refund pending',
    ['Payment/Cancel', 'Payment/Refund'],
  ],
  [
    'an item that cannot be shipped is refunded before it leaves',
    [...paid, 'press refund', 'now Payment/IsRefunded'],
    'payment refund succeeded',
    ['Payment/Capture', 'Payment/Refund'],
  ],
  [
    'a returned item is refunded, and its order is done',
    [
      ...paid,
      'press deliver',
      'press start-return',
      'press execute-return',
      'press refund',
      'now Payment/IsRefunded',
      'timeout confirm payment refund',
      'press close',
    ],
    'canceled',
    ['Payment/Capture', 'Return/StartReturn', 'Payment/Refund', 'Payment/Refund/Confirm'],
  ],
  [
    'a return that does not come is taken back',
    [...paid, 'press deliver', 'press start-return', 'press cancel-return'],
    'delivered',
    ['Payment/Capture', 'Return/StartReturn'],
  ],
  [
    'a refund that failed is tried again',
    [
      ...paid,
      'press refund',
      'now Payment/IsRefundFailed',
      'press retry payment refund',
      'now Payment/IsRefunded',
    ],
    'payment refund succeeded',
    ['Payment/Capture', 'Payment/Refund', 'Payment/Refund'],
  ],
  [
    'a refund that fails late is taken back',
    [...paid, 'press refund', 'now Payment/IsRefunded', 'now Payment/IsRefundFailed'],
    'payment refund failed',
    ['Payment/Capture', 'Payment/Refund'],
  ],
  [
    'an overpaid order is settled by a person',
    [
      ...paid,
      'now Payment/IsOverpaid',
      'press payment overpay checked',
      'press accept overpayment',
      'press ship',
    ],
    'shipped',
    ['Payment/Capture'],
  ],
  [
    'an underpaid capture may be accepted',
    [
      'now Payment/IsAuthorized',
      'press capture payment',
      'now Payment/IsUnderpaid',
      'press accept underpayment',
      'press ship',
    ],
    'shipped',
    ['Payment/Capture'],
  ],
])('in the shop, %s', (_title, story, state, commands) => {
  const lived = live(b2cProcess, ...story)
  expect(lived.state).toBe(state)
  expect(lived.commands).toEqual(commands)
})

const sold: readonly News[] = [...paid, 'press payment overpay checked']
const soldCommands = [
  'Payment/Capture',
  'MerchantCommission/Calculate',
  'MerchantSalesOrder/CreateOrders',
]

test.each<[string, readonly News[], string, readonly string[]]>([
  ['a paid item is sent to its merchant at once', sold, 'sent to merchant', soldCommands],
  [
    'a delivered item is paid out to its merchant',
    [
      ...sold,
      'press deliver',
      'press merchant payout',
      'now SalesPaymentMerchant/IsMerchantPaidOut',
      'done payout merchant',
    ],
    'closed',
    [...soldCommands, 'SalesPaymentMerchant/Payout'],
  ],
  [
    'a payout that failed is tried again',
    [
      ...sold,
      'press deliver',
      'press merchant payout',
      'done payout merchant',
      'press retry merchant payout',
      'now SalesPaymentMerchant/IsMerchantPaidOut',
      'done payout merchant',
    ],
    'closed',
    [...soldCommands, 'SalesPaymentMerchant/Payout', 'SalesPaymentMerchant/Payout'],
  ],
])('in the marketplace, %s', (_title, story, state, commands) => {
  const lived = live(marketplaceProcess, ...story)
  expect(lived.state).toBe(state)
  expect(lived.commands).toEqual(commands)
})

test('what a merchant was paid comes back when the item is refunded', () => {
  const held = ['SalesPaymentMerchant/IsMerchantPaidOut']
  const machine = { process: marketplaceProcess, holds: (name: string) => held.includes(name) }
  const item = { id: '1', state: 'payment refund succeeded' }
  const confirm: Happening = { kind: 'event', event: 'confirm payment refund', by: 'timeout' }
  const reversing = runOrder(machine, [item], confirm)
  expect(reversing.items[0]).toMatchObject({
    state: 'merchant payout reverse ready',
    awaiting: 'reverse payout',
  })
  expect(reversing.commands.map(({ command }) => command)).toEqual([
    'Payment/Refund/Confirm',
    'SalesPaymentMerchant/ReversePayout',
  ])
  held.push('SalesPaymentMerchant/IsMerchantPayoutReversed')
  const reversed = { id: '1', state: 'merchant payout reverse ready', awaiting: 'reverse payout' }
  const done: Happening = { kind: 'command-carried-out', event: 'reverse payout' }
  expect(runOrder(machine, [reversed], done).items[0]?.state).toBe('canceled')
})

test('the event-based process moves by messages where the other asks its conditions', () => {
  const process = toEventBased(b2cProcess)
  const message = (event: string): Happening => ({ kind: 'event', event, by: 'message' })
  const machine = { process, holds: () => false }
  const run = (state: string, happening: Happening) =>
    runOrder(machine, [{ id: '1', state }], happening).items[0]
  expect(run('payment pending', message('payment authorization successful'))?.state).toBe(
    'payment authorized',
  )
  expect(run('payment capture pending', message('payment capture failed'))?.state).toBe(
    'payment failed',
  )
  expect(run('shipped', message('payment capture successful'))?.failure?.kind).toBe(
    'event-not-available',
  )
  expect(statesWithConditions(process)).toEqual([
    'payment authorized',
    'payment capture pending',
    'payment failed',
  ])
})

test('the named timeouts are those of Spryker, and a shop may change them', () => {
  const { last } = live(b2cProcess)
  expect(last.timeouts).toEqual([
    { event: 'cancel payment by timeout', itemIds: ['1'], dueInMs: 7 * dayMs },
  ])
  const changed = overrideTimeouts(b2cProcess, { 'cancel payment by timeout': 1000, close: null })
  const process = changed.ok ? changed.value : b2cProcess
  expect(live(process).last.timeouts[0]?.dueInMs).toBe(1000)
  expect(live(process, ...paid, 'press deliver').last.timeouts).toEqual([])
  expect(overrideTimeouts(b2cProcess, { clsoe: 1 })).toEqual({
    ok: false,
    failure: { kind: 'event-unknown', events: ['clsoe'] },
  })
})

test('flags, buttons and the states to look at again are read from the process', () => {
  expect(isFlagged(b2cProcess, 'payment pending', 'cancellable')).toBe(true)
  expect(isFlagged(b2cProcess, 'payment cancellation pending', 'exclude from customer')).toBe(true)
  expect(isFlagged(b2cProcess, 'no such state', 'reserved')).toBe(false)
  expect(availableEvents(b2cProcess, 'payment pending').map(({ name }) => name)).toEqual(['cancel'])
  expect(statesWithConditions(b2cProcess)).toContain('payment pending')
  expect(statesWithConditions(b2cProcess)).not.toContain('delivered')
  expect(isFinal(b2cProcess, 'canceled')).toBe(true)
  expect(isFinal(b2cProcess, 'closed')).toBe(false)
})

test('a shipped process is found by its name', () => {
  for (const process of shippedProcesses) expect(findShippedProcess(process.name)).toBe(process)
  expect(findShippedProcess('Unknown01')).toBeNull()
})
