import type { Database } from '../../database/database.ts'
import { beginAdvance } from './advance-order.ts'
import { release } from './cancel-items.ts'
import { acceptCommand, type Command, claimCommands, type MessageCommand } from './command-store.ts'
import { keepAdvance } from './keep-advance.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isUnpaid } from './order-state.ts'
import { lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { settleTransfer } from './settle-transfer.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }

/**
 * Sends due commands to the payment app, each until it is accepted; with an id, only that one. Answers how many it tried.
 */
export async function sendCommands(
  deps: Deps,
  tenant: string,
  which: { messageId: string | null; limit: number },
): Promise<number> {
  const commands = await claimCommands(deps.db, tenant, which)
  await Promise.all(commands.map((command) => sendOne(deps, command)))
  return commands.length
}

/** Sends what was just written, one after the other; what is not accepted now is sent again by the worker. */
export async function sendNow(
  deps: Deps,
  tenant: string,
  messageIds: readonly string[],
): Promise<void> {
  for (const messageId of messageIds) await sendCommands(deps, tenant, { messageId, limit: 1 })
}

/** What the answer to a transfer leads to is sent at once, too. */
async function sendOne(deps: Deps, command: Command): Promise<void> {
  if (command.name !== 'TransferPayments') return sendMessage(deps, command)
  const messageIds = await settleTransfer(deps, command, await deps.app.transfer(command))
  await sendNow(deps, command.tenant, messageIds)
}

async function sendMessage(deps: Deps, command: MessageCommand): Promise<void> {
  const answer = await deps.app.send(command)
  if (answer === 'accepted') await acceptCommand(deps.db, command)
  if (answer === 'order-unknown') await releaseUnknown(deps, command)
}

/**
 * The app does not know the order, so there is no payment to cancel and no message will come. An order whose payment was
 * once started is not released on such an answer: somebody could still pay it. A payment that was made before and never
 * confirmed is given back by the app.
 */
const releaseUnknown = ({ db, processes }: Deps, command: MessageCommand): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, command)
    if (!order || (order.transactionId !== null && !order.isPreOrder)) return
    if (isUnpaid(order.state)) await keepAdvance(tx, release(beginAdvance(processes, order)))
    await acceptCommand(tx, command)
  })
