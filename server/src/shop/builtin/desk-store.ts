import type { DeskOrder, OrderSearch } from '../../back-office/order-desk.ts'
import type { OrderView } from '../../contract/shop/checkout.ts'
import { type Executor, sql } from '../../database/database.ts'
import type { OrderKey } from './order-store.ts'

type Amount = string | number
type DeskRow = {
  order_reference: string
  created_at: Date
  created_exactly: string
  currency: string
  subtotal: Amount
  expense_total: Amount
  discount_total: Amount
  tax_total: Amount
  grand_total: Amount
  customer: OrderView['customer']
  transaction_id: string | null
  states: { state: string; count: number }[]
}

/** An unpaid order that the payment app has not answered for so long is missing its payment. */
const paymentDueAfter = sql`interval '2 minutes'`

const deskColumns = sql`o.order_reference, o.created_at, o.currency, o.subtotal, o.expense_total, o.discount_total, o.tax_total,
  o.grand_total, o.customer, o.transaction_id,
  to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_exactly, (
    select coalesce(json_agg(json_build_object('state', s.state, 'count', s.count) order by s.count desc, s.state), '[]'::json)
    from (
      select i.state, count(*)::integer as count from shop.order_items i
      where i.tenant = o.tenant and i.order_reference = o.order_reference group by i.state
    ) s
  ) as states`

const toDeskOrder = (row: DeskRow): DeskOrder => ({
  orderReference: row.order_reference,
  createdAt: row.created_at,
  createdExactly: row.created_exactly,
  currency: row.currency,
  totals: {
    subtotalMinor: Number(row.subtotal),
    expenseMinor: Number(row.expense_total),
    discountMinor: Number(row.discount_total),
    taxMinor: Number(row.tax_total),
    grandTotalMinor: Number(row.grand_total),
  },
  customer: row.customer,
  states: row.states,
  transactionId: row.transaction_id,
})

const matches = ({ tenant, q, state, isWithoutPayment }: OrderSearch) => sql`o.tenant = ${tenant}
  and (${q ?? null}::text is null or starts_with(o.order_reference, ${q ?? null}::text)
    or o.transaction_id = ${q ?? null}::text or lower(o.customer ->> 'email') = lower(${q ?? null}::text))
  and (${state ?? null}::text is null or exists (
    select from shop.order_items i
    where i.tenant = o.tenant and i.order_reference = o.order_reference and i.state = ${state ?? null}::text))
  and (not ${isWithoutPayment}::boolean or (o.transaction_id is null
    and o.state in ('payment pending', 'authorization failed') and o.created_at < clock_timestamp() - ${paymentDueAfter}))`

/** Newest first, those before `from`. */
export async function searchOrders(
  db: Executor,
  search: OrderSearch,
  { from, limit }: { from: { at: string; id: string } | null; limit: number },
): Promise<DeskOrder[]> {
  const { rows } = await sql<DeskRow>`
    select ${deskColumns} from shop.orders o
    where ${matches(search)} and (${from?.at ?? null}::text is null
      or (o.created_at, o.order_reference) < (${from?.at ?? null}::timestamptz, ${from?.id ?? null}::text))
    order by o.created_at desc, o.order_reference desc limit ${limit}`.execute(db)
  return rows.map(toDeskOrder)
}

export async function countOrders(
  db: Executor,
  search: OrderSearch,
  countMax: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from (select from shop.orders o where ${matches(search)} limit ${countMax}) found`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findDeskOrder(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<DeskOrder | null> {
  const { rows } = await sql<DeskRow>`
    select ${deskColumns} from shop.orders o
    where o.tenant = ${tenant} and o.order_reference = ${orderReference}`.execute(db)
  return rows[0] ? toDeskOrder(rows[0]) : null
}

type ItemRow = {
  id: string
  sku: string
  name: string
  quantity: number
  unit_price: Amount
  process: string
  state: string
  awaiting: string | null
  entered_at: Date
  history: { state: string; event: string | null; note: string | null; at: string }[]
}

/** The items of an order with everything that happened to each, the oldest first. */
export async function listItemHistories(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.id::text, i.sku, i.name, i.quantity, i.unit_price, o.process, i.state, i.awaiting, i.entered_at, (
      select coalesce(json_agg(json_build_object('state', h.state, 'event', h.event, 'note', h.note, 'at', h.entered_at)
        order by h.id), '[]'::json)
      from shop.order_item_history h
      where h.tenant = i.tenant and h.order_reference = i.order_reference and h.item_id = i.id
    ) as history
    from shop.orders o join shop.order_items i on i.tenant = o.tenant and i.order_reference = o.order_reference
    where o.tenant = ${tenant} and o.order_reference = ${orderReference}
    order by i.id`.execute(db)
  return rows
}
