import type { Database } from '../../database/database.ts'
import { type Advance, allIds, beginAdvance, happen, withNotes } from './advance-order.ts'
import { change } from './carried-out.ts'
import { acceptCommand, keepOpenItems, type TransferCommand } from './command-store.ts'
import { keepAdvance } from './keep-advance.ts'
import type { OrderItem } from './order.ts'
import type { OrderProcesses } from './order-processes.ts'
import { lockOrder } from './order-store.ts'
import { learnPayout, type PaymentFacts } from './payment-facts.ts'
import type { TransferAnswer, TransferOutcome } from './transfer-answer.ts'

type Deps = { db: Database; processes: OrderProcesses }

/**
 * Keeps what the app said about a payout or its reversal, item by item, and lets the items move on. What it left open is asked
 * again: the app answers the same transfer for the same item. What it refused is not, until somebody wants it again. Answers the
 * ids of the commands that come of it.
 */
export const settleTransfer = (
  { db, processes }: Deps,
  command: TransferCommand,
  answer: TransferAnswer,
): Promise<string[]> =>
  db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, command)
    const outcomes = toOutcomes(command, answer)
    const decided = new Set(outcomes.map(({ itemReference }) => itemReference))
    const open = command.payload.items.filter(({ item_reference }) => !decided.has(item_reference))
    if (open.length === 0) await acceptCommand(tx, command)
    else if (decided.size > 0) await keepOpenItems(tx, command, open)
    if (!order || outcomes.length === 0) return []
    const isReversal = command.payload.items.some(({ transfer_id }) => transfer_id !== undefined)
    return keepAdvance(tx, settle(beginAdvance(processes, order), outcomes, isReversal))
  })

/** One for each item of the command that is decided. An app that never decides is given up in the end. */
function toOutcomes(command: TransferCommand, answer: TransferAnswer): readonly TransferOutcome[] {
  const asked = command.payload.items.map(({ item_reference }) => item_reference)
  const told = answer.kind === 'decided' ? answer.outcomes : []
  const decided = new Map(told.map((outcome) => [outcome.itemReference, outcome]))
  const because = answer.kind === 'refused' ? answer.because : 'the payment app did not answer'
  const isOver = answer.kind === 'refused' || command.isLastAttempt
  return asked.flatMap((itemReference): TransferOutcome[] => {
    const outcome = decided.get(itemReference)
    if (outcome) return [outcome]
    return isOver ? [{ itemReference, kind: 'failed', because }] : []
  })
}

function settle(
  advance: Advance,
  outcomes: readonly TransferOutcome[],
  isReversal: boolean,
): Advance {
  const of = new Map(outcomes.map((outcome) => [outcome.itemReference, outcome]))
  const isOpen = ({ itemReference, facts }: OrderItem) =>
    of.has(itemReference) && isRequested(facts, isReversal)
  const meant = advance.order.items.filter(isOpen)
  const items = change(advance.order.items, meant, (facts, { itemReference }) => {
    const outcome = of.get(itemReference)
    return outcome ? learnPayout(facts, outcome, isReversal) : facts
  })
  const noted = meant.reduce((next, item) => note(next, item, of.get(item.itemReference)), {
    ...advance,
    order: { ...advance.order, items },
  })
  const byEvent = Map.groupBy(meant, ({ awaiting }) => awaiting)
  const moved = [...byEvent].reduce(
    (next, [event, waiting]) =>
      event === null
        ? next
        : happen(
            next,
            { kind: 'command-carried-out', event },
            waiting.map(({ id }) => id),
          ),
    noted,
  )
  return happen(moved, { kind: 'facts-changed' }, allIds(moved.order))
}

const isRequested = ({ payout, payoutReversal }: PaymentFacts, isReversal: boolean): boolean =>
  (isReversal ? payoutReversal : payout) === 'requested'

const note = (advance: Advance, item: OrderItem, outcome: TransferOutcome | undefined): Advance =>
  outcome?.kind === 'failed'
    ? withNotes(advance, [item.id], { event: item.awaiting ?? 'payout', note: outcome.because })
    : advance
