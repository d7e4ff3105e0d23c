import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readAttention } from '../../contract/back-office/attention.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import {
  putEvent,
  putMessage,
  putOperation,
  putPayment,
  putTransfer,
  share,
} from '../../testing/operator-rows.ts'
import { aDesk, anOrder } from '../../testing/order-desk.ts'

let world: BackOfficeWorld
const woken: string[] = []
beforeAll(async () => {
  world = await createBackOfficeWorld({
    marketplaceDesk: 'stored',
    orderDesk: aDesk({
      orders: [
        anOrder(),
        anOrder({ orderReference: 'DE--paid', transactionId: 'tx_1' }),
        anOrder({ orderReference: 'DE--theirs', tenant: 'other' }),
      ],
    }),
    woken: (what) => woken.push(what),
  })
})
afterAll(() => world.drop())
beforeEach(async () => {
  woken.length = 0
  await sql`truncate payments, operations, messages, inbox, transfers, transfer_items`.execute(
    world.db,
  )
})

async function read() {
  const answer = await world.get('/attention')
  const { groups } = readAttention.output.parse(answer.attributes)
  return new Map(groups.map((group) => [group.kind as string, group]))
}

const counts = async () =>
  Object.fromEntries([...(await read())].map(([kind, { count }]) => [kind, count]))

/** One of each kind for this tenant. */
async function putTrouble(tenant: string): Promise<void> {
  const { db } = world
  await putPayment(db, { tenant, transactionId: 'tx_orderless', orderlessMinutes: 10 })
  await putPayment(db, { tenant, transactionId: 'tx_failed', status: 'refund failed' })
  await putPayment(db, { tenant, transactionId: 'tx_fine' })
  await putPayment(db, { tenant, transactionId: 'tx_shared', capturedMinor: 900 })
  await share(db, 'tx_shared', 1_000)
  await putTransfer(db, { tenant, transferId: 'tr_lost', state: 'unknown', ageMinutes: 10 })
  await putTransfer(db, { tenant, transferId: 'tr_new', state: 'unknown' })
  await putTransfer(db, { tenant, transferId: 'tr_failed', state: 'failed' })
  await putTransfer(db, { tenant, transferId: 'tr_made' })
  await putOperation(db, { tenant, transactionId: 'tx_fine', ageMinutes: 10 })
  await putMessage(db, { tenant, state: 'dead' })
  await putMessage(db, { tenant, ageMinutes: 10 })
  await putMessage(db, { tenant })
  await putMessage(db, { tenant, state: 'delivered', ageMinutes: 10 })
  await putEvent(db, { tenant, eventId: 'evt_dead', state: 'dead', transactionId: 'tx_fine' })
  await putEvent(db, { tenant, eventId: 'evt_waits', ageMinutes: 10 })
  await putEvent(db, { tenant, eventId: 'evt_new' })
  await putEvent(db, { tenant, eventId: 'evt_done', state: 'applied', ageMinutes: 10 })
}

const onlyTheOrder = {
  'payments-without-order': 0,
  'orders-without-payment': 1,
  'dead-messages': 0,
  'waiting-messages': 0,
  'dead-inbox-events': 0,
  'waiting-inbox-events': 0,
  'unknown-operations': 0,
  'failed-operations': 0,
  'overshared-payments': 0,
  'unknown-transfers': 0,
  'failed-transfers': 0,
}

test('trouble of another tenant is none of ours', async () => {
  await putTrouble('other')
  expect(await counts()).toEqual(onlyTheOrder)
})

test('each kind of trouble is counted, linked, and says what mends it', async () => {
  await putTrouble('demo')
  const groups = await read()
  expect([...groups.values()].map(({ count, isMore }) => [count, isMore])).toEqual(
    Array.from({ length: 11 }, () => [1, false]),
  )
  const told = Object.fromEntries(
    [...groups].map(([kind, { items }]) => [
      kind,
      [items[0]?.links[0]?.rel, items[0]?.repair?.action ?? null],
    ]),
  )
  expect(told).toEqual({
    'payments-without-order': ['payment', 'look-up'],
    'orders-without-payment': ['order', null],
    'dead-messages': ['message', 'replay-message'],
    'waiting-messages': ['message', null],
    'dead-inbox-events': ['inbox-event', 'replay-inbox-event'],
    'waiting-inbox-events': ['inbox-event', null],
    'unknown-operations': ['payment', 'look-up'],
    'failed-operations': ['payment', 'refund'],
    'overshared-payments': ['payment', null],
    'unknown-transfers': ['payment', null],
    'failed-transfers': ['payment', null],
  })
  expect(groups.get('payments-without-order')?.items[0]).toMatchObject({
    id: 'tx_orderless',
    amount: 24_890,
    currency: 'EUR',
    facts: { looks: 0 },
  })
})

