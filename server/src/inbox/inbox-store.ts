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
  /** The payment that it names, whether or not there is one. */
  transactionId: string | null
  /** The merchant that it is about, whether or not there is one. */
  merchantReference: string | null
}

/** `transactionId`: operators find it by that. */
type NewInboxRow = Omit<InboxRow, 'attempts' | 'transactionId' | 'merchantReference'> & {
  transactionId?: string
  merchantReference?: string
}

/**
 * Keeps what arrived, once per event id. False when it was here already. What was set aside because nobody knew its payment
 * comes to life when it is sent again.
 */
export async function keepInInbox(db: Executor, row: NewInboxRow): Promise<boolean> {
  const { rows } = await sql`
    insert into inbox (tenant, source, event_id, mode, name, raw_body, transaction_id, merchant_reference)
    values (${row.tenant}, ${row.source}, ${row.eventId}, ${row.mode}, ${row.name}, ${row.rawBody},
      ${row.transactionId ?? null}, ${row.merchantReference ?? null})
    on conflict (tenant, source, event_id) do update set name = excluded.name, raw_body = excluded.raw_body,
      transaction_id = excluded.transaction_id,
      state = 'waiting', note = null, attempts = 0, due_at = now(), settled_at = null, received_at = now()
    where inbox.state = 'dead' and inbox.note = ${unknownPayment}
    returning 1`.execute(db)
  return rows.length > 0
}

const unknownPayment = 'payment-not-found'

/** True when the same was kept under this id before; another content under a known id is somebody's mistake. */
export async function isSameInInbox(db: Executor, row: NewInboxRow): Promise<boolean> {
  const { rows } = await sql`
    select 1 from inbox where tenant = ${row.tenant} and source = ${row.source} and event_id = ${row.eventId}
      and name = ${row.name} and raw_body = ${row.rawBody}`.execute(db)
  return rows.length > 0
}

/** Keeps what names a payment that nobody knows as a dead letter, so that it does not vanish. */
export async function keepUnknown(db: Executor, row: NewInboxRow): Promise<void> {
  await sql`
    insert into inbox (tenant, source, event_id, mode, name, raw_body, state, note, settled_at)
    values (${row.tenant}, ${row.source}, ${row.eventId}, ${row.mode}, ${row.name}, ${row.rawBody}, 'dead',
      ${unknownPayment}, now())
    on conflict do nothing`.execute(db)
}

type Claimed = {
  tenant: string
  source: string
  event_id: string
  mode: Mode
  name: string
  raw_body: string
  attempts: number
  transaction_id: string | null
  merchant_reference: string | null
}

/** What is due, the oldest first. */
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
    transactionId: row.transaction_id,
    merchantReference: row.merchant_reference,
  }))
}

/** Says which payment a row is about, once that is known: its timeline shows it. */
export async function bindInbox(
  db: Executor,
  { tenant, source, eventId }: InboxRow,
  transactionId: string,
): Promise<void> {
  await sql`
    update inbox set transaction_id = ${transactionId}
    where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and transaction_id is null`.execute(
    db,
  )
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
      where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and state = 'waiting'
      returning tenant
    )
    insert into payment_history (tenant, transaction_id, source, event, details)
    select tenant, ${end.transactionId ?? null}::text, 'webhook', ${`event-${end.state}`}::text,
      jsonb_build_object('name', ${name}::text, 'because', ${end.note}::text)
    from settled where ${end.transactionId ?? null}::text is not null`.execute(db)
}

/** Leaves a row waiting and says what for. */
export async function noteInbox(
  db: Executor,
  { tenant, source, eventId }: InboxRow,
  note: string,
): Promise<void> {
  await sql`
    update inbox set note = ${note}
    where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and state = 'waiting'`.execute(
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
      order by received_at limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
