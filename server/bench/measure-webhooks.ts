import type pg from 'pg'
import { storePayments } from '../src/testing/stored-payments.ts'
import type { Bench, Measured } from './measure.ts'
import { difference, drained, startMeter, type Used } from './meter.ts'

/** The events of one round, applied after the last of them was taken. */
export type Applied = Used & { events: number; seconds: number; statements: number }

const eventsPerSecond = 8_000
let nextPayment = 1

/** As many payments as a round can need, of which events may be told. */
function takePayments(ms: number): { firstPayment: number; payments: number } {
  const payments = Math.ceil((ms / 1000) * eventsPerSecond)
  nextPayment += payments
  return { firstPayment: nextPayment - payments, payments }
}

/**
 * Runs one round of events against the server, each of a payment that waits for it. None of them is due, so that what is
 * measured is the taking and nothing else; `applyEvents` goes on from there.
 */
export async function measureWebhooks(
  bench: Bench,
  connections: number,
  ms: number,
): Promise<Measured> {
  const { server, load, client } = bench
  const { firstPayment, payments } = takePayments(ms)
  const stored = { first: firstPayment, count: payments, waitingFor: 'shopper with order' } as const
  await storePayments((text) => client.query(text), stored)
  await client.query(`alter table inbox alter column due_at set default now() + interval '1 hour'`)
  const [url, secret] = [await server.ask('url'), await readWebhookSecret(client)]
  const statementsBefore = await server.ask('statements')
  const used = await startMeter(bench, server)
  const round = { url, secret, connections, ms, firstPayment, payments }
  const result = await load.ask('notify', round)
  return {
    ...result,
    ...(await used()),
    subject: 'server',
    connections,
    statements: difference(await server.ask('statements'), statementsBefore),
    undelivered: 0,
  }
}

const appliedMax = 1_000

/**
 * Lets events that were taken fall due, at most so many that it does not take longer than the taking, and waits until they are
 * applied. The messages that they lead to are kept from the built-in shop: taking them is another matter. Throws when an event
 * was not applied.
 */
export async function applyEvents(bench: Bench): Promise<Applied> {
  const { server, client } = bench
  await client.query(
    `alter table messages alter column due_at set default now() + interval '1 hour'`,
  )
  const leftOver = `select ctid from inbox where settled_at is null offset ${appliedMax}`
  await client.query(
    `update inbox set state = 'ignored', note = 'left over', settled_at = now() where ctid = any(array(${leftOver}))`,
  )
  const statementsBefore = await server.ask('statements')
  const used = await startMeter(bench, server)
  const { rowCount } = await client.query(
    'update inbox set due_at = now() where settled_at is null',
  )
  const startedAt = performance.now()
  await drained(client, 'inbox')
  const seconds = (performance.now() - startedAt) / 1000
  const sent = Object.values(difference(await server.ask('statements'), statementsBefore))
  const statements = sent.reduce((sum, one) => sum + one, 0)
  const applied = { events: rowCount ?? 0, seconds, statements, ...(await used()) }
  const { rows } = await client.query(
    `select count(*) as refused from inbox where state <> 'applied' and note is distinct from 'left over'`,
  )
  if (Number(rows[0]?.refused) > 0) throw new Error(`${rows[0]?.refused} events were not applied.`)
  await client.query(
    `update messages set state = 'delivered', settled_at = now() where settled_at is null`,
  )
  return applied
}

/** Runs one round of the same events against the floor. */
export async function measureWebhookFloor(
  bench: Bench,
  connections: number,
  ms: number,
): Promise<Measured> {
  const { floor, load, client } = bench
  const used = await startMeter(bench, floor)
  const [url, secret] = [await floor.ask('url'), await readWebhookSecret(client)]
  const round = { url, secret, connections, ms, ...takePayments(ms * 2) }
  const result = await load.ask('notify', round)
  return {
    ...result,
    ...(await used()),
    subject: 'floor',
    connections,
    statements: { 'insert inbox': result.answered },
    undelivered: 0,
  }
}

async function readWebhookSecret(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select value from instance_secrets where name = 'sandbox-webhook'`,
  )
  return String(rows[0]?.value)
}
