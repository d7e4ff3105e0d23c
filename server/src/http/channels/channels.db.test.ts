import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { initializePayment } from '../../contract/app/initialize-payment.ts'
import type { FailureKind } from '../../contract/failures.ts'
import { badBodies } from '../../testing/bad-requests.ts'
import { call, refusal, told } from '../../testing/call.ts'
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
  await vi.waitFor(async () => {
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
    [path, good, { orderReference: 'DE--of-nobody' }, 'payment-not-found'],
    [path, unsigned, command, 'access-token-missing'],
    [path, { ...good, authorization: 'Bearer wrong' }, command, 'access-token-invalid'],
    [path, { ...good, 'x-tenant-identifier': 'other' }, command, 'tenant-mismatch'],
  ]
  for (const [where, headers, body, kind] of refused) {
    expect(told(await call(app, 'POST', where, { body, headers }))).toBe(refusal(kind))
  }
  expect(await countCommands()).toBe(before)
})

test.each(badBodies)('%s is refused as a message', async (_title, body, kind) => {
  const answer = await call(app, 'POST', path, { body, headers: cancelHeaders('msg-body') })
  expect(told(answer)).toBe(refusal(kind))
})
