import type { RawBuilder } from 'kysely'
import type { Address, OrderState, OrderView } from '../../contract/shop/checkout.ts'
import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'
import type { Beginning } from './begin-item.ts'
import type { Owner } from './cart-store.ts'
import type { Order, OrderItem, OrderLine, OrderTerms } from './order.ts'
import { noFacts, type PaymentFacts } from './payment-facts.ts'

export type OrderKey = { tenant: string; orderReference: string }

type Amount = string | number
type OrderRow = {
  tenant: string
  order_reference: string
  cart_id: string
  owner: string
  state: OrderState
  currency: string
  subtotal: Amount
  expense_total: Amount
  discount_total: Amount
  tax_total: Amount
  grand_total: Amount
  shipment: OrderView['shipment']
  shipping_address: Address
  billing_address: Address
  customer: OrderView['customer']
  payment_provider: string
  payment_method: string
  locale_name: string
  process: string
  start_attempts: number
  command_count: number
  is_pre_order: boolean
  transaction_id: string | null
  redirect_url: string | null
  cancellation_requested_at: Date | null
  created_at: Date
  expires_at: Date
  items: (Omit<OrderItem, 'facts'> & { facts: Partial<PaymentFacts> })[]
}

const itemsOfOrder = sql`(
  select json_agg(json_build_object('id', i.id::text, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity,
    'unitPriceMinor', i.unit_price, 'state', i.state, 'awaiting', i.awaiting, 'facts', i.payment_facts, 'goods', i.goods,
    'merchantReference', i.merchant_reference, 'itemReference', i.item_reference)
    order by i.id)
  from shop.order_items i where i.tenant = o.tenant and i.order_reference = o.order_reference) as items`

async function selectOrders(db: Executor, condition: RawBuilder<unknown>): Promise<Order[]> {
  const { rows } =
    await sql<OrderRow>`select o.*, ${itemsOfOrder} from shop.orders o where ${condition}`.execute(
      db,
    )
  return rows.map(toOrder)
}

const toOrder = (row: OrderRow): Order => ({
  tenant: row.tenant,
  orderReference: row.order_reference,
  idCart: row.cart_id,
  owner: row.owner,
  state: row.state,
  currency: row.currency,
  totals: {
    subtotal: Number(row.subtotal),
    expenseTotal: Number(row.expense_total),
    discountTotal: Number(row.discount_total),
    taxTotal: Number(row.tax_total),
    grandTotal: Number(row.grand_total),
    priceToPay: Number(row.grand_total),
  },
  shipment: row.shipment,
  shippingAddress: row.shipping_address,
  billingAddress: row.billing_address,
  customer: row.customer,
  paymentProvider: row.payment_provider,
  paymentMethod: row.payment_method,
  localeName: row.locale_name,
  isPreOrder: row.is_pre_order,
  process: row.process,
  startAttempts: row.start_attempts,
  commandCount: row.command_count,
  transactionId: row.transaction_id,
  redirectUrl: row.redirect_url,
  isCancellationPending: row.cancellation_requested_at !== null,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  items: row.items.map((item) => ({ ...item, facts: { ...noFacts, ...item.facts } })),
})

/** An order of this shopper; another's is not found. */
export async function findOwnedOrder(
  db: Executor,
  { tenant, owner }: Owner,
  orderReference: string,
) {
  const [order] = await selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.order_reference = ${orderReference} and o.owner = ${owner}`,
  )
  return order ?? null
}

export const listOwnedOrders = (
  db: Executor,
  { tenant, owner }: Owner,
  max: number,
): Promise<Order[]> =>
  selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.owner = ${owner} order by o.created_at desc, o.order_reference desc limit ${max}`,
  )

/** The order that this cart is now, unless it was canceled. */
export async function findLiveOrder(
  db: Executor,
  { tenant, owner }: Owner,
  idCart: string,
): Promise<Order | null> {
  const [order] = await selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.cart_id = ${idCart} and o.owner = ${owner} and o.state <> 'canceled'`,
  )
  return order ?? null
}

/** The newest order that its owner placed with this payment, unless it was canceled. */
export async function findOrderOfTransaction(
  db: Executor,
  { tenant, transactionId, owner }: { tenant: string; transactionId: string; owner: string },
): Promise<Order | null> {
  const [order] = await selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.transaction_id = ${transactionId} and o.owner = ${owner} and o.state <> 'canceled'
      order by o.created_at desc limit 1`,
  )
  return order ?? null
}

