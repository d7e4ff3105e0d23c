import type { Database } from '../../database/database.ts'
import { claimExpired } from './order-change-store.ts'
import { lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { requestCancellation } from './request-cancellation.ts'
import { sendCommands } from './send-commands.ts'

/**
 * Asks for the cancellation of orders that nobody paid in time; each is released when the app has canceled its payment.
 * An order that the app leaves without an answer falls due again.
 */
export async function releaseExpired(
  deps: { db: Database; app: PaymentApp },
  tenant: string,
  limit: number,
): Promise<number> {
  const messageIds = await deps.db.transaction().execute(async (tx) => {
    const ids: string[] = []
    for (const orderReference of await claimExpired(tx, tenant, limit)) {
      const order = await lockOrder(tx, { tenant, orderReference })
      if (order) ids.push(await requestCancellation(tx, order, 'deadline'))
    }
    return ids
  })
  await Promise.all(
    messageIds.map((messageId) => sendCommands(deps, tenant, { messageId, limit: 1 })),
  )
  return messageIds.length
}
