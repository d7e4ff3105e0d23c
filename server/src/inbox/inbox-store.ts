import { claimDue } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'
import type { Mode } from '../psp/psp.ts'

/** Something that others told us, kept raw until it is applied. `source` is `psp:<name>` or `shop`. */
export type InboxRow = {
  tenant: string
  source: string
  eventId: string
  mode: Mode
  name: string
  rawBody: string
  attempts: number
}

/** Keeps what arrived, once per event id. False when it was here already. */
export async function keepInInbox(db: Executor, row: Omit<InboxRow, 'attempts'>): Promise<boolean> {
  const { rows } = await sql`
    insert into inbox (tenant, source, event_id, mode, name, raw_body)
    values (${row.tenant}, ${row.source}, ${row.eventId}, ${row.mode}, ${row.name}, ${row.rawBody})
    on conflict do nothing
    returning 1`.execute(db)
  return rows.length > 0
}

type Claimed = {
  tenant: string
  source: string
  event_id: string
  mode: Mode
  name: string
  raw_body: string
  attempts: number
}

export async function claimInbox(db: Executor, batchMax: number): Promise<InboxRow[]> {
  const rows = await claimDue<Claimed>(db, 'inbox', batchMax)
  return rows.map((row) => ({
    tenant: row.tenant,
    source: row.source,
    eventId: row.event_id,
    mode: row.mode,
    name: row.name,
    rawBody: row.raw_body,
    attempts: Number(row.attempts),
  }))
}

/** Ends a row that changed no payment; the payment's history says why, where there is a payment. */
export async function settleInbox(
  db: Executor,
  { tenant, source, eventId, name }: InboxRow,
  end: { state: 'applied' | 'ignored' | 'dead'; note: string; transactionId?: string },
): Promise<void> {
  await sql`
    with settled as (
      update inbox set state = ${end.state}, note = ${end.note}, settled_at = now()
      where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and settled_at is null
      returning tenant
    )
    insert into payment_history (tenant, transaction_id, source, event, details)
    select tenant, ${end.transactionId ?? null}::text, 'webhook', 'event-ignored',
      jsonb_build_object('name', ${name}::text, 'because', ${end.note}::text)
    from settled where ${end.transactionId ?? null}::text is not null and ${end.state}::text = 'ignored'`.execute(
    db,
  )
}

/** Leaves a row waiting and says what for. */
export async function noteInbox(
  db: Executor,
  { tenant, source, eventId }: InboxRow,
  note: string,
): Promise<void> {
  await sql`
    update inbox set note = ${note}
    where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and settled_at is null`.execute(
    db,
  )
}

/** PSPs repeat events for up to 30 days, so an id is remembered longer than that. */
const rememberedDays = 35

export async function pruneInbox(db: Executor, batchMax: number): Promise<number> {
  const { rows } = await sql`
    delete from inbox where ctid = any(array(
      select ctid from inbox
      where settled_at is not null and received_at < now() - ${rememberedDays}::integer * interval '1 day'
      limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
