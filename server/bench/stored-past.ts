import pg from 'pg'
import {
  type RunSql,
  type Stored,
  storeAnswers,
  storeEvents,
  storeMessages,
  storeOperations,
  storePayments,
} from '../src/testing/stored-payments.ts'

/** Writes payments of the past with all that belongs to them. Over two connections, since one is bound to one core. */
export async function storePast(databaseUrl: string, past: Stored): Promise<void> {
  const stores = [[storePayments], [storeMessages, storeEvents, storeAnswers]] as const
  await Promise.all(
    stores.map(async (steps) => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        for (const store of steps) await store((text) => client.query(text), past)
      } finally {
        await client.end()
      }
    }),
  )
}

const dueCount = 300
const dueFrom = 900_000_000_001

/** A few hundred rows of everything that workers look for. */
export async function storeDue(run: RunSql): Promise<void> {
  const due = (offset: number): Stored => ({ first: dueFrom + offset * dueCount, count: dueCount })
  await storePayments(run, { ...due(0), waitingFor: 'news' })
  await storePayments(run, { ...due(1), waitingFor: 'order' })
  await storePayments(run, { ...due(2), waitingFor: 'shopper' })
  await storeOperations(run, { ...due(0), isOpen: true })
  await storeMessages(run, { ...due(0), state: 'waiting' })
  await storeMessages(run, { ...due(1), state: 'old' })
  await storeEvents(run, { ...due(0), state: 'waiting' })
  await storeEvents(run, { ...due(1), state: 'old' })
  await storeAnswers(run, { ...due(0), isOld: true })
}

/** So that the workers of the server that is measured next have nothing of it to do. */
export async function forgetDue(client: pg.Client): Promise<void> {
  for (const table of ['payments', 'operations', 'payment_history'])
    await client.query(`delete from ${table} where transaction_id like 'tx_stored_9%'`)
  await client.query(`delete from messages where subject like 'tx_stored_9%'`)
  await client.query(`delete from inbox where event_id ~ '^evt_(waiting|old)_'`)
  await client.query(`delete from idempotency where key like 'key-old-%'`)
  await client.query('vacuum')
}
