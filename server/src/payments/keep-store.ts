import { outboundMessages } from '../contract/messages.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import { chargeSql } from '../limits/attempt-store.ts'
import { isUnsettled, operationGraceMs } from './begin-store.ts'
import type { Change } from './change.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import type { Operation, OperationEnd } from './operation.ts'
import { isWaitingForPsp, waitOf } from './payment.ts'

export type InboxKey = { source: string; eventId: string }

/** What is settled together with a change: the operation behind it, the inbox row that told it, the answer to the caller. */
export type Settles = {
  operation?: { operationId: string; end: OperationEnd }
  /** The intent that is written with the change, before the PSP is asked. */
  begins?: Operation
  /** Settled with the change; a row that somebody else has settled meanwhile lets nothing be written. */
  inbox?: InboxKey | undefined
  /** As `inbox`, and it stays open: what it asks for is only begun. */
  asked?: InboxKey | undefined
  answer?: { claim: IdempotencyClaim; result: unknown }
}

/**
 * The one statement that changes a payment: compare-and-set on its version, history, messages, and what they settle, in one
 * commit. False when somebody else changed the payment first; then nothing is written. Messages are inserted from the
 * updated row, so that its lock gives them their order.
 */
export async function keepChange(
  db: Executor,
  change: Change,
  settles: Settles = {},
): Promise<boolean> {
  const { payment, failedAttempts = 0 } = change
  const { operation, begins, inbox, answer } = settles
  const asked = toAsked(settles)
  const ends = endsOf(change, operation)
  const { amountMinor: requestedMinor, currency: requestedCurrency } = payment.requested ?? noAmount
  const { rows } = await sql`
    with moved as (
      update payments set status = ${payment.status}, is_processing = ${payment.isProcessing}, version = version + 1,
        captured_minor = ${payment.capturedMinor}::bigint, refunded_minor = ${payment.refundedMinor}::bigint,
        voided_minor = ${payment.voidedMinor}::bigint, movements = ${json(payment.movements)},
        look_up_due_at = case when ${isWaitingForPsp(payment)}::boolean
          then coalesce(look_up_due_at, clock_timestamp() + ${firstLookUpMs}::integer * interval '1 millisecond') end,
        look_ups = case when ${isWaitingForPsp(payment)}::boolean then look_ups else 0 end,
        amount_minor = ${payment.amountMinor}::bigint, currency = ${payment.currency},
        requested_minor = ${requestedMinor}::bigint,
        requested_currency = ${requestedCurrency},
        order_reference = ${payment.orderReference}, order_item_ids = ${json(payment.orderItemIds)},
        orderless_since = case ${waitOf(payment)}::text when 'none' then null when 'shopper' then orderless_since
          else case when status in ('new', 'authorization_failed') then clock_timestamp()
            else coalesce(orderless_since, clock_timestamp()) end end,
        orderless_looks = case when status in ('new', 'authorization_failed') then 0 else orderless_looks end,
        orderless_checked_at =
          case when status in ('new', 'authorization_failed') then null else orderless_checked_at end,
        client_data = ${payment.clientData && json(payment.clientData)}::jsonb, psp_reference = ${payment.pspReference},
        psp_sequence = ${payment.pspSequence}::bigint, psp_status = ${payment.pspStatus},
        redirect_url = ${payment.redirectUrl}, failure_reason = ${payment.failureReason},
        declines = ${payment.declines}::integer, updated_at = clock_timestamp()
      where tenant = ${payment.tenant} and transaction_id = ${payment.transactionId} and version = ${payment.version}
        and (${asked === null}::boolean or exists (select from inbox where tenant = ${payment.tenant}
          and source = ${asked?.source ?? null}::text and event_id = ${asked?.eventId ?? null}::text
          and state = 'waiting'))
      returning tenant, transaction_id
    ), written as (
      insert into payment_history (tenant, transaction_id, source, event, from_status, to_status, details)
      select moved.tenant, moved.transaction_id, h.source, h.event, h."fromStatus", h."toStatus", h.details
      from moved, jsonb_to_recordset(${json(change.history)})
        as h (source text, event text, "fromStatus" text, "toStatus" text, details jsonb)
    ), told as (
      insert into messages (tenant, subject, name, channel, payload)
      select moved.tenant, moved.transaction_id, m.name, m.channel, m.payload
      from moved, jsonb_to_recordset(${json(change.messages.map(withChannel))})
        as m (name text, channel text, payload jsonb)
    ), settled as (
      update operations o set state = e.state, note = e.note,
        settled_at = case when e.state = 'unknown' then null else now() end
      from jsonb_to_recordset(${json(ends.map(toEnd))}) as e ("operationId" text, state text, note text)
      where o.tenant = ${payment.tenant} and o.transaction_id = ${payment.transactionId}
        and o.operation_id = e."operationId" and o.state in ('pending', 'unknown')
        and exists (select from moved)
    ), begun as (
      insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
      select moved.tenant, b."operationId", moved.transaction_id, b.kind, 'pending', b.request,
        now() + ${operationGraceMs}::integer * interval '1 millisecond'
      from moved, jsonb_to_recordset(${json(toRows(begins))})
        as b ("operationId" text, kind text, request jsonb)
    ), applied as (
      update inbox set state = 'applied', note = null, settled_at = now()
      where tenant = ${payment.tenant} and source = ${inbox?.source ?? null}::text
        and event_id = ${inbox?.eventId ?? null}::text and exists (select from moved)
    ), answered as (
      update idempotency set result = ${answer ? json(answer.result) : null}::jsonb, lease_until = now()
      where tenant = ${payment.tenant} and caller = ${answer?.claim.caller ?? null}::text
        and operation = ${answer?.claim.operation ?? null}::text and key = ${answer?.claim.key ?? null}::text
        and exists (select from moved)
    )${failedAttempts > 0 ? sql`, ${chargeSql(payment, failedAttempts)}` : sql``}
    select 1 from moved`.execute(db)
  return rows.length > 0
}

