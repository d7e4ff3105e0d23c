import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { createSandboxPsp } from '../sandbox-psp.ts'
import {
  clearSandbox,
  openCharge,
  panelToken,
  payByCard,
  type ReceivedWebhook,
  type RunningSandbox,
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

async function paidCharge() {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, succeeds)
  return charge
}

const deliveries = () => sandbox.query('select * from sandbox_psp.deliveries order by id')
const deliveryStatuses = async () => (await deliveries()).map((row) => row.status)
const arrived = (count: number) => eventually(() => expect(sandbox.received).toHaveLength(count))

/** One try of what is due now, over when this is; the next one comes only when it is asked for. */
async function tryOnce(): Promise<void> {
  await sandbox.query("update sandbox_psp.deliveries set due_at = now() where status = 'due'")
  await sandbox.psp.start()
  await sandbox.psp.stop()
}

/** Stops the worker for one test, so that it tries only when it is told to. */
async function onlyWhenTold(): Promise<void> {
  await sandbox.psp.stop()
  onTestFinished(() => sandbox.psp.start())
}

const verified = ({ rawBody, headers }: ReceivedWebhook, secret = webhookSecret): unknown =>
  new Webhook(secret).verify(rawBody, {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  })

test('an effect is told at once, signed, with the charge as it became', async () => {
  const charge = await paidCharge()
  await arrived(1)
  const { body } = await sandbox.api('GET', `/v1/charges/${charge.id}`)
  const { client_secret, ...current } = body
  expect(client_secret).toBeNull()
  const [webhook] = sandbox.received
  expect(webhook && verified(webhook)).toEqual({
    id: webhook?.headers['webhook-id'],
    type: 'charge.authorized',
    created: expect.stringMatching(/Z$/),
    livemode: false,
    data: { charge: current },
  })
  await eventually(async () => expect(await deliveryStatuses()).toEqual(['delivered']))
})

test('a webhook that is not accepted comes again after a pause, with the same id and body', async () => {
  await onlyWhenTold()
  sandbox.answerWebhooks(() => 500)
  await paidCharge()
  await tryOnce()
  expect(await deliveries()).toMatchObject([{ status: 'due', attempts: 1, failure: 'HTTP 500' }])
  sandbox.answerWebhooks(() => 204)
  await tryOnce()
  expect(await deliveryStatuses()).toEqual(['delivered'])
  const [first, second] = sandbox.received
  expect(second?.rawBody).toBe(first?.rawBody)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second && verified(second)).toBeTruthy()
})

test('pauses grow, and after twelve tries the webhook is given up', async () => {
  await onlyWhenTold()
  sandbox.answerWebhooks(() => 500)
  await paidCharge()
  const hour = 3600
  for (const [index, pause] of [1, 5, 30, 120, 600, ...Array(7).fill(hour)].entries()) {
    const [before] = await sandbox.query('select clock_timestamp() as at')
    await tryOnce()
    const [row] = await sandbox.query(
      `select attempts, failure, extract(epoch from due_at - $1::timestamptz) as due_in,
         extract(epoch from clock_timestamp() - $1::timestamptz) as elapsed from sandbox_psp.deliveries`,
      [before?.at],
    )
    expect(row).toMatchObject({ attempts: index + 1, failure: 'HTTP 500' })
    // The pause begins when the try has failed: some time between the two looks at the clock.
    expect(Number(row?.due_in)).toBeGreaterThanOrEqual(pause)
    expect(Number(row?.due_in) - Number(row?.elapsed)).toBeLessThanOrEqual(pause)
  }
  expect(await deliveryStatuses()).toEqual(['dead'])
  expect(sandbox.received).toHaveLength(12)
})

test('a redirect is not followed and not taken for success', async () => {
  sandbox.answerWebhooks(() => 302)
  await paidCharge()
  await eventually(async () =>
    expect(await deliveries()).toMatchObject([{ status: 'due', answer_status: 302 }]),
  )
})

const anotherProcess = (log?: (line: Record<string, unknown>) => void) =>
  createSandboxPsp({
    query: sandbox.query,
    publicUrl: sandbox.url,
    accounts: [sandbox.account],
    panelToken,
    ...(log ? { log } : {}),
  })

test('several processes share the work and send nothing twice', async () => {
  await paidCharge()
  await arrived(1)
  await eventually(async () => expect(await deliveryStatuses()).toEqual(['delivered']))
  const others = [anotherProcess(), anotherProcess()]
  for (const other of others) await other.start()
  await Promise.all(Array.from({ length: 10 }, paidCharge))
  for (const psp of [sandbox.psp, ...others]) psp.wake()
  await eventually(async () =>
    expect(new Set(await deliveryStatuses())).toEqual(new Set(['delivered'])),
  )
  await Promise.all(others.map((other) => other.stop()))
  expect(sandbox.received).toHaveLength(11)
  expect(new Set(sandbox.received.map(({ headers }) => headers['webhook-id'])).size).toBe(11)
})

test('a stop waits for the webhook that is in flight, and sends no more', async () => {
  const { promise: answer, resolve: accept } = Promise.withResolvers<number>()
  sandbox.answerWebhooks(() => answer)
  await paidCharge()
  await arrived(1)
  const stopped = sandbox.psp.stop().then(() => 'stopped')
  await paidCharge()
  sandbox.psp.wake()
  expect(await Promise.race([stopped, openCharge(sandbox).then(() => 'waiting')])).toBe('waiting')
  accept(200)
  await stopped
  expect(await deliveryStatuses()).toEqual(['delivered', 'due'])
  expect(sandbox.received).toHaveLength(1)
  await sandbox.psp.start()
  await arrived(2)
})
