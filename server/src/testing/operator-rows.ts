import { sql } from 'kysely'
import type { OnboardingStatus } from '../contract/app/onboarding.ts'
import type { PaymentStatus } from '../contract/glue/payments.ts'
import type { Database } from '../database/database.ts'

export type PaymentRow = {
  tenant?: string
  transactionId: string
  status?: PaymentStatus
  provider?: string
  method?: string
  mode?: 'test' | 'live'
  orderReference?: string | null
  cartId?: string | null
  pspReference?: string | null
  amountMinor?: number
  capturedMinor?: number
  /** Since when it waits for its order; absent for a payment that has one. */
  orderlessMinutes?: number
  /** How long ago it was made. */
  ageMinutes?: number
}

/** Writes a payment as it would stand in the database, without a provider that knows it. */
export async function putPayment(db: Database, row: PaymentRow): Promise<void> {
  await sql`
    insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, cart_id, order_reference,
      amount_minor, captured_minor, currency, status, psp_reference, orderless_since, created_at)
    values (${row.tenant ?? 'demo'}, ${row.transactionId}, ${row.mode ?? 'test'}, ${row.provider ?? 'sandbox'},
      ${row.method ?? 'card'}, 'hosted-payment-page', 'guest:secret-of-a-guest', ${row.cartId ?? null},
      ${row.orderReference ?? null}, ${row.amountMinor ?? 24_890}, ${row.capturedMinor ?? 0}, 'EUR',
      ${row.status ?? 'authorized'}, ${row.pspReference ?? null},
      now() - ${row.orderlessMinutes ?? null}::integer * interval '1 minute',
      now() - ${row.ageMinutes ?? 0}::integer * interval '1 minute')`.execute(db)
}

export type MessageRow = {
  tenant?: string
  subject?: string
  channel?: string
  state?: 'waiting' | 'delivered' | 'dead'
  ageMinutes?: number
  payload?: object
}

/** Writes a message to the shop; answers its id. */
export async function putMessage(db: Database, row: MessageRow = {}): Promise<string> {
  const { state = 'waiting' } = row
  const { rows } = await sql<{ id: string }>`
    insert into messages (tenant, subject, name, channel, payload, state, created_at, settled_at, note)
    values (${row.tenant ?? 'demo'}, ${row.subject ?? 'tx_1'}, 'PaymentCaptured',
      ${row.channel ?? 'payment-events'}, ${JSON.stringify(row.payload ?? { orderReference: 'DE--1' })}::jsonb, ${state},
      now() - ${row.ageMinutes ?? 0}::integer * interval '1 minute',
      case when ${state === 'waiting'}::boolean then null else now() end,
      case when ${state === 'dead'}::boolean then 'attempts-spent' end)
    returning message_id as id`.execute(db)
  return rows[0]?.id ?? ''
}

export type EventRow = {
  tenant?: string
  eventId: string
  state?: 'waiting' | 'applied' | 'ignored' | 'dead'
  transactionId?: string
  body?: object
  ageMinutes?: number
}

/** Writes an event of the provider. */
export async function putEvent(db: Database, row: EventRow): Promise<void> {
  const { state = 'waiting' } = row
  await sql`
    insert into inbox (tenant, source, event_id, mode, name, raw_body, state, transaction_id, received_at, settled_at, note,
      due_at)
    values (${row.tenant ?? 'demo'}, 'psp:sandbox', ${row.eventId}, 'test', 'charge.changed',
      ${JSON.stringify(row.body ?? {})}, ${state}, ${row.transactionId ?? null},
      now() - ${row.ageMinutes ?? 0}::integer * interval '1 minute',
      case when ${state === 'waiting'}::boolean then null else now() end,
      case when ${state === 'dead'}::boolean then 'event-unreadable' end, now() + interval '1 hour')`.execute(
    db,
  )
}

export type OperationRow = {
  tenant?: string
  transactionId: string
  operationId?: string
  kind?: 'initialise' | 'cancel' | 'capture' | 'refund'
  state?: 'pending' | 'unknown' | 'succeeded' | 'failed'
  ageMinutes?: number
}

/** Writes an operation at the provider; one that is open is due in an hour. */
export async function putOperation(db: Database, row: OperationRow): Promise<void> {
  const { state = 'unknown' } = row
  const isOpen = state === 'unknown' || state === 'pending'
  await sql`
    insert into operations (tenant, operation_id, transaction_id, kind, state, request, note, due_at, created_at, settled_at)
    values (${row.tenant ?? 'demo'}, ${row.operationId ?? `op_${row.transactionId}`}, ${row.transactionId},
      ${row.kind ?? 'cancel'}, ${state}, '{"kind":"cancel","expecting":"authorized"}'::jsonb, 'timeout',
      now() + interval '1 hour', now() - ${row.ageMinutes ?? 0}::integer * interval '1 minute',
      case when ${isOpen}::boolean then null else now() end)`.execute(db)
}

export type MerchantRow = {
  tenant?: string
  provider?: string
  mode?: 'test' | 'live'
  merchantReference?: string
  status?: OnboardingStatus
}

/** Writes a merchant as the provider told of it last. */
export async function putMerchant(db: Database, row: MerchantRow = {}): Promise<void> {
  const { merchantReference = 'MER000002' } = row
  await sql`
    insert into merchants (tenant, provider, mode, merchant_reference, name, status, operation_id)
    values (${row.tenant ?? 'demo'}, ${row.provider ?? 'sandbox'}, ${row.mode ?? 'test'}, ${merchantReference},
      'Oak Workshop', ${row.status ?? 'enabled'}, ${`op_${merchantReference}`})`.execute(db)
}

export type TransferRow = {
  tenant?: string
  transferId: string
  transactionId?: string
  state?: 'unknown' | 'succeeded' | 'failed'
  ageMinutes?: number
}

/** Writes a payout of 10.00 as it would stand in the database, without items. */
export async function putTransfer(db: Database, row: TransferRow): Promise<void> {
  const { state = 'succeeded' } = row
  await sql`
    insert into transfers (tenant, transfer_id, transaction_id, provider, mode, order_reference, merchant_reference, kind,
      psp_target, amount_minor, currency, state, due_at, created_at, settled_at)
    values (${row.tenant ?? 'demo'}, ${row.transferId}, ${row.transactionId ?? 'tx_1'}, 'sandbox', 'test', 'DE--1',
      'MER000002', 'payout', 'mer_1', 1000, 'EUR', ${state}, now(),
      now() - ${row.ageMinutes ?? 0}::integer * interval '1 minute',
      case when ${state === 'unknown'}::boolean then null else now() end)`.execute(db)
  await sql`
    insert into transfer_items (tenant, transfer_id, order_reference, item_reference, kind, amount_minor, is_standing)
    values (${row.tenant ?? 'demo'}, ${row.transferId}, 'DE--1', ${`item of ${row.transferId}`}, 'payout', 1000,
      ${state !== 'failed'}::boolean)`.execute(db)
}

/** Gives merchants this much of a payment. */
export const share = (db: Database, transactionId: string, sharedMinor: number): Promise<unknown> =>
  sql`update payments set shared_minor = ${sharedMinor}::bigint where transaction_id = ${transactionId}`.execute(
    db,
  )
