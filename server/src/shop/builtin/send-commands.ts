import type { Database } from '../../database/database.ts'
import { acceptCommand, type Command, claimCommands } from './command-store.ts'
import { isUnpaid } from './order-state.ts'
import { lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { releaseOrder } from './release-order.ts'

type Deps = { db: Database; app: PaymentApp }

/**
 * Sends due commands to the payment app, each until it is accepted; with an id, only that one. Answers how many it tried.
 */
export async function sendCommands(
  { db, app }: Deps,
  tenant: string,
  which: { messageId: string | null; limit: number },
): Promise<number> {
  const commands = await claimCommands(db, tenant, which)
  await Promise.all(commands.map((command) => sendOne({ db, app }, command)))
  return commands.length
}

async function sendOne({ db, app }: Deps, command: Command): Promise<void> {
  const answer = await app.send(command)
  if (answer === 'accepted') await acceptCommand(db, command)
  if (answer === 'order-unknown') await releaseUnknown(db, command)
}

/**
 * The app does not know the order, so there is no payment to cancel and no message will come. An order whose payment was
 * once started is not released on such an answer: somebody could still pay it. A payment that was made before and never
 * confirmed is given back by the app.
 */
const releaseUnknown = (db: Database, command: Command): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, command)
    if (!order || (order.transactionId !== null && !order.isPreOrder)) return
    if (isUnpaid(order.state)) await releaseOrder(tx, order)
    await acceptCommand(tx, command)
  })
