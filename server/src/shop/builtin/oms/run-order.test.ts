import { expect, test } from 'vitest'
import type { Process } from './process.ts'
import type { Happening, OrderItemState } from './run-item.ts'
import { stepsMax } from './run-item.ts'
import { runOrder } from './run-order.ts'
import { aProcess } from './testing/a-process.ts'

type Played = {
  items?: readonly OrderItemState[]
  true?: readonly string[]
  happening: Happening
}

const play = (process: Process, { items, happening, true: held = [] }: Played) =>
  runOrder(
    { process, holds: (condition) => held.includes(condition) },
    items ?? [{ id: '1', state: process.initialState }],
    happening,
  )

const statesOf = ({ items }: ReturnType<typeof play>) => items.map(({ state }) => state)

const press = (event: string): Happening => ({ kind: 'event', event, by: 'person' })

test('an item that enters a state takes its onEnter events and conditions until it rests, and says how it came there', () => {
  const process = aProcess({
    events: { begin: { isOnEnter: true } },
    transitions: [
      { source: 'new', target: 'pending', event: 'begin' },
      { source: 'pending', target: 'paid', condition: 'IsPaid' },
    ],
  })
  const { items } = play(process, { happening: { kind: 'entered' }, true: ['IsPaid'] })
  expect(items[0]?.steps).toEqual([
    { from: 'new', to: 'pending', event: 'begin', condition: null },
    { from: 'pending', to: 'paid', event: null, condition: 'IsPaid' },
  ])
})

test.each([
  [['A', 'B'], 'a'],
  [['B'], 'b'],
  [[], 'otherwise'],
])('of the transitions of an event, with %j holding, "%s" is taken', (held, target) => {
  const process = aProcess({
    events: { go: { isManual: true } },
    transitions: [
      { source: 'new', target: 'otherwise', event: 'go' },
      { source: 'new', target: 'a', event: 'go', condition: 'A' },
      { source: 'new', target: 'b', event: 'go', condition: 'B' },
    ],
  })
  expect(statesOf(play(process, { happening: press('go'), true: held }))).toEqual([target])
})

test('an event whose conditions do not hold leaves the item where it is', () => {
  const process = aProcess({
    events: { go: { isManual: true } },
    transitions: [{ source: 'new', target: 'a', event: 'go', condition: 'A' }],
  })
  const { items } = play(process, { happening: press('go') })
  expect(items[0]).toMatchObject({ state: 'new', steps: [], failure: null, hasEntered: false })
})

test('an event that the state does not have is refused and names those that it has', () => {
  const process = aProcess({
    events: { ship: { isManual: true }, expire: { timeoutMs: 1000 } },
    transitions: [
      { source: 'new', target: 'shipped', event: 'ship' },
      { source: 'new', target: 'expired', event: 'expire' },
    ],
  })
  const [refused] = play(process, { happening: press('deliver') }).items
  expect(refused?.failure).toEqual({
    kind: 'event-not-available',
    event: 'deliver',
    state: 'new',
    available: ['ship'],
  })
})

test('a person fires manual events only; a message and a timeout fire any', () => {
  const process = aProcess({ transitions: [{ source: 'new', target: 'paid', event: 'pay' }] })
  expect(play(process, { happening: press('pay') }).items[0]?.failure?.kind).toBe(
    'event-not-available',
  )
  for (const by of ['message', 'timeout'] as const) {
    expect(statesOf(play(process, { happening: { kind: 'event', event: 'pay', by } }))).toEqual([
      'paid',
    ])
  }
})

test('items that take the same event in the same step share one command', () => {
  const process = aProcess({
    events: { capture: { isManual: true }, start: { isOnEnter: true, command: 'Payment/Capture' } },
    transitions: [
      { source: 'authorized', target: 'ready', event: 'capture' },
      { source: 'ready', target: 'pending', event: 'start' },
    ],
  })
  const items = ['1', '2', '3'].map((id) => ({ id, state: 'authorized' }))
  expect(play(process, { items, happening: press('capture') }).commands).toEqual([
    { command: 'Payment/Capture', event: 'start', itemIds: ['1', '2', '3'] },
  ])
})

test('after a command, conditions wait for the next news, because the old facts cannot tell how it ended', () => {
  const process = aProcess({
    events: { retry: { isManual: true, command: 'Payment/Capture' } },
    transitions: [
      { source: 'failed', target: 'pending', event: 'retry' },
      { source: 'pending', target: 'failed', condition: 'IsCaptureFailed' },
    ],
  })
  const held = ['IsCaptureFailed']
  const retried = play(process, { happening: press('retry'), true: held })
  expect(statesOf(retried)).toEqual(['pending'])
  const items = [{ id: '1', state: 'pending' }]
  expect(
    statesOf(play(process, { items, happening: { kind: 'facts-changed' }, true: held })),
  ).toEqual(['failed'])
})

