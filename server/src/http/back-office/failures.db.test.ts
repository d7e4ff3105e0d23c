import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { backOfficeContract, backOfficeMedia } from '../../contract/back-office/contract.ts'
import { type FailureKind, failures } from '../../contract/failures.ts'
import {
  type Answer,
  type BackOfficeWorld,
  createBackOfficeWorld,
} from '../../testing/back-office-world.ts'
import { aMarketplace } from '../../testing/marketplace-desk.ts'
import { putEvent, putMerchant, putMessage, putPayment } from '../../testing/operator-rows.ts'
import { aDesk, anOrder } from '../../testing/order-desk.ts'

let world: BackOfficeWorld
let withoutShop: BackOfficeWorld
beforeAll(async () => {
  world = await createBackOfficeWorld({
    orderDesk: aDesk({ orders: [anOrder()] }),
    marketplaceDesk: aMarketplace(),
  })
  withoutShop = await createBackOfficeWorld()
  await putPayment(world.db, { transactionId: 'tx_1' })
})
afterAll(() => Promise.all([world.drop(), withoutShop.drop()]))

type Contract = (typeof backOfficeContract)[number] | (typeof backOfficeMedia)[number]
/** A way to each failure of each operation: a failure in the contract without a line here does not compile. */
type Ways = {
  [O in Contract as O['id']]: { [Kind in O['failures'][number]]: () => Promise<Answer> }
}

const lookUp = { transactionId: 'tx_1', kind: 'look-up' }
const operate = (attributes: object, key: string = randomUUID()) =>
  world.post('/payment-operations', attributes, { 'idempotency-key': key })

const refund = { orderReference: 'DE--1042', orderItemIds: ['7'], event: 'refund' }
const fire = (attributes: object, key: string = randomUUID()) =>
  world.post('/order-events', attributes, { 'idempotency-key': key })

async function inFlight(ask: (key: string) => Promise<Answer>): Promise<Answer> {
  const key = randomUUID()
  await ask(key)
  await sql`
    update idempotency set result = null, lease_until = now() + interval '30 seconds' where key = ${key}`.execute(
    world.db,
  )
  return ask(key)
}

async function reused(ask: (key: string, changes: object) => Promise<Answer>): Promise<Answer> {
  const key = randomUUID()
  await ask(key, {})
  return ask(key, { orderItemIds: ['8'] })
}

const event = (changes: object) =>
  world.post('/inbox-replays', { source: 'psp:sandbox', eventId: 'evt_1', ...changes })

async function crowd(): Promise<Answer> {
  const open = await Promise.all(Array.from({ length: 50 }, () => world.open('/events')))
  const answer = await world.get('/events')
  await Promise.all(open.map((response) => response.body?.cancel()))
  return answer
}

const fake = { provider: 'fake', mode: 'test' }
const credentials = { environment: 'test', secretKey: 'sk-one-a1', webhookSecret: 'wh-one-a1' }
const save = (changes: object, more: object = {}) =>
  world.post('/app-configurations', {
    provider: 'fake',
    configuration: { ...credentials, ...changes },
    ...more,
  })

/** Connects again, so that the test that comes next finds a connection that takes payments. */
async function disconnecting(confirmations: boolean[] = []): Promise<Answer> {
  await save({ pageTitle: randomUUID().slice(0, 20) })
  return world.post('/app-disconnections', { ...fake, confirmations })
}

async function withOpenPayment(confirmations: boolean[] = []): Promise<Answer> {
  const transactionId = randomUUID()
  await putPayment(world.db, { transactionId, provider: 'fake' })
  const answer = await disconnecting(confirmations)
  await sql`delete from payments where transaction_id = ${transactionId}`.execute(world.db)
  return answer
}

async function withMerchant(confirmations: boolean[] = []): Promise<Answer> {
  await putMerchant(world.db, { provider: 'fake' })
  const answer = await disconnecting(confirmations)
  await sql`delete from merchants`.execute(world.db)
  return answer
}

const saveMethods = async (change: object): Promise<Answer> => {
  await save({})
  return world.post('/payment-method-lists', { ...fake, version: 1, methods: [], ...change })
}

