import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Changes } from '../../contract/back-office/changes.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { putEvent, putMessage, putPayment } from '../../testing/operator-rows.ts'

let world: BackOfficeWorld
const open: ReadableStreamDefaultReader<string>[] = []
beforeAll(async () => {
  world = await createBackOfficeWorld()
})
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.cancel())))
afterAll(() => world.drop())

/** Opens the stream; `next` waits for the next event, and is null once the stream has ended. */
async function watch(): Promise<{ next(): Promise<Changes | null> }> {
  const response = await world.open('/events')
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  open.push(reader)
  let text = ''
  const next = async (): Promise<Changes | null> => {
    const end = text.indexOf('\n\n')
    if (end < 0) {
      const { value, done } = await reader.read()
      if (done) return null
      text += value
      return next()
    }
    const event = text.slice(0, end)
    text = text.slice(end + 2)
    const line = event.split('\n').find((one) => one.startsWith('data: '))
    return line ? Changes.parse(JSON.parse(line.slice('data: '.length))) : next()
  }
  return { next }
}

/** Reads until an event tells this. */
async function until(
  stream: Awaited<ReturnType<typeof watch>>,
  isTold: (changes: Changes) => boolean,
): Promise<Changes> {
  for (;;) {
    const changes = await stream.next()
    if (!changes) throw new Error('The stream ended.')
    if (isTold(changes)) return changes
  }
}

test('a page is told at once how much waits and how much is dead', async () => {
  await putMessage(world.db, { state: 'dead' })
  await putEvent(world.db, { eventId: 'evt_1' })
  await putMessage(world.db, { tenant: 'other', state: 'dead' })
  expect(await (await watch()).next()).toEqual({
    payments: [],
    isMore: false,
    messages: { waiting: 0, dead: 1 },
    inbox: { waiting: 1, dead: 0 },
  })
})

test('a message that a shop has taken is a change of its payment', async () => {
  const messageId = await putMessage(world.db, { subject: 'tx_told', state: 'waiting' })
  const stream = await watch()
  await stream.next()
  await sql`update messages set state = 'delivered', settled_at = now() where message_id = ${messageId}`.execute(
    world.db,
  )
  const { payments } = await until(stream, (changes) => changes.payments.length > 0)
  expect(payments).toEqual(['tx_told'])
})

test('what another process writes is told to every page', async () => {
  const streams = await Promise.all([watch(), watch()])
  await Promise.all(streams.map((stream) => stream.next()))
  await putPayment(world.db, { transactionId: 'tx_new' })
  for (const stream of streams) {
    const { payments } = await until(stream, (changes) => changes.payments.length > 0)
    expect(payments).toEqual(['tx_new'])
  }
})

test('an old payment is told by its message, and by the commit of this process', async () => {
  const stream = await watch()
  await stream.next()
  await putMessage(world.db, { subject: 'tx_old' })
  const told = await until(stream, ({ payments }) => payments.includes('tx_old'))
  expect(told.messages.waiting).toBe(1)
  world.changes.noticed({ tenant: 'demo', transactionId: 'tx_older' })
  await until(stream, ({ payments }) => payments.includes('tx_older'))
})

test('what happens to another tenant is not told', async () => {
  const stream = await watch()
  await stream.next()
  await putPayment(world.db, { tenant: 'other', transactionId: 'tx_theirs' })
  await putMessage(world.db, { tenant: 'other', subject: 'tx_theirs' })
  world.changes.noticed({ tenant: 'other', transactionId: 'tx_theirs' })
  await putPayment(world.db, { transactionId: 'tx_mine' })
  const { payments } = await until(stream, (changes) => changes.payments.length > 0)
  expect(payments).toEqual(['tx_mine'])
})

test('the stream ends when the server stops', async () => {
  const stream = await watch()
  await stream.next()
  world.shutdown.abort()
  expect(await stream.next()).toBeNull()
})
