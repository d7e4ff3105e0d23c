import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { initializePayment } from '../../contract/app/initialize-payment.ts'
import type { FailureKind } from '../../contract/failures.ts'
import { badBodies } from '../../testing/bad-requests.ts'
import { call, refusal, told } from '../../testing/call.ts'
import { eventually } from '../../testing/eventually.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const path = '/channels/payment-commands'

const cancelHeaders = (messageId: string): Record<string, string> => ({
  ...appHeaders(app),
  'transfer-name': 'CancelPayment',
  'message-id': messageId,
})

async function anOpenOrder() {
  const order = anOrder(app)
  const answer = await call(app, 'POST', '/initialize-payment', {
    body: order,
    headers: appHeaders(app),
  })
  const { transactionId } = initializePayment.output.parse(answer.json)
  return { transactionId, command: { orderReference: order.orderData.orderReference, amount: 0 } }
}

/** Commands only: the provider's webhooks arrive meanwhile. */
const countCommands = async (): Promise<number> =>
  (await sql`select 1 from inbox where source = 'shop'`.execute(app.db)).rows.length

test('a command is taken once, applied, and answered with a message', async () => {
  const { transactionId, command } = await anOpenOrder()
  const send = () => call(app, 'POST', path, { body: command, headers: cancelHeaders('msg-1') })
  const answers = [await send(), await send()]
  expect(answers.map(({ status, json }) => [status, json])).toEqual([
    [202, { MessageId: 'msg-1' }],
    [202, { MessageId: 'msg-1' }],
  ])
  expect(await countCommands()).toBe(1)
  await eventually(async () => {
    const { rows } = await sql<{ name: string }>`
      select name from messages where subject = ${transactionId} order by id`.execute(app.db)
    expect(rows.map(({ name }) => name)).toEqual([
      'PaymentCreated',
      'PaymentUpdated',
      'PaymentCanceled',
    ])
  })
})

test('a command may name its tenant as message brokers do', async () => {
  const { command } = await anOpenOrder()
  const { 'x-tenant-identifier': tenant = '', ...headers } = cancelHeaders('msg-broker')
  const answer = await call(app, 'POST', path, {
    body: command,
    headers: { ...headers, 'tenant-identifier': tenant },
  })
  expect(told(answer)).toBe('202')
})

test('what is no command is refused and not kept', async () => {
  const { command } = await anOpenOrder()
  const before = await countCommands()
  const good = cancelHeaders('msg-bad')
  const { 'message-id': _id, ...anonymous } = good
  const { authorization: _bearer, ...unsigned } = good
  const refused: [string, Record<string, string>, object, FailureKind][] = [
    [path, { ...good, 'transfer-name': 'PayMe' }, command, 'message-unknown'],
    [path, { ...good, 'transfer-name': '__proto__' }, command, 'message-unknown'],
    ['/channels/payment-events', good, command, 'message-unknown'],
    [path, anonymous, command, 'validation-failed'],
    [path, { ...good, 'message-id': 'x'.repeat(101) }, command, 'validation-failed'],
    [path, good, {}, 'validation-failed'],
    [path, good, { ...command, amount: -1 }, 'validation-failed'],
    [path, unsigned, command, 'access-token-missing'],
    [path, { ...good, authorization: 'Bearer wrong' }, command, 'access-token-invalid'],
    [path, { ...good, 'x-tenant-identifier': 'other' }, command, 'tenant-mismatch'],
  ]
  for (const [where, headers, body, kind] of refused) {
    expect(told(await call(app, 'POST', where, { body, headers }))).toBe(refusal(kind))
  }
  expect(await countCommands()).toBe(before)
})

test('a command for an unknown order is answered, kept as a dead letter, and applied when it is sent again in time', async () => {
  const order = anOrder(app)
  const { orderReference } = order.orderData
  const send = () =>
    call(app, 'POST', path, { body: { orderReference }, headers: cancelHeaders('msg-early') })
  const kept = async () =>
    (
      await sql<{ state: string; note: string | null }>`
        select state, note from inbox where event_id = 'msg-early'`.execute(app.db)
    ).rows
  for (const _again of [1, 2]) {
    expect(told(await send())).toBe(refusal('payment-not-found'))
    expect(await kept()).toEqual([{ state: 'dead', note: 'payment-not-found' }])
  }
  await call(app, 'POST', '/initialize-payment', { body: order, headers: appHeaders(app) })
  expect(told(await send())).toBe('202')
  await eventually(async () => expect(await kept()).toMatchObject([{ state: 'applied' }]))
  expect(told(await send())).toBe('202')
  expect(await kept()).toMatchObject([{ state: 'applied' }])
})

test.each(['name', 'transfer-name', 'event'])(
  'a broker may name its message in the header %s, and write amounts in its own ways',
  async (header) => {
    const { command } = await anOpenOrder()
    const { 'transfer-name': _name, ...headers } = cancelHeaders(`msg-${header}`)
    const answer = await call(app, 'POST', path, {
      body: { ...command, amount: '-15390', orderItems: [{ orderItemId: '7', sku: 'fjord' }] },
      headers: { ...headers, [header]: 'RefundPayment' },
    })
    expect(told(answer)).toBe('202')
    const { rows } = await sql<{ raw_body: string }>`
      select raw_body from inbox where event_id = ${`msg-${header}`}`.execute(app.db)
    expect(JSON.parse(rows[0]?.raw_body ?? '')).toMatchObject({
      amount: 15390,
      orderItemIds: ['7'],
    })
  },
)

test.each(badBodies)('%s is refused as a message', async (_title, body, kind) => {
  const answer = await call(app, 'POST', path, { body, headers: cancelHeaders('msg-body') })
  expect(told(answer)).toBe(refusal(kind))
})
