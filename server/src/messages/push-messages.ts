import { type OutboundMessage, outboundMessages } from '../contract/messages.ts'
import { attemptsMax } from '../database/claim-due.ts'
import type { Database } from '../database/database.ts'
import type { Result } from '../result.ts'
import { type Attempted, claimMessages, type DueMessage, keepAttempts } from './message-store.ts'

/** Where a tenant's messages are pushed to. A failure says in a word why the shop has not taken the message; it never throws for what the shop does. */
export type MessageReceiver = { take(message: OutboundMessage): Promise<Result<null, string>> }

type PushDeps = {
  db: Database
  tenant: string
  receiver: MessageReceiver
  onDefect(error: unknown): void
}

/** All of them are under way at once, and end before the first backoff does: nobody else claims them meanwhile. */
const batchMax = 32

const channels = [...new Set(Object.values(outboundMessages).map(({ channel }) => channel))]

/**
 * Pushes what is due, in order per payment, at least once: the message id is stable, so a shop recognises a repetition.
 * What a shop never takes is set aside and holds up nothing.
 */
export async function pushMessages(deps: PushDeps): Promise<number> {
  const due = await claimMessages(deps.db, { tenant: deps.tenant, channels }, batchMax)
  const attempted = await Promise.all(due.map((one) => push(deps, one)))
  if (attempted.length > 0) await keepAttempts(deps.db, attempted)
  return due.length
}

async function push({ receiver, onDefect }: PushDeps, due: DueMessage): Promise<Attempted> {
  if (due.attempts > attemptsMax) {
    const because = due.note === null ? '' : `: ${due.note}`
    return { due, state: 'dead', note: `attempts-spent${because}` }
  }
  try {
    const taken = await receiver.take(due.message)
    return taken.ok
      ? { due, state: 'delivered', note: null }
      : { due, state: 'waiting', note: taken.failure }
  } catch (error) {
    // Our own defect: the others of the batch are settled all the same.
    onDefect(error)
    return { due, state: 'waiting', note: 'defect' }
  }
}