test('an event whose conditions speak of its own command waits until the command is carried out', () => {
  const process = aProcess({
    events: { pay: { isOnEnter: true, command: 'Payout' }, stop: { isManual: true } },
    transitions: [
      { source: 'ready', target: 'failed', event: 'pay' },
      { source: 'ready', target: 'closed', event: 'pay', condition: 'IsPaidOut' },
      { source: 'ready', target: 'stopped', event: 'stop' },
      { source: 'ready', target: 'lost', condition: 'IsLost' },
    ],
  })
  const begun = play(process, { happening: { kind: 'entered' }, true: ['IsPaidOut'] })
  expect(begun.items[0]).toMatchObject({ state: 'ready', awaiting: 'pay', steps: [] })
  expect(begun.commands).toEqual([{ command: 'Payout', event: 'pay', itemIds: ['1'] }])

  const items = [{ id: '1', state: 'ready', awaiting: 'pay' }]
  const resumed: Happening = { kind: 'command-carried-out', event: 'pay' }
  const done = play(process, { items, happening: resumed, true: ['IsPaidOut'] })
  expect(done.items[0]).toMatchObject({ state: 'closed', awaiting: null })
  expect(done.commands).toEqual([])
  expect(statesOf(play(process, { items, happening: resumed }))).toEqual(['failed'])

  expect(play(process, { items, happening: press('stop') }).items[0]?.failure).toEqual({
    kind: 'command-pending',
    event: 'stop',
    awaiting: 'pay',
  })
  const facts = ['IsPaidOut', 'IsLost']
  const news = play(process, { items, happening: { kind: 'facts-changed' }, true: facts })
  expect(news.items[0]).toMatchObject({ state: 'ready', awaiting: 'pay' })
})

test('timeouts start where items come to rest, and not in states that they only pass', () => {
  const process = aProcess({
    events: {
      begin: { isOnEnter: true },
      lapse: { timeoutMs: 10 },
      cancel: { isManual: true, timeoutMs: 20 },
    },
    transitions: [
      { source: 'new', target: 'pending', event: 'begin' },
      { source: 'new', target: 'canceled', event: 'lapse' },
      { source: 'pending', target: 'canceled', event: 'cancel' },
    ],
  })
  const items = [
    { id: '1', state: 'new' },
    { id: '2', state: 'new' },
  ]
  expect(play(process, { items, happening: { kind: 'entered' } }).timeouts).toEqual([
    { event: 'cancel', itemIds: ['1', '2'], dueInMs: 20 },
  ])
  const resting = [{ id: '1', state: 'pending' }]
  expect(play(process, { items: resting, happening: { kind: 'facts-changed' } }).timeouts).toEqual(
    [],
  )
})

test('a transition back to its own state is a step that enters nothing anew', () => {
  const process = aProcess({
    events: { remind: { isManual: true, command: 'Mail' }, begin: { isOnEnter: true } },
    transitions: [
      { source: 'open', target: 'open', event: 'remind' },
      { source: 'open', target: 'elsewhere', event: 'begin' },
    ],
  })
  const { items, commands, timeouts } = play(process, { happening: press('remind') })
  expect(items[0]).toMatchObject({ state: 'open', hasEntered: false })
  expect(items[0]?.steps).toHaveLength(1)
  expect(commands).toHaveLength(1)
  expect(timeouts).toEqual([])
})

test('a loop of a process is reported, and nothing is carried out for its item', () => {
  const process = aProcess({
    events: { there: { isOnEnter: true, command: 'Spam' }, back: { isOnEnter: true } },
    transitions: [
      { source: 'a', target: 'b', event: 'there' },
      { source: 'b', target: 'a', event: 'back' },
    ],
  })
  const { items, commands, timeouts } = play(process, { happening: { kind: 'entered' } })
  expect(items[0]).toMatchObject({
    state: 'a',
    steps: [],
    failure: { kind: 'loop-detected', stepsMax },
  })
  expect(commands).toEqual([])
  expect(timeouts).toEqual([])
})

test('an item in a state that the process does not know fails alone', () => {
  const process = aProcess({
    events: { ship: { isManual: true } },
    transitions: [{ source: 'new', target: 'shipped', event: 'ship' }],
  })
  const items = [
    { id: '1', state: 'nowhere' },
    { id: '2', state: 'new' },
  ]
  const run = play(process, { items, happening: press('ship') })
  expect(run.items.map(({ failure }) => failure?.kind ?? null)).toEqual(['state-unknown', null])
  expect(statesOf(run)).toEqual(['nowhere', 'shipped'])
})

test('a condition is asked item by item', () => {
  const process = aProcess({
    transitions: [{ source: 'pending', target: 'refunded', condition: 'IsRefunded' }],
  })
  const items = ['1', '2'].map((id) => ({ id, state: 'pending' }))
  const holds = (_condition: string, itemId: string) => itemId === '2'
  const run = runOrder({ process, holds }, items, { kind: 'facts-changed' })
  expect(statesOf(run)).toEqual(['pending', 'refunded'])
})