test('the list of each kind has what was counted', async () => {
  await putTrouble('demo')
  for (const { list, count, kind } of (await read()).values()) {
    const path = list?.path.replace('/back-office/api', '')
    const { attributes } = await world.get(`${path}?${new URLSearchParams(list?.query)}`)
    const [rows] = Object.values(attributes).filter(Array.isArray)
    // A list has also what waits only now, which is no trouble yet.
    expect([kind, (rows?.length ?? 0) >= count]).toEqual([kind, true])
  }
})

test('a flood is counted up to a thousand, and the oldest are shown', async () => {
  await sql`
    insert into messages (tenant, subject, name, channel, payload, state, settled_at)
    select 'demo', 'tx_' || n, 'PaymentCaptured', 'payment-events', '{}', 'dead', now()
    from generate_series(1, 1005) n`.execute(world.db)
  const group = (await read()).get('dead-messages')
  expect([group?.count, group?.isMore, group?.items.length]).toEqual([1000, true, 5])
  expect(group?.items[0]?.links).toContainEqual({ rel: 'payment', id: 'tx_1' })
})

test('messages are listed without secrets, and by state and payment', async () => {
  await putMessage(world.db, { subject: 'tx_a', payload: { accessToken: 'hush', amount: 1 } })
  const dead = await putMessage(world.db, { subject: 'tx_b', state: 'dead' })
  await putMessage(world.db, { tenant: 'other', subject: 'tx_a' })
  const all = await world.get('/messages')
  expect(all.attributes).toMatchObject({
    messages: [
      { messageId: dead, state: 'dead', dueAt: null, repair: { attributes: { messageId: dead } } },
      { subject: 'tx_a', payload: { amount: 1 }, repair: null, links: [{ id: 'tx_a' }] },
    ],
    nextCursor: null,
  })
  expect(all.text).not.toContain('hush')
  const bySubject = await world.get('/messages?subject=tx_a')
  expect(bySubject.attributes['messages']).toHaveLength(1)
  const byState = await world.get('/messages?state=dead')
  expect(byState.attributes['messages']).toMatchObject([{ messageId: dead }])
})

test('reading on through messages and events skips none and repeats none', async () => {
  for (let index = 0; index < 5; index += 1) {
    await putMessage(world.db, { subject: `tx_${index}` })
    await putEvent(world.db, { eventId: `evt_${index}` })
  }
  for (const [path, name, key] of [
    ['/messages', 'messages', 'messageId'],
    ['/inbox-events', 'events', 'eventId'],
  ] as const) {
    const seen: unknown[] = []
    let cursor: unknown = null
    do {
      const { attributes } = await world.get(
        `${path}?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...(attributes[name] as Record<string, unknown>[]).map((row) => row[key]))
      cursor = attributes['nextCursor']
    } while (cursor !== null)
    expect([path, seen.length, new Set(seen).size]).toEqual([path, 5, 5])
  }
})

test('a dead message is delivered again, and the worker is woken', async () => {
  const messageId = await putMessage(world.db, { state: 'dead' })
  const answer = await world.post('/message-replays', { messageId })
  expect([answer.status, answer.attributes]).toEqual([202, { messageId, state: 'waiting' }])
  expect(woken).toEqual(['messages'])
  expect((await counts())['dead-messages']).toBe(0)
})

test('a message of another tenant cannot be replayed', async () => {
  const messageId = await putMessage(world.db, { tenant: 'other', state: 'dead' })
  expect((await world.post('/message-replays', { messageId })).failure).toBe('message-not-found')
})

test('events are listed with their payment and without secrets', async () => {
  const body = { type: 'charge.changed', client_secret: 'hush' }
  await putEvent(world.db, { eventId: 'evt_1', state: 'dead', transactionId: 'tx_1', body })
  await putEvent(world.db, { tenant: 'other', eventId: 'evt_2' })
  const { attributes, text } = await world.get('/inbox-events')
  expect(attributes['events']).toMatchObject([
    {
      source: 'psp:sandbox',
      eventId: 'evt_1',
      note: 'event-unreadable',
      transactionId: 'tx_1',
      raw: { type: 'charge.changed' },
      repair: { attributes: { source: 'psp:sandbox', eventId: 'evt_1' } },
    },
  ])
  expect(text).not.toContain('hush')
})

test('a dead event is applied again, and the worker is woken', async () => {
  await putEvent(world.db, { eventId: 'evt_1', state: 'dead' })
  const event = { source: 'psp:sandbox', eventId: 'evt_1' }
  const answer = await world.post('/inbox-replays', event)
  expect([answer.status, answer.attributes]).toEqual([202, { ...event, state: 'waiting' }])
  expect(woken).toEqual(['inbox'])
})

test('an event of another tenant cannot be replayed', async () => {
  await putEvent(world.db, { tenant: 'other', eventId: 'evt_1', state: 'dead' })
  const answer = await world.post('/inbox-replays', { source: 'psp:sandbox', eventId: 'evt_1' })
  expect(answer.failure).toBe('inbox-event-not-found')
})
