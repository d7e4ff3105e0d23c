import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  clearSandbox,
  openCharge,
  payByCard,
  type RunningSandbox,
  setChaos,
  startSandbox,
  webhookSecret,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242424242424242'
const declined = '4000000000000002'

/** What arrived, in this order, with valid signatures. */
const received = () =>
  sandbox.received.map(({ rawBody, headers }) => {
    const id = headers['webhook-id'] ?? ''
    new Webhook(webhookSecret).verify(rawBody, {
      'webhook-id': id,
      'webhook-timestamp': headers['webhook-timestamp'] ?? '',
      'webhook-signature': headers['webhook-signature'] ?? '',
    })
    const { type, data } = JSON.parse(rawBody)
    return { id, type, amount: data.charge.amount, version: data.charge.version }
  })
const arrived = (types: string[]) =>
  eventually(() => expect(received().map(({ type }) => type)).toEqual(types))

test('wrong amount: so many events tell another amount, and the charge keeps its own', async () => {
  await setChaos(sandbox, { webhook_wrong_amount_next: 1 })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, declined)
  await arrived(['charge.declined'])
  await payByCard(sandbox, charge, succeeds)
  await arrived(['charge.declined', 'charge.authorized'])
  expect(received().map(({ amount }) => amount)).toEqual([10_100, 10_000])
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).body.amount).toBe(10_000)
})

test('other id: the same fact comes once more under another event id', async () => {
  await setChaos(sandbox, { webhook_other_id: true })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  await arrived(['charge.authorized', 'charge.authorized'])
  const [first, second] = received()
  expect(second).toEqual({ ...first, id: expect.stringMatching(/^evt_/) })
  expect(second?.id).not.toBe(first?.id)
})

test('replay: the event before comes once more after the new one, freshly signed', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, declined)
  await arrived(['charge.declined'])
  await setChaos(sandbox, { webhook_replay: true })
  await payByCard(sandbox, charge, succeeds)
  await arrived(['charge.declined', 'charge.authorized', 'charge.declined'])
  const [before, , again] = received()
  expect(again).toEqual(before)
})

test('replay: while the new event does not arrive the old one waits, also when that arrives late', async () => {
  const { promise: lateAnswer, resolve: accept } = Promise.withResolvers<number>()
  sandbox.answerWebhooks(({ rawBody }) => (rawBody.includes('charge.declined') ? lateAnswer : 500))
  await setChaos(sandbox, { webhook_replay: true })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, declined)
  await arrived(['charge.declined'])
  await payByCard(sandbox, charge, succeeds)
  await arrived(['charge.declined', 'charge.authorized'])
  accept(200)
  const deliveries = () =>
    sandbox.query('select kind, status, is_held from sandbox_psp.deliveries order by id')
  await eventually(async () =>
    expect(await deliveries()).toMatchObject([
      { kind: 'event', status: 'delivered' },
      { kind: 'event', status: 'due' },
      { kind: 'replay', status: 'due' },
    ]),
  )
  const [, , replay] = await deliveries()
  expect(replay?.is_held).toBe(true)
})
