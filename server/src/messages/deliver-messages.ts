import type { OutboundMessage } from '../contract/messages.ts'
import { attemptsMax } from '../database/claim-due.ts'
import type { Database } from '../database/database.ts'
import { claimMessages, type DueMessage, settleMessage } from './message-store.ts'

/** Where a tenant's messages go. It resolves once the shop has taken the message, and throws when it could not. */
export type MessageTransport = { deliver(message: OutboundMessage): Promise<void> }

type DeliverDeps = { db: Database; transport: MessageTransport; onDefect(error: unknown): void }

const batchMax = 50

/**
 * Delivers what is due, in order per payment, at least once: the message id is stable, so a shop recognises a repetition.
 * What a shop never takes is set aside and holds up nothing.
 */
export async function deliverMessages(deps: DeliverDeps): Promise<number> {
  const due = await claimMessages(deps.db, batchMax)
  for (const one of due) await deliver(deps, one)
  return due.length
}

async function deliver({ db, transport, onDefect }: DeliverDeps, due: DueMessage): Promise<void> {
  if (due.attempts > attemptsMax) return settleMessage(db, due, 'dead', 'attempts-spent')
  try {
    await transport.deliver(due.message)
  } catch (error) {
    onDefect(error)
    return
  }
  await settleMessage(db, due, 'delivered', null)
}
