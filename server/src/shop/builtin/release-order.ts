import type { Executor } from '../../database/database.ts'
import { lockOpenCarts, mergeCart, reopenCart } from './cart-store.ts'
import { deleteUnsentCommands } from './command-store.ts'
import type { Order } from './order.ts'
import { replaceState } from './order-change-store.ts'
import { lockStock, takeStock } from './stock-store.ts'

/**
 * Cancels a locked order in the caller's transaction: its goods are back in stock and its cart is open again. Carts that
 * the shopper has begun since then are merged into it: one basket, with everything in it, under the id that the order names.
 */
export async function releaseOrder(tx: Executor, order: Order): Promise<void> {
  await replaceState(tx, order, 'canceled')
  await deleteUnsentCommands(tx, order)
  await reopen(tx, order)
  await lockStock(
    tx,
    order.tenant,
    order.items.map(({ sku }) => sku),
  )
  await takeStock(
    tx,
    order.tenant,
    order.items.map(({ sku, quantity }) => ({ sku, quantity: -quantity })),
  )
}

async function reopen(tx: Executor, { tenant, owner, idCart, createdAt }: Order): Promise<void> {
  const open = await lockOpenCarts(tx, tenant, [owner])
  for (const cart of open.filter(({ openedAt }) => openedAt >= createdAt)) {
    await mergeCart(tx, { tenant, id: cart.id }, idCart)
  }
  await reopenCart(tx, { tenant, id: idCart })
}
