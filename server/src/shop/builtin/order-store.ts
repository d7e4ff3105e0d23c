import type { RawBuilder } from 'kysely'
import type { Address, OrderState, OrderView } from '../../contract/shop/checkout.ts'
import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'
import type { Owner } from './cart-store.ts'
import type { Order, OrderItem, OrderTerms } from './order.ts'

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
  start_attempts: number
  is_pre_order: boolean
  transaction_id: string | null
  redirect_url: string | null
  cancellation_requested_at: Date | null
  created_at: Date
  expires_at: Date
  items: OrderItem[]
}

const itemsOfOrder = sql`(
  select json_agg(json_build_object('id', i.id::text, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity,
    'unitPriceMinor', i.unit_price) order by i.id)
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
  startAttempts: row.start_attempts,
  transactionId: row.transaction_id,
  redirectUrl: row.redirect_url,
  isCancellationPending: row.cancellation_requested_at !== null,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  items: row.items,
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

/** Locks an order until the transaction ends. Orders are locked before carts, carts before stock. */
export async function lockOrder(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<Order | null> {
  const [order] = await selectOrders(
    db,
    sql`o.tenant = ${tenant} and o.order_reference = ${orderReference} for update of o`,
  )
  return order ?? null
}

/** `transactionId`: of the payment that was made before. */
export type NewOrder = {
  items: readonly Omit<OrderItem, 'id'>[]
  deadlineMs: number
  transactionId: string | null
}

/** Writes an order with its items; the reference comes from the shop's own sequence. */
export async function insertOrder(
  db: Executor,
  tenant: string,
  terms: OrderTerms,
  { items, deadlineMs, transactionId }: NewOrder,
): Promise<string> {
  const { totals } = terms
  const expiresAt = sql`clock_timestamp() + ${deadlineMs}::double precision * interval '1 millisecond'`
  const { rows } = await sql<{ order_reference: string }>`
    with placed as (
      insert into shop.orders (tenant, order_reference, cart_id, owner, currency, subtotal, expense_total, discount_total,
        tax_total, grand_total, shipment, shipping_address, billing_address, customer, payment_provider, payment_method,
        locale_name, is_pre_order, transaction_id, expires_at, release_due_at)
      select ${tenant}, 'DE--' || nextval('shop.order_numbers'), ${terms.idCart}, ${terms.owner}, ${terms.currency},
        ${totals.subtotal}::bigint, ${totals.expenseTotal}::bigint, ${totals.discountTotal}::bigint,
        ${totals.taxTotal}::bigint, ${totals.grandTotal}::bigint, ${json(terms.shipment)},
        ${json(terms.shippingAddress)}, ${json(terms.billingAddress)}, ${json(terms.customer)},
        ${terms.paymentProvider}, ${terms.paymentMethod}, ${terms.localeName}, ${terms.isPreOrder}::boolean, ${transactionId}::text, d.expires_at,
        d.expires_at
      from (select ${expiresAt} as expires_at) d
      returning tenant, order_reference
    ), lines as (
      insert into shop.order_items (tenant, order_reference, sku, name, quantity, unit_price)
      select p.tenant, p.order_reference, i.sku, i.name, i.quantity, i."unitPriceMinor"
      from placed p, jsonb_to_recordset(${json(items)})
        as i (sku text, name text, quantity integer, "unitPriceMinor" bigint)
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