/**
 * Locks an order until the transaction ends. Orders are locked before carts, carts before stock. The order is read after it is
 * locked: a statement that waits for a lock sees the items as they were when it began to wait.
 */
export async function lockOrder(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<Order | null> {
  await sql`
    select from shop.orders where tenant = ${tenant} and order_reference = ${orderReference} for update`.execute(
    db,
  )
  const [order] = await selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.order_reference = ${orderReference}`,
  )
  return order ?? null
}

/** `transactionId`: of the payment that was made before. `first`: where each item is to begin. */
export type NewOrder = {
  items: readonly OrderLine[]
  deadlineMs: number
  transactionId: string | null
  process: string
  first: Beginning
}

/** Writes an order with its items, where they begin; the reference comes from the shop's own sequence. */
export async function insertOrder(
  db: Executor,
  tenant: string,
  terms: OrderTerms,
  { items, deadlineMs, transactionId, process, first }: NewOrder,
): Promise<string> {
  const { totals } = terms
  const { rows } = await sql<{ order_reference: string }>`
    with placed as (
      insert into shop.orders (tenant, order_reference, cart_id, owner, currency, subtotal, expense_total, discount_total,
        tax_total, grand_total, shipment, shipping_address, billing_address, customer, payment_provider, payment_method,
        locale_name, is_pre_order, transaction_id, process, expires_at)
      values (${tenant}, 'DE--' || nextval('shop.order_numbers'), ${terms.idCart}, ${terms.owner}, ${terms.currency},
        ${totals.subtotal}::bigint, ${totals.expenseTotal}::bigint, ${totals.discountTotal}::bigint,
        ${totals.taxTotal}::bigint, ${totals.grandTotal}::bigint, ${json(terms.shipment)},
        ${json(terms.shippingAddress)}, ${json(terms.billingAddress)}, ${json(terms.customer)},
        ${terms.paymentProvider}, ${terms.paymentMethod}, ${terms.localeName}, ${terms.isPreOrder}::boolean,
        ${transactionId}::text, ${process},
        clock_timestamp() + ${deadlineMs}::double precision * interval '1 millisecond')
      returning tenant, order_reference
    ), lines as (
      insert into shop.order_items (tenant, order_reference, sku, name, quantity, unit_price, merchant_reference, state,
        awaiting)
      select p.tenant, p.order_reference, i.sku, i.name, i.quantity, i."unitPriceMinor", i."merchantReference",
        ${first.state}, ${first.awaiting}::text
      from placed p, jsonb_to_recordset(${json(items)})
        as i (sku text, name text, quantity integer, "unitPriceMinor" bigint, "merchantReference" text)
      returning tenant, order_reference, id
    ), told as (
      insert into shop.order_item_history (tenant, item_id, order_reference, state, event)
      select l.tenant, l.id, l.order_reference, e.state, e.event
      from lines l, jsonb_to_recordset(${json(first.entries)}) as e (state text, event text)
    ), begun as (
      insert into shop.order_timeouts (tenant, item_id, event, order_reference, due_at)
      select l.tenant, l.id, t.event, l.order_reference, clock_timestamp() + t."dueInMs" * interval '1 millisecond'
      from lines l, jsonb_to_recordset(${json(first.timeouts)}) as t (event text, "dueInMs" double precision)
    )
    select order_reference from placed`.execute(db)
  if (!rows[0]) throw new Error('An inserted order returned no reference.')
  return rows[0].order_reference
}

/** How many orders this cart became within the last hour, and when the oldest of them leaves that hour. */
export async function countRecentOrders(db: Executor, tenant: string, idCart: string) {
  const { rows } = await sql<{ orders: number; seconds: number | null }>`
    select count(*)::integer as orders,
      ceil(extract(epoch from min(created_at) + interval '1 hour' - clock_timestamp()))::integer as seconds
    from shop.orders
    where tenant = ${tenant} and cart_id = ${idCart} and created_at > clock_timestamp() - interval '1 hour'`.execute(
    db,
  )
  return { orders: rows[0]?.orders ?? 0, secondsToWait: Math.max(1, rows[0]?.seconds ?? 1) }
}
