import { type Executor, sql } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { type CartLine, itemQuantityMax, type OpenCart } from './cart.ts'
import { findInCatalogue } from './catalogue.ts'

export type Owner = Pick<Shopper, 'tenant' | 'owner'>
export type CartKey = { tenant: string; id: string }

type LineRow = { sku: string; quantity: number; left: number }
type CartRow = {
  id: string
  name: string
  id_shipment_method: string | null
  shipping_country: string | null
  lines: LineRow[]
}
type PayerRow = { email: string | null; first_name: string | null; last_name: string | null }

const linesOfCart = sql`coalesce((
  select json_agg(json_build_object('sku', i.sku, 'quantity', i.quantity, 'left', coalesce(s.quantity, 0))
    order by i.added_at, i.sku)
  from shop.cart_items i left join shop.stock s on s.tenant = i.tenant and s.sku = i.sku
  where i.tenant = c.tenant and i.cart_id = c.id), '[]'::json)`

/** The shopper's open carts, newest first; with an id, only that one. */
export async function listOpenCarts(
  db: Executor,
  { tenant, owner }: Owner,
  id: string | null,
  max: number,
) {
  const { rows } = await sql<CartRow & PayerRow>`
    select c.id, c.name, c.id_shipment_method, c.shipping_country, ${linesOfCart} as lines, p.email, p.first_name, p.last_name
    from shop.carts c left join shop.customers p on p.tenant = c.tenant and p.owner = c.owner
    where c.tenant = ${tenant} and c.owner = ${owner} and c.status = 'open'
      and (${id}::text is null or c.id = ${id}::text)
    order by c.opened_at desc, c.id limit ${max}`.execute(db)
  return rows.map((row) => ({ ...toCart(row), payer: toPayer(row) }))
}

export async function findOpenCart(
  db: Executor,
  owner: Owner,
  id: string,
): Promise<OpenCart | null> {
  return (await listOpenCarts(db, owner, id, 1))[0] ?? null
}

const toCart = (row: CartRow): OpenCart => ({
  id: row.id,
  name: row.name,
  idShipmentMethod: row.id_shipment_method,
  shippingCountry: row.shipping_country,
  lines: row.lines.flatMap(toLine),
})

// A product that left the catalogue leaves the carts with it.
function toLine({ sku, quantity, left }: LineRow): CartLine[] {
  const product = findInCatalogue(sku)
  return product ? [{ product, quantity, quantityLeft: left }] : []
}

const toPayer = (row: PayerRow): { email: string | null; name: string | null } => ({
  email: row.email,
  name: row.first_name && row.last_name ? `${row.first_name} ${row.last_name}` : null,
})

/** Locks a cart of this shopper, whatever became of it. */
export async function lockCart(
  db: Executor,
  { tenant, owner }: Owner,
  id: string,
): Promise<{ isOpen: boolean } | null> {
  const { rows } = await sql<{ is_open: boolean }>`
    select status = 'open' as is_open from shop.carts
    where tenant = ${tenant} and owner = ${owner} and id = ${id} for update`.execute(db)
  return rows[0] ? { isOpen: rows[0].is_open } : null
}

/** Locks the open carts of these owners and answers them newest first. */
export async function lockOpenCarts(db: Executor, tenant: string, owners: readonly string[]) {
  const { rows } = await sql<{ id: string; owner: string; opened_at: Date }>`
    select id, owner, opened_at from shop.carts
    where tenant = ${tenant} and owner in (${sql.join(owners)}) and status = 'open'
    order by id for update`.execute(db)
  return rows
    .map((row) => ({ id: row.id, owner: row.owner, openedAt: row.opened_at }))
    .sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime())
}

/** Makes an open cart. A guest has one: when another request was faster, its cart is the answer. */
export async function insertCart(
  db: Executor,
  { tenant, owner }: Owner,
  id: string,
  name: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into shop.carts (tenant, id, owner, name) values (${tenant}, ${id}, ${owner}, ${name})
    on conflict (tenant, owner) where status = 'open' and owner like 'guest:%'
    do update set name = shop.carts.name returning id`.execute(db)
  if (!rows[0]) throw new Error('An insert that updates on conflict returned no cart.')
  return rows[0].id
}

export async function findItem(
  db: Executor,
  { tenant, id }: CartKey,
  sku: string,
): Promise<number | null> {
  const { rows } = await sql<{ quantity: number }>`
    select quantity from shop.cart_items where tenant = ${tenant} and cart_id = ${id} and sku = ${sku}`.execute(
    db,
  )
  return rows[0]?.quantity ?? null
}

export async function replaceItem(
  db: Executor,
  { tenant, id }: CartKey,
  sku: string,
  quantity: number,
): Promise<void> {
  if (quantity === 0) await deleteItem(db, { tenant, id }, sku)
  else
    await sql`
      insert into shop.cart_items (tenant, cart_id, sku, quantity) values (${tenant}, ${id}, ${sku}, ${quantity})
      on conflict (tenant, cart_id, sku) do update set quantity = excluded.quantity`.execute(db)
}

const deleteItem = (db: Executor, { tenant, id }: CartKey, sku: string) =>
  sql`delete from shop.cart_items where tenant = ${tenant} and cart_id = ${id} and sku = ${sku}`.execute(
    db,
  )

/** Adds the items of one cart to another and ends the first. Quantities add up, to at most 99 of a product. */
export async function mergeCart(
  db: Executor,
  { tenant, id }: CartKey,
  into: string,
): Promise<void> {
  await sql`
    insert into shop.cart_items as t (tenant, cart_id, sku, quantity)
    select tenant, ${into}, sku, quantity from shop.cart_items where tenant = ${tenant} and cart_id = ${id}
    on conflict (tenant, cart_id, sku)
    do update set quantity = least(t.quantity + excluded.quantity, ${itemQuantityMax})`.execute(db)
  await sql`update shop.carts set status = 'merged' where tenant = ${tenant} and id = ${id}`.execute(
    db,
  )
}

export async function markCartOrdered(
  db: Executor,
  { tenant, id }: CartKey,
  idShipmentMethod: string,
): Promise<void> {
  await sql`update shop.carts set status = 'ordered', id_shipment_method = ${idShipmentMethod}
    where tenant = ${tenant} and id = ${id}`.execute(db)
}

export async function reopenCart(db: Executor, { tenant, id }: CartKey): Promise<void> {
  await sql`update shop.carts set status = 'open', opened_at = clock_timestamp()
    where tenant = ${tenant} and id = ${id} and status = 'ordered'`.execute(db)
}

/** Keeps where an open cart goes, and how. */
export async function replaceDelivery(
  db: Executor,
  { tenant, owner }: Owner,
  id: string,
  delivery: { country: string | null; idShipmentMethod: string | null },
): Promise<void> {
  await sql`
    update shop.carts set id_shipment_method = ${delivery.idShipmentMethod}, shipping_country = ${delivery.country}
    where tenant = ${tenant} and owner = ${owner} and id = ${id} and status = 'open'`.execute(db)
}
