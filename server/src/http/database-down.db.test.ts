import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { initializePayment } from '../contract/app/initialize-payment.ts'
import { call, refusal, told } from '../testing/call.ts'
import { eventually } from '../testing/eventually.ts'
import { readMetrics, sumOf } from '../testing/read-metrics.ts'
import { anOrder, appHeaders } from '../testing/shop-backend.ts'
import {
  aShopper,
  openPaymentOf,
  readPayment,
  setChaos,
  startPayment,
} from '../testing/shoppers.ts'
import { countRows, type RunningApp, startApp } from '../testing/start-app.ts'
import { type Detour, openDetour } from '../testing/tcp-detour.ts'
import { anEvent, sendWebhook } from '../testing/webhook.ts'

const prepared = inject('testDatabase')

if (prepared.kind === 'postgres') testLosses(new URL(prepared.url))
else testClosed()

/** PGlite lives in the server's own process: it cannot go away, only be closed. */
function testClosed(): void {
  test('a database that is closed is told as one that does not answer', async () => {
    const app = await startApp()
    const { guest } = await aShopper(app)
    await app.db.destroy()
    const answers = [await startPayment(app, guest), await readPayment(app, guest, 'tx_1')]
    expect(answers.map(told)).toEqual(answers.map(() => refusal('database-unavailable')))
    expect((await call(app, 'GET', '/health/ready')).status).toBe(503)
    expect(await watched(app)).toEqual({ isUp: 0, waits: [], isProcessKnown: true })
    await app.stop()
  })
}

/** What an operator sees of a server that may have no database. */
async function watched(app: RunningApp) {
  const samples = await readMetrics(app)
  return {
    isUp: sumOf(samples, 'tillway_database_up'),
    waits: samples.filter(({ name }) => /queue|attention/.test(name)),
    isProcessKnown: sumOf(samples, 'process_resident_memory_bytes') !== null,
  }
}

function testLosses(server: URL): void {
  let app: RunningApp
  let detour: Detour
  beforeAll(async () => {
    detour = await openDetour({ host: server.hostname, port: Number(server.port) })
    app = await startApp({}, (url) => {
      url.port = String(detour.port)
    })
  })
  afterAll(async () => {
    await app.stop()
    await detour.cut()
  })
  beforeEach(() => setChaos(app, { answer_delay_ms: 0 }))

  test('while the database is away every request says so, and none half-happens', async () => {
    const { guest } = await aShopper(app)
    const payment = openPaymentOf(await startPayment(app, guest))
    const other = await aShopper(app)
    const order = anOrder(app)
    const key = { 'idempotency-key': 'away' }
    const before = await countRows(app)
    await detour.cut()
    const initialize = () =>
      call(app, 'POST', '/initialize-payment', { body: order, headers: appHeaders(app) })
    const answers = [
      await startPayment(app, other.guest, {}, key),
      await readPayment(app, guest, payment.transactionId),
      await initialize(),
      await call(app, 'GET', '/guest-carts', { headers: guest }),
    ]
    expect(answers.map(told)).toEqual(answers.map(() => refusal('database-unavailable')))
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(answers.map(() => '5'))
    expect(answers.map(({ text }) => text).join()).not.toMatch(
      /ECONN|127\.0\.0\.1|select|pg|stack/i,
    )
    expect((await call(app, 'GET', '/health/ready')).status).toBe(503)
    expect((await call(app, 'GET', '/health/live')).status).toBe(200)
    expect(await watched(app)).toEqual({ isUp: 0, waits: [], isProcessKnown: true })

    await detour.mend()
    await eventually(async () => expect((await call(app, 'GET', '/health/ready')).status).toBe(200))
    expect((await watched(app)).isUp).toBe(1)
    expect(await countRows(app)).toEqual(before)
    expect(told(await startPayment(app, other.guest, {}, key))).toBe('201')
    expect(initializePayment.output.parse((await initialize()).json).isSuccessful).toBe(true)
    expect(told(await readPayment(app, guest, payment.transactionId))).toBe('200')
  })

  test('a webhook that cannot be kept is not answered with success, so that it comes again', async () => {
    const { guest } = await aShopper(app)
    const { transactionId } = openPaymentOf(await startPayment(app, guest))
    const body = await anEvent(app, transactionId)
    await detour.cut()
    const lost = await sendWebhook(app, body, { id: 'evt_lost' })
    expect(lost.status).toBe(503)
    await detour.mend()
    await eventually(async () => {
      expect(told(await sendWebhook(app, body, { id: 'evt_lost' }))).toBe('200')
    })
  })

  test('a database that keeps everybody waiting is watched as one that is away', async () => {
    const holder = await app.db.startTransaction().execute()
    await sql`lock table inbox in access exclusive mode`.execute(holder)
    expect(await watched(app)).toEqual({ isUp: 0, waits: [], isProcessKnown: true })
    await holder.rollback().execute()
    expect((await watched(app)).isUp).toBe(1)
  })

  test('a database that goes while the provider is asked loses no payment', async () => {
    const { guest } = await aShopper(app)
    const { payments = 0 } = await countRows(app)
    await setChaos(app, { answer_delay_ms: 800 })
    const asking = startPayment(app, guest)
    await eventually(async () => {
      expect(await countRows(app)).toMatchObject({ payments: payments + 1 })
    })
    await detour.cut()
    expect(told(await asking)).toBe(refusal('database-unavailable'))
    await detour.mend()
    // The first request's time is over: the shopper who asks again goes on with it, unless the sweep comes first and cancels.
    await sql`update operations set due_at = now() where settled_at is null`.execute(app.db)
    const { transactionId } = await eventually(async () => {
      const answer = await startPayment(app, guest)
      expect(told(answer)).toBe('201')
      const payment = openPaymentOf(answer)
      expect(payment.redirectUrl).toContain(app.sandboxUrl)
      return payment
    })
    const { rows } = await sql`
      with cart as (select cart_id as id from payments where transaction_id = ${transactionId})
      select p.transaction_id, c.status from cart
      join payments p on p.cart_id = cart.id
      left join sandbox_psp.charges c on c.reference = p.transaction_id
      where p.status <> 'canceled' or c.status <> 'canceled'`.execute(app.db)
    expect(rows).toEqual([{ transaction_id: transactionId, status: 'open' }])
  })
}