/** True when somebody else has settled the row that asks for a change: nobody wants it any more. */
export async function isAnsweredElsewhere(
  db: Executor,
  tenant: string,
  inbox: InboxKey | undefined,
): Promise<boolean> {
  if (!inbox) return false
  const { rows } = await sql`
    select 1 from inbox where tenant = ${tenant} and source = ${inbox.source} and event_id = ${inbox.eventId}
      and state = 'waiting'`.execute(db)
  return rows.length === 0
}

const toAsked = ({ inbox, asked }: Settles): InboxKey | null => inbox ?? asked ?? null

/** A payment that waits for its PSP is told by webhook; this is how long that is believed. */
const firstLookUpMs = 5 * 60_000

const toRows = (begins: Operation | undefined) => (begins ? [begins] : [])

const endsOf = ({ ends = [] }: Change, operation: Settles['operation']) =>
  operation ? [...ends, operation] : ends

const toEnd = ({ operationId, end }: { operationId: string; end: OperationEnd }) => ({
  operationId,
  ...end,
})

const noAmount = { amountMinor: null, currency: null }

/** The contract is checked on the way out: a payload that breaks it is our defect and must not be stored. */
const withChannel = ({ name, payload }: Change['messages'][number]) => ({
  name,
  channel: outboundMessages[name].channel,
  payload: outboundMessages[name].payload.parse(payload),
})

/** Ends an operation that changed nothing about its payment, or leaves it `unknown` and open. */
export async function endOperation(
  db: Executor,
  {
    tenant,
    transactionId,
    operationId,
  }: Pick<Operation, 'tenant' | 'transactionId' | 'operationId'>,
  end: OperationEnd,
): Promise<void> {
  await sql`
    update operations set state = ${end.state}, note = ${end.note},
      settled_at = case when ${end.state}::text = 'unknown' then null else now() end,
      due_at = case when attempts = 0 then now() + interval '2 seconds' else due_at end
    where tenant = ${tenant} and transaction_id = ${transactionId} and operation_id = ${operationId}
      and ${isUnsettled}`.execute(db)
}
