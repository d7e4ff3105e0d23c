import type { OutboundMessage } from '../contract/messages.ts'
import { attemptsMax } from '../database/claim-due.ts'
import type { Database } from '../database/database.ts'
import { claimMessages, type DueMessage, type Settled, settleMessages } from './message-store.ts'

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
  const settled: Settled[] = []
  for (const one of due) {
    const end = await deliver(deps, one)
    if (end) settled.push(end)
  }
  if (settled.length > 0) await settleMessages(deps.db, settled)
  return due.length
}

/** How the message ended, or null when it is still to be taken. */
async function deliver(
  { transport, onDefect }: DeliverDeps,
  due: DueMessage,
): Promise<Settled | null> {
  if (due.attempts > attemptsMax) return { due, state: 'dead', note: 'attempts-spent' }
  try {
    await transport.deliver(due.message)
    return { due, state: 'delivered', note: null }
  } catch (error) {
    onDefect(error)
    return null
  }
}
