import { type Executor, sql } from '../database/database.ts'
import type { Mode } from '../psp/psp.ts'

type InboxState = 'waiting' | 'applied' | 'ignored' | 'dead'

/** Something that others told us with what became of it, for people who look after it. */
export type LoggedEvent = {
  source: string
  eventId: string
  mode: Mode
  name: string
  rawBody: string
  state: InboxState
  attempts: number
  note: string | null
  receivedAt: Date
  dueAt: Date
  settledAt: Date | null
}

export type InboxFilter = { tenant: string; state?: InboxState | undefined }

/** Where a page ended. The time is the database's own text, since a `Date` has no microseconds. */
export type InboxPlace = { receivedAt: string; source: string; eventId: string }

type Row = {
  source: string
  event_id: string
  mode: Mode
  name: string
  raw_body: string
  state: InboxState
  attempts: number
  note: string | null
  received_at: Date
  received_text: string
  due_at: Date
  settled_at: Date | null
}

/** Newest first, those before a place. */
export async function findEvents(
  db: Executor,
  { tenant, state }: InboxFilter,
  { before, limit }: { before: InboxPlace | null; limit: number },
): Promise<{ event: LoggedEvent; place: InboxPlace }[]> {
  const conditions = [
    sql`tenant = ${tenant}`,
    ...(state === undefined ? [] : [sql`state = ${sql.lit(state)}`]),
    // What waits is told twice, since the index of it knows it by this.
    ...(state === 'waiting' ? [sql`settled_at is null`] : []),
    ...(before === null
      ? []
      : [
          sql`(received_at, source, event_id) <
            (${before.receivedAt}::timestamptz, ${before.source}, ${before.eventId})`,
        ]),
  ]
  const { rows } = await sql<Row>`
    select *, received_at::text as received_text from inbox where ${sql.join(conditions, sql` and `)}
    order by received_at desc, source desc, event_id desc limit ${limit}::integer`.execute(db)
  return rows.map((row) => ({
    event: toLoggedEvent(row),
    place: { receivedAt: row.received_text, source: row.source, eventId: row.event_id },
  }))
}

const toLoggedEvent = (row: Row): LoggedEvent => ({
  source: row.source,
  eventId: row.event_id,
  mode: row.mode,
  name: row.name,
  rawBody: row.raw_body,
  state: row.state,
  attempts: Number(row.attempts),
  note: row.note,
  receivedAt: row.received_at,
  dueAt: row.due_at,
  settledAt: row.settled_at,
})

/** Makes a dead or ignored event due again. False when there is none of this id. */
export async function makeEventDueAgain(
  db: Executor,
  { tenant, source, eventId }: { tenant: string; source: string; eventId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update inbox set state = 'waiting', attempts = 0, due_at = now(), settled_at = null, note = 'replayed'
    where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and state in ('dead', 'ignored')
    returning 1`.execute(db)
  return rows.length > 0
}
