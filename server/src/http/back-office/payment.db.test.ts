import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectPayment } from '../../contract/back-office/payments.ts'
import type { OutputOf } from '../../contract/operation.ts'
import { newTransactionId } from '../../payments/new-id.ts'
import { startOrderPayment } from '../../payments/start-order-payment.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { putEvent, putMessage, putOperation, putPayment } from '../../testing/operator-rows.ts'
import { aDesk, anOrder } from '../../testing/order-desk.ts'
import { approvedPreOrder } from '../../testing/pre-order.ts'

let world: BackOfficeWorld
beforeAll(async () => {
  world = await createBackOfficeWorld({
    orderDesk: aDesk({ orders: [anOrder({ orderReference: 'DE--known-1' })] }),
  })
})
afterAll(() => world.drop())

type Dossier = OutputOf<typeof inspectPayment>

async function inspect(transactionId: string): Promise<Dossier> {
  const answer = await world.get(`/payments/${transactionId}`)
  if (answer.failure) throw new Error(answer.failure)
  return inspectPayment.output.parse(answer.attributes)
}

let keys = 0
const aKey = () => {
  keys += 1
  return { 'idempotency-key': `key-${keys}` }
}
const operate = (attributes: object, headers: Record<string, string> = aKey()) =>
  world.post('/payment-operations', attributes, headers)

/** A payment of an order that the shopper has approved. */
async function authorised(orderReference: string = newTransactionId()): Promise<string> {
  const started = await startOrderPayment(
    world.deps,
    {
      orderData: {
        orderReference,
        customerReference: 'anonymous:guest-secret-0123456789',
        currencyCode: 'EUR',
        grandTotal: 24_890,
        paymentMethod: 'card',
        items: [{ idSalesOrderItem: '7', name: 'Desk lamp', quantity: 1, unitPrice: 24_890 }],
      },
    },
    { tenant: 'demo', claim: null },
  )
  if (!started.ok) throw new Error(started.failure.kind)
  const { transactionId } = started.value
  await world.webhook(
    `evt_${transactionId}`,
    world.psp.move(transactionId, { status: 'authorized', pspStatus: 'authorized' }),
  )
  return transactionId
}

test('a payment is told with its facts, money, items and what can be done now', async () => {
  const transactionId = await authorised('DE--known-1')
  const { payment, money, items, actions, movements } = await inspect(transactionId)
  expect(payment).toMatchObject({
    transactionId,
    status: 'authorized',
    outcome: 'paid',
    pspStatus: 'authorized',
    orderReference: 'DE--known-1',
    orderItemIds: ['7'],
    orderless: null,
    requested: null,
  })
  expect(money).toMatchObject({ authorised: 24_890, captured: 0, refunded: 0 })
  expect(items).toMatchObject([{ id: '7', sumPrice: 24_890, state: 'payment captured' }])
  expect(movements).toEqual([])
  expect(actions.map(({ kind, isAllowed, maxAmount }) => [kind, isAllowed, maxAmount])).toEqual([
    ['capture', true, 24_890],
    ['cancel', true, null],
    ['refund', false, null],
    ['look-up', true, null],
  ])
})

test('its timeline has every trace in the order of the database, newest first', async () => {
  const transactionId = await authorised()
  await operate({ transactionId, kind: 'capture', amount: 10_000 })
  const { timeline } = await inspect(transactionId)
  const times = timeline.entries.map(({ at }) => at)
  expect(times).toEqual(times.toSorted().toReversed())
  const titles = timeline.entries.map(({ title }) => title.key)
  expect(titles).toEqual(
    expect.arrayContaining([
      'history.payment-created',
      'operation.initialise',
      'psp-answer.succeeded',
      'webhook.applied',
      'history.status-changed',
      'history.capture-requested',
      'message.waiting',
    ]),
  )
  const kinds = new Set(timeline.entries.map(({ kind }) => kind))
  expect([...kinds].toSorted()).toEqual([
    'history',
    'message',
    'operation',
    'psp-answer',
    'request',
    'webhook',
  ])
  expect(new Set(timeline.entries.map(({ id }) => id)).size).toBe(timeline.entries.length)
  expect(timeline.isTruncated).toBe(false)
})

