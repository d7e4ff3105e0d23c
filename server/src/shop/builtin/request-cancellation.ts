import type { Executor } from '../../database/database.ts'
import { deleteUnsentCommands, insertCommand } from './command-store.ts'
import type { Order } from './order.ts'
import { countCancellation } from './order-change-store.ts'

export type CancellationReason = 'shopper' | 'deadline' | 'refused' | 'paid-after-release'

/**
 * Asks the payment app, in the caller's transaction, to cancel the payment of a locked order. The order itself is released
 * when the app says that the payment is canceled. Answers the command's id, to send it after the commit.
 */
export async function requestCancellation(
  tx: Executor,
  order: Order,
  reason: CancellationReason,
): Promise<string> {
  await deleteUnsentCommands(tx, order)
  const count = await countCancellation(tx, order)
  const messageId = `cancel-${order.orderReference}-${reason}-${count}`
  await insertCommand(tx, {
    tenant: order.tenant,
    orderReference: order.orderReference,
    messageId,
    name: 'CancelPayment',
    payload: {
      orderReference: order.orderReference,
      orderItemIds: order.items.map(({ id }) => id),
      // Shops always send 0 here: the whole payment is meant.
      amount: 0,
      currencyIsoCode: order.currency,
    },
  })
  return messageId
}