const ways: Ways = {
  readSession: {},
  readAttention: {},
  searchPayments: { 'validation-failed': () => world.get('/payments?cursor=abc') },
  inspectPayment: { 'payment-not-found': () => world.get('/payments/tx_none') },
  operatePayment: {
    'payment-not-found': () => operate({ ...lookUp, transactionId: 'tx_none' }),
    'operation-not-allowed': () => operate({ transactionId: 'tx_1', kind: 'refund' }),
    'idempotency-key-invalid': () => operate(lookUp, 'a b'),
    'psp-unavailable': async () => {
      const { find } = world.psp
      world.psp.find = async () => ({ kind: 'unknown', because: 'timeout' })
      const answer = await operate(lookUp)
      world.psp.find = find
      return answer
    },
    'idempotency-key-reused': () =>
      reused((key, changes) => operate({ ...lookUp, ...changes }, key)),
    'request-in-flight': () => inFlight((key) => operate(lookUp, key)),
  },
  searchOrders: {
    'resource-not-found': () => withoutShop.get('/orders'),
    'validation-failed': () => world.get('/orders?cursor=abc'),
  },
  inspectOrder: {
    'resource-not-found': () => withoutShop.get('/orders/DE--1042'),
    'order-not-found': () => world.get('/orders/DE--9'),
  },
  fireOrderEvent: {
    'resource-not-found': () => withoutShop.post('/order-events', refund),
    'order-not-found': () => fire({ ...refund, orderReference: 'DE--9' }),
    'order-event-not-available': () => fire({ ...refund, event: 'ship' }),
    'idempotency-key-reused': () => reused((key, changes) => fire({ ...refund, ...changes }, key)),
    'request-in-flight': () => inFlight((key) => fire(refund, key)),
  },
  searchMessages: { 'validation-failed': () => world.get('/messages?state=lost') },
  replayMessage: {
    'message-not-found': () => world.post('/message-replays', { messageId: randomUUID() }),
    'replay-not-needed': async () =>
      world.post('/message-replays', { messageId: await putMessage(world.db) }),
  },
  searchInbox: { 'validation-failed': () => world.get('/inbox-events?state=lost') },
  replayInboxEvent: {
    'inbox-event-not-found': () => event({ eventId: 'evt_none' }),
    'replay-not-needed': async () => {
      await putEvent(world.db, { eventId: 'evt_1' })
      return event({})
    },
  },
  listApps: {},
  readAppForm: { 'resource-not-found': () => world.get('/apps/none/form') },
  saveAppConfiguration: {
    'provider-unknown': () => save({}, { provider: 'none' }),
    'configuration-invalid': () => save({ secretKey: 'short' }),
    'configuration-changed': () => save({ pageTitle: 'New' }, { version: 99 }),
  },
  checkAppCredentials: {
    'provider-unknown': () =>
      world.post('/credential-checks', { provider: 'none', configuration: credentials }),
    'configuration-invalid': () =>
      world.post('/credential-checks', { provider: 'fake', configuration: { environment: 'x' } }),
  },
  disconnectAppByHand: {
    'tenant-not-configured': () =>
      world.post('/app-disconnections', { provider: 'fake', mode: 'live' }),
    'payments-open': () => withOpenPayment(),
    'disconnect-declined-payments': () => withOpenPayment([false]),
    'merchants-connected': () => withMerchant(),
    'disconnect-declined-merchants': () => withMerchant([false]),
  },
  listMethodSettings: {},
  saveMethodSettings: {
    'provider-unknown': () => saveMethods({ provider: 'none' }),
    'app-not-connected': () => saveMethods({ mode: 'live' }),
    'configuration-invalid': () => saveMethods({ methods: [{ method: 'none' }] }),
    'configuration-changed': () => saveMethods({ version: 99 }),
  },
  explainMethods: { 'validation-failed': () => world.get('/method-explanations?amount=-1') },
  searchMerchants: {
    'resource-not-found': () => withoutShop.get('/merchants'),
    'validation-failed': () => world.get('/merchants?cursor=abc'),
  },
  searchTransfers: {
    'resource-not-found': () => withoutShop.get('/transfers'),
    'validation-failed': () => world.get('/transfers?cursor=abc'),
  },
  streamChanges: { 'streams-too-many': crowd },
  drawOrderProcess: {
    'resource-not-found': () => world.get('/order-processes/none/diagram'),
    'order-not-found': () =>
      world.get('/order-processes/demo-process/diagram?orderReference=DE--9'),
  },
}

const all = Object.entries(ways).flatMap(([id, each]) =>
  Object.entries(each as Record<string, () => Promise<Answer>>).map(
    ([kind, ask]) => [id, kind as FailureKind, ask] as const,
  ),
)

test.each(all)('%s says %s', async (_id, kind, ask) => {
  const answer = await ask()
  expect([answer.failure, answer.status]).toEqual([kind, failures[kind].status])
})

test('without the built-in shop nothing of orders is here', async () => {
  const diagram = await withoutShop.get('/order-processes/demo-process/diagram')
  expect(diagram.failure).toBe('resource-not-found')
  expect((await withoutShop.get('/session')).attributes['hasOrders']).toBe(false)
  const { attributes } = await withoutShop.get('/attention')
  expect(attributes['groups']).toHaveLength(11)
})