test('nothing that is secret is told, wherever it was stored', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId })
  const secret = 'hush-hush'
  await putEvent(world.db, {
    transactionId,
    eventId: `evt_${transactionId}`,
    state: 'applied',
    body: { data: { client_secret: secret, card: { number: '4242424242424242', last4: '4242' } } },
  })
  await putMessage(world.db, { subject: transactionId, payload: { accessToken: secret } })
  await sql`
    insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
    values ('demo', ${`op_${transactionId}`}, ${transactionId}, 'initialise', 'pending',
      ${JSON.stringify({ charge: { returnUrl: `https://x.example/r?state=${secret}`, customer: { email: 'a@b.example' } } })}::jsonb,
      now() + interval '1 hour')`.execute(world.db)
  await sql`
    insert into payment_history (tenant, transaction_id, source, event, details)
    values ('demo', ${transactionId}, 'api', 'x', ${JSON.stringify({ signature: secret })}::jsonb)`.execute(
    world.db,
  )
  const { text, attributes } = await world.get(`/payments/${transactionId}`)
  expect(text).not.toContain(secret)
  expect(text).not.toContain('4242424242424242')
  expect(text).not.toContain('secret-of-a-guest')
  expect(text).toContain('4242')
  expect(attributes).toMatchObject({ payment: { customerEmail: 'a@b.example' } })
})

test('what is wrong says what mends it', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId })
  await putEvent(world.db, { transactionId, eventId: `dead_${transactionId}`, state: 'dead' })
  await putEvent(world.db, { transactionId, eventId: `ignored_${transactionId}`, state: 'ignored' })
  const messageId = await putMessage(world.db, { subject: transactionId, state: 'dead' })
  await putOperation(world.db, { transactionId })
  const { timeline } = await inspect(transactionId)
  const repairs = timeline.entries.flatMap(({ title, tone, repair }) =>
    repair ? [[title.key, tone, repair.attributes]] : [],
  )
  expect(repairs).toHaveLength(3)
  expect(repairs).toEqual(
    expect.arrayContaining([
      ['webhook.dead', 'bad', { source: 'psp:sandbox', eventId: `dead_${transactionId}` }],
      ['message.dead', 'bad', { messageId }],
      ['operation.unknown', 'warning', { transactionId, kind: 'look-up' }],
    ]),
  )
})

test('a payment with a long life shows its newest part and says that there is more', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId })
  await sql`
    insert into payment_history (tenant, transaction_id, source, event, details)
    select 'demo', ${transactionId}, 'webhook', 'psp-status', jsonb_build_object('n', n)
    from generate_series(1, 250) n`.execute(world.db)
  const { timeline } = await inspect(transactionId)
  expect([timeline.entries.length, timeline.limit, timeline.isTruncated]).toEqual([200, 200, true])
  expect(timeline.entries[0]?.normalised['n']).toBe(250)
})

test('money that waits for its order says since when and until when', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId, orderlessMinutes: 10 })
  const { orderless } = (await inspect(transactionId)).payment
  const since = new Date(orderless?.since ?? 0).getTime()
  expect(new Date(orderless?.deadline ?? 0).getTime() - since).toBe(30 * 60_000)
  expect(orderless?.looks).toBe(0)
})

test('a payment of another tenant does not exist, and cannot be moved', async () => {
  await putPayment(world.db, { tenant: 'other', transactionId: 'tx_theirs' })
  expect((await world.get('/payments/tx_theirs')).failure).toBe('payment-not-found')
  for (const kind of ['capture', 'look-up']) {
    const answer = await operate({ transactionId: 'tx_theirs', kind })
    expect(answer.failure).toBe('payment-not-found')
  }
})

test('traces of another tenant under the same id are not told', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId })
  await putEvent(world.db, { tenant: 'other', transactionId, eventId: `evt_${transactionId}` })
  await putMessage(world.db, { tenant: 'other', subject: transactionId })
  await putOperation(world.db, { tenant: 'other', transactionId })
  expect((await inspect(transactionId)).timeline.entries).toEqual([])
})

test('an operator captures a part, refunds a part of it, and sees both', async () => {
  const transactionId = await authorised()
  const captured = await operate({ transactionId, kind: 'capture', amount: 10_000 })
  expect([captured.status, captured.attributes]).toMatchObject([
    201,
    { outcome: 'succeeded', payment: { captured: 10_000 } },
  ])
  const refunded = await operate({ transactionId, kind: 'refund', amount: 4_000 })
  expect(refunded.attributes).toMatchObject({
    outcome: 'succeeded',
    payment: { refunded: 4_000, status: 'partially refunded' },
  })
  const { movements, actions } = await inspect(transactionId)
  expect(movements).toMatchObject([
    { kind: 'capture', amount: 10_000, status: 'succeeded' },
    { kind: 'refund', amount: 4_000, status: 'succeeded' },
  ])
  expect(actions.find(({ kind }) => kind === 'refund')?.maxAmount).toBe(6_000)
  const sources = (await inspect(transactionId)).timeline.entries.map(
    ({ normalised }) => normalised['source'],
  )
  expect(sources).toContain('operator')
})

test('the same key moves money once, also when its stored answer is lost', async () => {
  const transactionId = await authorised()
  const headers = aKey()
  const capture = { transactionId, kind: 'capture', amount: 10_000 }
  await operate(capture, headers)
  const again = await operate(capture, headers)
  expect([again.replayed, again.attributes['outcome']]).toEqual([true, 'succeeded'])
  await sql`delete from idempotency`.execute(world.db)
  const later = await operate(capture, headers)
  expect([later.replayed, later.attributes['outcome']]).toEqual([false, 'succeeded'])
  expect(later.attributes['payment']).toMatchObject({ captured: 10_000 })
  const other = await operate({ ...capture, amount: 1 }, headers)
  expect(other.failure).toBe('idempotency-key-reused')
})

test('a key that is in use says so', async () => {
  const transactionId = await authorised()
  const headers = aKey()
  const capture = { transactionId, kind: 'capture' }
  await operate(capture, headers)
  await sql`
    update idempotency set result = null, lease_until = now() + interval '30 seconds'
    where key = ${headers['idempotency-key']}`.execute(world.db)
  const answer = await operate(capture, headers)
  expect([answer.failure, answer.headers.get('retry-after')]).toEqual(['request-in-flight', '1'])
})

test('an operation by hand needs a key', async () => {
  const transactionId = await authorised()
  expect((await operate({ transactionId, kind: 'cancel' }, {})).failure).toBe(
    'idempotency-key-invalid',
  )
  const spaced = await operate({ transactionId, kind: 'cancel' }, { 'idempotency-key': 'a b' })
  expect(spaced.failure).toBe('idempotency-key-invalid')
})

test('an operator cancels an authorised payment', async () => {
  const transactionId = await authorised()
  const canceled = await operate({ transactionId, kind: 'cancel' })
  expect(canceled.attributes).toMatchObject({
    outcome: 'succeeded',
    payment: { status: 'canceled' },
  })
})

test.each([
  ['a refund of what was not captured', { kind: 'refund' }, 'No money was captured.'],
  ['more than there is', { kind: 'capture', amount: 24_891 }, 'At most 24890 is left.'],
  ['a cancel of a part', { kind: 'cancel', amount: 1 }, 'A cancel takes no amount.'],
])('%s is refused, says why, and is no news for the shop', async (_name, asked, why) => {
  const transactionId = await authorised()
  const before = await world.messages(transactionId)
  const answer = await operate({ transactionId, ...asked })
  expect([answer.status, answer.failure, answer.detail]).toEqual([
    409,
    'operation-not-allowed',
    why,
  ])
  expect(await world.messages(transactionId)).toEqual(before)
})

test('what the provider refuses is an answer, and stays one', async () => {
  const transactionId = await authorised()
  world.psp.troubleNext('refused')
  const refused = await operate({ transactionId, kind: 'capture' })
  expect([refused.status, refused.attributes['outcome']]).toEqual([201, 'refused'])
})

test('what the provider has not said yet is pending', async () => {
  const transactionId = await authorised()
  world.psp.troubleNext('lost-after')
  const asked = await operate({ transactionId, kind: 'capture' })
  expect(asked.attributes['outcome']).toBe('pending')
  const { money, actions } = await inspect(transactionId)
  expect(money.capturing).toBe(24_890)
  expect(actions[0]?.reason?.key).toBe('action.capture.under-way')
})

test('money without an order is given back in full', async () => {
  const { payment } = await approvedPreOrder(world)
  const { transactionId } = payment
  expect((await operate({ transactionId, kind: 'capture' })).detail).toBe('There is no order yet.')
  const canceled = await operate({ transactionId, kind: 'cancel' })
  expect(canceled.attributes).toMatchObject({
    outcome: 'succeeded',
    payment: { status: 'canceled' },
  })
})

test('a look-up takes over what the provider says, and hastens what has no answer', async () => {
  const transactionId = await authorised()
  await putOperation(world.db, { transactionId })
  world.psp.move(transactionId, { status: 'captured', capturedMinor: 24_890 })
  const first = await operate({ transactionId, kind: 'look-up' })
  expect(first.attributes).toMatchObject({ outcome: 'succeeded', payment: { captured: 24_890 } })
  const again = await operate({ transactionId, kind: 'look-up' })
  expect(again.attributes).toMatchObject({ outcome: 'unchanged' })
  const { rows } = await sql`
    select 1 from operations where transaction_id = ${transactionId} and settled_at is null and due_at <= now()`.execute(
    world.db,
  )
  expect(rows).toHaveLength(1)
})

test('a look-up of what the provider does not know changes nothing', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId })
  const answer = await operate({ transactionId, kind: 'look-up' })
  expect(answer.attributes).toMatchObject({
    outcome: 'unchanged',
    note: 'not-found-at-provider',
    payment: { status: 'authorized' },
  })
})

test('a look-up says when the provider does not answer, and may be repeated under its key', async () => {
  const transactionId = await authorised()
  const { find } = world.psp
  world.psp.find = async () => ({ kind: 'unknown', because: 'timeout' })
  const headers = aKey()
  const silent = await operate({ transactionId, kind: 'look-up' }, headers)
  world.psp.find = find
  expect([silent.failure, silent.headers.get('retry-after')]).toEqual(['psp-unavailable', '5'])
  const later = await operate({ transactionId, kind: 'look-up' }, headers)
  expect(later.attributes['outcome']).toBe('unchanged')
})

test('a payment whose provider is gone can only be read', async () => {
  const transactionId = newTransactionId()
  await putPayment(world.db, { transactionId, provider: 'gone' })
  expect((await inspect(transactionId)).actions.every(({ isAllowed }) => !isAllowed)).toBe(true)
  for (const kind of ['capture', 'look-up']) {
    expect((await operate({ transactionId, kind })).failure).toBe('operation-not-allowed')
  }
})
