import { z } from 'zod'
import type { OutboundMessage } from '../../contract/messages.ts'
import type { Database, Executor } from '../../database/database.ts'
import { beginAdvance, hear } from './advance-order.ts'
import { consumeAppNews, isAppNews } from './consume-app-news.ts'
import { keepAdvance } from './keep-advance.ts'
import { itemsMeant, PaymentNews } from './message-items.ts'
import { insertMetadata, insertProcessed } from './message-store.ts'
import type { Order } from './order.ts'
import { keepTransactionId } from './order-change-store.ts'
import type { OrderProcesses } from './order-processes.ts'
import { lockOrder } from './order-store.ts'
import { isLesson } from './payment-facts.ts'

const Subject = PaymentNews.extend({
  orderReference: z.string().optional(),
  entityReference: z.string().optional(),
  paymentReference: z.string().optional(),
})

/**
 * Takes one message of the payment app: once, however often it is delivered. Throws when it must be delivered again. A
 * message about no order of this shop (a payment may exist before its order) is taken and changes nothing.
 */
export async function consumeMessage(
  { db, processes }: { db: Database; processes: OrderProcesses },
  message: OutboundMessage,
): Promise<void> {
  if (isAppNews(message)) return consumeAppNews(db, message)
  const { orderReference, entityReference, paymentReference, ...news } = Subject.parse(
    message.payload,
  )
  const reference = orderReference ?? entityReference
  if (!reference) return
  await db.transaction().execute(async (tx) => {
    if (!(await insertProcessed(tx, message))) return
    const order = await lockOrder(tx, { tenant: message.tenant, orderReference: reference })
    if (!order) return
    if (paymentReference) return keepPayment(tx, order, message, paymentReference)
    if (!isLesson(message.name)) return
    const meant = itemsMeant(order, message.name, news).map(({ id }) => id)
    await keepAdvance(tx, hear(beginAdvance(processes, order), message.name, meant))
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
