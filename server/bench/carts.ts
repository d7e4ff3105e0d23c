import { createHash } from 'node:crypto'
import type pg from 'pg'

/** One guest with one cart, known by its number on both sides of the bench. */
export const guestIdOf = (cart: number): string => `bench-guest-${String(cart).padStart(12, '0')}`
export const cartIdOf = (cart: number): string => `bench-cart-${cart}`

/** What every cart of the bench holds, and what that costs. */
const items = [
  { sku: 'fjord', quantity: 1, priceMinor: 14_900 },
  { sku: 'amber', quantity: 2, priceMinor: 9_500 },
]
export const cartTotalMinor = items.reduce(
  (sum, { quantity, priceMinor }) => sum + quantity * priceMinor,
  0,
)

/** Writes carts `first` … `first + count - 1`, each with a guest of its own, since one cart has at most one live payment. */
export async function writeCarts(client: pg.Client, first: number, count: number): Promise<void> {
  const range = [first, first + count - 1]
  await client.query(
    `insert into shop.carts (tenant, id, owner, name)
     select 'demo', 'bench-cart-' || n, 'guest:' || translate(rtrim(encode(
       sha256(convert_to('bench-guest-' || lpad(n::text, 12, '0'), 'utf8')), 'base64'), '='), '+/', '-_'), 'Bench'
     from generate_series($1::bigint, $2::bigint) as n`,
    range,
  )
  for (const { sku, quantity } of items) {
    await client.query(
      `insert into shop.cart_items (tenant, cart_id, sku, quantity)
       select 'demo', 'bench-cart-' || n, '${sku}', ${quantity} from generate_series($1::bigint, $2::bigint) as n`,
      range,
    )
  }
}

/** Throws when the carts that were written in SQL do not belong to the guests that the load speaks for. */
export async function checkOwners(client: pg.Client, cart: number): Promise<void> {
  const owner = `guest:${createHash('sha256').update(guestIdOf(cart)).digest('base64url')}`
  const { rows } = await client.query('select owner from shop.carts where id = $1', [
    cartIdOf(cart),
  ])
  if (rows[0]?.owner !== owner)
    throw new Error('The carts of the bench do not belong to its guests.')
}
