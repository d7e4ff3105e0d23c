import { outboundMessages } from '../contract/messages.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import type { Change } from './change.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import type { OperationEnd } from './operation.ts'
import { waitOf } from './payment.ts'

/** What is settled together with a change: the operation behind it, the inbox row that told it, the answer to the caller. */
export type Settles = {
  operation?: { operationId: string; end: OperationEnd }
  inbox?: { source: string; eventId: string }
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
  const { payment } = change
  const { operation, inbox, answer } = settles
  const { amountMinor: requestedMinor, currency: requestedCurrency } = payment.requested ?? noAmount
  const { rows } = await sql`
    with moved as (
      update payments set status = ${payment.status}, is_processing = ${payment.isProcessing}, version = version + 1,
        captured_minor = ${payment.capturedMinor}::bigint, refunded_minor = ${payment.refundedMinor}::bigint,
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
        redirect_url = ${payment.redirectUrl}, failure_reason = ${payment.failureReason}, updated_at = clock_timestamp()
      where tenant = ${payment.tenant} and transaction_id = ${payment.transactionId} and version = ${payment.version}
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
      update operations set state = ${operation?.end.state ?? null}::text, note = ${operation?.end.note ?? null}::text,
        settled_at = case when ${operation?.end.state ?? null}::text = 'unknown' then null else now() end
      where tenant = ${payment.tenant} and transaction_id = ${payment.transactionId}
        and operation_id = ${operation?.operationId ?? null}::text and state in ('pending', 'unknown')
        and exists (select from moved)
    ), applied as (
      update inbox set state = 'applied', note = null, settled_at = now()
      where tenant = ${payment.tenant} and source = ${inbox?.source ?? null}::text
        and event_id = ${inbox?.eventId ?? null}::text and exists (select from moved)
    ), answered as (
      update idempotency set result = ${answer ? json(answer.result) : null}::jsonb, lease_until = now()
      where tenant = ${payment.tenant} and caller = ${answer?.claim.caller ?? null}::text
        and operation = ${answer?.claim.operation ?? null}::text and key = ${answer?.claim.key ?? null}::text
        and exists (select from moved)
    )
    select 1 from moved`.execute(db)
  return rows.length > 0
}

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
  { tenant, operationId }: { tenant: string; operationId: string },
  end: OperationEnd,
): Promise<void> {
  await sql`
    update operations set state = ${end.state}, note = ${end.note},
      settled_at = case when ${end.state}::text = 'unknown' then null else now() end,
      due_at = case when attempts = 0 then now() + interval '2 seconds' else due_at end
    where tenant = ${tenant} and operation_id = ${operationId} and settled_at is null`.execute(db)
}
