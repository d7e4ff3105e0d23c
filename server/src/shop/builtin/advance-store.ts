import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'
import type { Order, OrderItem } from './order.ts'
import type { OrderKey } from './order-store.ts'

/** A command with the id under which the app knows it. */
export type NumberedCommand = { messageId: string; name: string; payload: object }

/** What is written when an order has come to rest. `firedTimeouts` have happened, also where the item stayed in its state. */
export type OrderChange = {
  order: Order
  items: readonly (OrderItem & { hasEntered: boolean })[]
  entries: readonly { itemId: string; state: string; event: string | null; note: string | null }[]
  timeouts: readonly { itemId: string; event: string; dueInMs: number }[]
  firedTimeouts: readonly { itemId: string; event: string }[]
  commands: readonly NumberedCommand[]
}

/** Writes what became of a locked order, its items, their history and timeouts, and its commands, in one statement. */
export async function keepChange(db: Executor, change: OrderChange): Promise<void> {
  const { tenant, orderReference, state, isCancellationPending, commandCount } = change.order
  await sql`
    with moved as (
      update shop.order_items i set state = c.state, awaiting = c.awaiting, payment_facts = c.facts, goods = c.goods,
        entered_at = case when c."hasEntered" then clock_timestamp() else i.entered_at end
      from jsonb_to_recordset(${json(change.items)})
        as c (id bigint, state text, awaiting text, facts jsonb, goods text, "hasEntered" boolean)
      where i.tenant = ${tenant} and i.id = c.id
    ), told as (
      insert into shop.order_item_history (tenant, item_id, order_reference, state, event, note)
      select ${tenant}, e."itemId", ${orderReference}, e.state, e.event, e.note
      from jsonb_to_recordset(${json(change.entries)}) as e ("itemId" bigint, state text, event text, note text)
    ), begun as (
      insert into shop.order_timeouts (tenant, item_id, event, order_reference, due_at)
      select ${tenant}, t."itemId", t.event, ${orderReference},
        clock_timestamp() + t."dueInMs" * interval '1 millisecond'
      from jsonb_to_recordset(${json(change.timeouts)}) as t ("itemId" bigint, event text, "dueInMs" double precision)
      on conflict (tenant, item_id, event) do update set due_at = excluded.due_at
    ), void as (
      delete from shop.order_timeouts t
      using jsonb_to_recordset(${json(voidsOf(change))}) as v ("itemId" bigint, event text)
      where t.tenant = ${tenant} and t.item_id = v."itemId" and (v.event is null or v.event = t.event)
        and not exists (
          select from jsonb_to_recordset(${json(change.timeouts)}) as s ("itemId" bigint, event text)
          where s."itemId" = t.item_id and s.event = t.event)
    ), asked as (
      insert into shop.commands (tenant, message_id, order_reference, name, payload)
      select ${tenant}, c."messageId", ${orderReference}, c.name, c.payload
      from jsonb_to_recordset(${json(change.commands)}) as c ("messageId" text, name text, payload jsonb)
    )
    update shop.orders set state = ${state}, command_count = ${commandCount}::integer,
      cancellation_requested_at = case when ${isCancellationPending}::boolean
        then coalesce(cancellation_requested_at, clock_timestamp()) end
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
}

const voidsOf = ({ items, firedTimeouts }: OrderChange) => [
  ...items.filter(({ hasEntered }) => hasEntered).map(({ id }) => ({ itemId: id, event: null })),
  ...firedTimeouts,
]

/**
 * Claims orders with due timeouts and answers them with the items and events that are due. Claiming postpones, so that a
 * process that dies needs no clean-up; all timeouts of an order that are due are claimed together.
 */
export async function claimTimeouts(
  db: Executor,
  tenant: string,
  limit: number,
): Promise<(OrderKey & { itemId: string; event: string })[]> {
  const { rows } = await sql<{ order_reference: string; item_id: string; event: string }>`
    update shop.order_timeouts t set due_at = clock_timestamp() + interval '10 minutes'
    from (
      select d.item_id, d.event from shop.order_timeouts d
      where d.tenant = ${tenant} and d.due_at <= clock_timestamp() and d.order_reference in (
        select f.order_reference from shop.order_timeouts f
        where f.tenant = ${tenant} and f.due_at <= clock_timestamp()
        order by f.due_at limit ${limit})
      order by d.item_id, d.event for update skip locked
    ) due
    where t.tenant = ${tenant} and t.item_id = due.item_id and t.event = due.event
    returning t.order_reference, t.item_id::text, t.event`.execute(db)
  return rows.map((row) => ({
    tenant,
    orderReference: row.order_reference,
    itemId: row.item_id,
    event: row.event,
  }))
}

/** Which of these timeouts an item still has: it may have left its state since they were claimed. */
export async function findTimeouts(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<Set<string>> {
  const { rows } = await sql<{ item_id: string; event: string }>`
    select item_id::text, event from shop.order_timeouts
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
  return new Set(rows.map((row) => `${row.item_id} ${row.event}`))
}
