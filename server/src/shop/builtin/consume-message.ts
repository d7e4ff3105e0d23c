import { z } from 'zod'
import type { OutboundMessage } from '../../contract/messages.ts'
import type { Database, Executor } from '../../database/database.ts'
import { deleteUnsentCommands } from './command-store.ts'
import { insertMetadata, insertProcessed } from './message-store.ts'
import type { Order } from './order.ts'
import { clearCancellation, keepTransactionId, replaceState } from './order-change-store.ts'
import { isPaidAfterRelease, stateAfter } from './order-state.ts'
import { lockOrder } from './order-store.ts'
import { releaseOrder } from './release-order.ts'
import { requestCancellation } from './request-cancellation.ts'

const Subject = z.object({
  orderReference: z.string().optional(),
  entityReference: z.string().optional(),
  paymentReference: z.string().optional(),
})

/**
 * Takes one message of the payment app: once, however often it is delivered. Throws when it must be delivered again. A
 * message about no order of this shop (a payment may exist before its order) is taken and changes nothing.
 */
export async function consumeMessage(
  { db }: { db: Database },
  message: OutboundMessage,
): Promise<void> {
  const { orderReference, entityReference, paymentReference } = Subject.parse(message.payload)
  const reference = orderReference ?? entityReference
  if (!reference) return
  await db.transaction().execute(async (tx) => {
    if (!(await insertProcessed(tx, message))) return
    const order = await lockOrder(tx, { tenant: message.tenant, orderReference: reference })
    if (!order) return
    if (paymentReference) await keepPayment(tx, order, message, paymentReference)
    else await move(tx, order, message)
  })
}

async function keepPayment(
  tx: Executor,
  order: Order,
  message: OutboundMessage,
  transactionId: string,
): Promise<void> {
  await insertMetadata(tx, message, order.orderReference)
  await keepTransactionId(tx, order, transactionId)
}

async function move(tx: Executor, order: Order, { name }: OutboundMessage): Promise<void> {
  if (name === 'PaymentCancellationFailed') return clearCancellation(tx, order)
  if (isPaidAfterRelease(order.state, name)) {
    await requestCancellation(tx, order, 'paid-after-release')
    return
  }
  const state = stateAfter(order.state, name)
  if (state === order.state) return
  if (state === 'canceled') return releaseOrder(tx, order)
  // Paid in the meantime: the order stands, and a cancellation that was not sent yet is taken back.
  if (state === 'authorized') await deleteUnsentCommands(tx, order)
  await replaceState(tx, order, state)
}
