import type { Executor } from '../../database/database.ts'
import { type Advance, settleAdvance } from './advance-order.ts'
import { keepChange, type NumberedCommand } from './advance-store.ts'
import type { NewCommand } from './carried-out.ts'
import { lockOpenCarts, mergeCart, reopenCart } from './cart-store.ts'
import { deleteUnsentCancellations } from './command-store.ts'
import type { Order, OrderItem } from './order.ts'
import { lockStock, takeStock } from './stock-store.ts'

type Fired = readonly { itemId: string; event: string }[]

/**
 * Writes, in the caller's transaction, what became of a locked order. Goods that come back are in stock again; an order that is
 * canceled as a whole opens its cart. Answers the ids of its new commands, to send them after the commit.
 */
export async function keepAdvance(
  tx: Executor,
  moving: Advance,
  firedTimeouts: Fired = [],
): Promise<string[]> {
  const advance = settleAdvance(moving)
  const { before, order } = advance
  const commands = advance.commands.map((command, at) =>
    toNumbered(before, command, before.commandCount + at + 1),
  )
  if (order.state === 'canceled' && before.state !== 'canceled') await reopen(tx, order)
  await giveBack(tx, advance)
  if (isWishTakenBack(advance)) await deleteUnsentCancellations(tx, order)
  await keepChange(tx, {
    order: { ...order, commandCount: before.commandCount + commands.length },
    items: changedItems(advance),
    entries: advance.entries,
    timeouts: advance.timeouts,
    firedTimeouts,
    commands,
  })
  return commands.map(({ messageId }) => messageId)
}

const kinds = {
  CapturePayment: 'capture',
  CancelPayment: 'cancel',
  RefundPayment: 'refund',
  TransferPayments: 'transfer',
} as const

const toNumbered = (order: Order, command: NewCommand, number: number): NumberedCommand => ({
  ...command,
  messageId: `${kinds[command.name]}-${order.orderReference}-${number}`,
})

const changedItems = ({ before, order, enteredIds }: Advance) => {
  const earlier = new Map(before.items.map((item) => [item.id, JSON.stringify(item)]))
  return order.items
    .filter((item) => enteredIds.has(item.id) || earlier.get(item.id) !== JSON.stringify(item))
    .map((item) => ({ ...item, hasEntered: enteredIds.has(item.id) }))
}

/** Nothing of it is being canceled any more, or all of it is: what the app was to be asked is not asked, if it was not yet. */
const isWishTakenBack = ({ before, order }: Advance): boolean =>
  before.items.some(isAsked) && !order.items.some(isAsked)

const isAsked = ({ facts }: OrderItem): boolean => facts.cancellation === 'requested'

async function giveBack(tx: Executor, { before, order }: Advance): Promise<void> {
  const here = new Set(before.items.filter(({ goods }) => goods !== 'returned').map(({ id }) => id))
  const back = order.items.filter(({ id, goods }) => goods === 'returned' && here.has(id))
  if (back.length === 0) return
  const bySku = Map.groupBy(back, ({ sku }) => sku)
  await lockStock(tx, order.tenant, [...bySku.keys()])
  await takeStock(
    tx,
    order.tenant,
    [...bySku].map(([sku, items]) => ({
      sku,
      quantity: -items.reduce((sum, { quantity }) => sum + quantity, 0),
    })),
  )
}

/** Carts that the shopper has begun since then are merged into it: one basket, under the id that the order names. */
async function reopen(tx: Executor, { tenant, owner, idCart, createdAt }: Order): Promise<void> {
  const open = await lockOpenCarts(tx, tenant, [owner])
  for (const cart of open.filter(({ openedAt }) => openedAt >= createdAt)) {
    await mergeCart(tx, { tenant, id: cart.id }, idCart)
  }
  await reopenCart(tx, { tenant, id: idCart })
}
