import type { CarriedOut, MerchantTerms, NewCommand } from './carried-out.ts'
import { goodsAfter } from './goods.ts'
import { eventsOfMessages } from './oms/event-based.ts'
import { findEvent, isFlagged, type Process } from './oms/process.ts'
import type { Happening, RunFailure } from './oms/run-item.ts'
import { type CommandCall, type OrderRun, runOrder } from './oms/run-order.ts'
import type { Order, OrderItem } from './order.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isBeingCanceled, orderStateOf } from './order-state.ts'
import { carryOut, giveUp, needsAuthorization } from './payment-commands.ts'
import { isTrueOf, learn } from './payment-facts.ts'

/** Something that happened to an item: it came to a state, or, with a note, something happened where it was. */
export type ItemEntry = Readonly<{
  itemId: string
  state: string
  event: string | null
  note: string | null
}>

/** An order on its way, and everything that is to be written when it rests. */
export type Advance = Readonly<{
  process: Process
  terms: MerchantTerms
  before: Order
  order: Order
  entries: readonly ItemEntry[]
  /** The items that came to a state: the timeouts of the state they were in are void. */
  enteredIds: ReadonlySet<string>
  timeouts: readonly Readonly<{ itemId: string; event: string; dueInMs: number }>[]
  commands: readonly NewCommand[]
  failures: readonly Readonly<{ itemId: string; failure: RunFailure }>[]
}>

/** More commands than this, one because of the other, are a loop of the process: the items rest where they are. */
const commandsMax = 20

/** Takes up an order where it rests. */
export const beginAdvance = (processes: OrderProcesses, order: Order): Advance => ({
  process: processes.find(order.process) ?? restingProcess(order.process),
  terms: processes.terms,
  before: order,
  order,
  entries: [],
  enteredIds: new Set(),
  timeouts: [],
  commands: [],
  failures: [],
})

/** A process that the shop does not have any more: what is told of the payment is kept, and nothing moves until it is back. */
const restingProcess = (name: string): Process => ({
  name,
  initialState: '',
  states: [],
  transitions: [],
  events: [],
})

/** Lets something happen to these items and follows them, commands and all, until they rest. */
export function happen(
  advance: Advance,
  happening: Happening,
  itemIds: readonly string[],
  depth = 0,
): Advance {
  const wanted = new Set(itemIds)
  const facts = new Map(advance.order.items.map((item) => [item.id, item.facts]))
  const holds = (condition: string, id: string) => {
    const known = facts.get(id)
    return known !== undefined && isTrueOf(known, condition)
  }
  const meant = advance.order.items.filter(({ id }) => wanted.has(id))
  const run = runOrder({ process: advance.process, holds }, meant, happening)
  return run.commands.reduce((next, call) => follow(next, call, depth), absorb(advance, run))
}

/** Where the app is asked first, the command is carried out once it has answered. */
function follow(advance: Advance, call: CommandCall, depth: number): Advance {
  const carried = carryOut(advance.order, call, advance.terms)
  const { note, answeredLater } = carried
  const next = withCarriedOut(advance, carried)
  const noted = note === null ? next : withNotes(next, call.itemIds, { event: call.event, note })
  const itemIds = call.itemIds.filter((id) => !answeredLater.includes(id))
  if (depth >= commandsMax || itemIds.length === 0) return noted
  const carriedOut: Happening = { kind: 'command-carried-out', event: call.event }
  return happen(noted, carriedOut, itemIds, depth + 1)
}

export const withCarriedOut = (
  advance: Advance,
  { items, commands }: Pick<CarriedOut, 'items' | 'commands'>,
): Advance => ({
  ...advance,
  order: { ...advance.order, items },
  commands: [...advance.commands, ...commands],
})

function absorb(advance: Advance, run: OrderRun): Advance {
  const outcomes = new Map(run.items.map((outcome) => [outcome.itemId, outcome]))
  const entered = new Set(run.items.filter(({ hasEntered }) => hasEntered).map((one) => one.itemId))
  const items = advance.order.items.map((item) => {
    const outcome = outcomes.get(item.id)
    return outcome ? { ...item, state: outcome.state, awaiting: outcome.awaiting } : item
  })
  const entries = run.items.flatMap(({ itemId, steps }) =>
    steps.map(({ to, event }) => ({ itemId, state: to, event, note: null })),
  )
  const started = run.timeouts.flatMap(({ event, itemIds, dueInMs }) =>
    itemIds.map((itemId) => ({ itemId, event, dueInMs })),
  )
  return {
    ...advance,
    order: { ...advance.order, items },
    entries: [...advance.entries, ...entries],
    enteredIds: new Set([...advance.enteredIds, ...entered]),
    timeouts: [...advance.timeouts.filter(({ itemId }) => !entered.has(itemId)), ...started],
    failures: [
      ...advance.failures,
      ...run.items.flatMap(({ itemId, failure }) => (failure ? [{ itemId, failure }] : [])),
    ],
  }
}

/** The same, with something in the history of these items that happened to them where they are. */
export function withNotes(
  advance: Advance,
  itemIds: readonly string[],
  { event, note }: { event: string; note: string },
): Advance {
  const wanted = new Set(itemIds)
  const entries = advance.order.items
    .filter(({ id }) => wanted.has(id))
    .map(({ id, state }) => ({ itemId: id, state, event, note }))
  return { ...advance, entries: [...advance.entries, ...entries] }
}

/**
 * Takes in what a message says about these items. Where the process has an event for it, the event happens to them, and what
 * does not fit is noted; then everything that waits for a fact is looked at again.
 */
export function hear(advance: Advance, name: string, itemIds: readonly string[]): Advance {
  const wanted = new Set(itemIds)
  const items = advance.order.items.map((item) =>
    wanted.has(item.id) ? { ...item, facts: learn(item.facts, name) } : item,
  )
  const learned = { ...advance, order: { ...advance.order, items } }
  const event = eventsOfMessages[name]
  const fired = event && findEvent(advance.process, event) ? tell(learned, event, itemIds) : learned
  return sendBack(happen(fired, { kind: 'facts-changed' }, allIds(fired.order)), name, wanted)
}

function tell(advance: Advance, event: string, itemIds: readonly string[]): Advance {
  const told = happen(advance, { kind: 'event', event, by: 'message' }, itemIds)
  const refused = told.failures.slice(advance.failures.length).map(({ itemId }) => itemId)
  return withNotes(told, refused, { event, note: 'does not fit this state' })
}

/** Money that comes for what was canceled goes back: its goods are sold again. */
function sendBack(advance: Advance, name: string, itemIds: ReadonlySet<string>): Advance {
  const { before, order } = advance
  if (name === 'PaymentAuthorized' && before.state === 'canceled') {
    return withCarriedOut(advance, giveUp(order, order.items))
  }
  if (name !== 'PaymentCaptured') return advance
  const released = before.items
    .filter(({ id, facts }) => itemIds.has(id) && facts.cancellation === 'canceled')
    .map(({ id }) => id)
  if (released.length === 0) return advance
  const call = { command: 'Payment/Refund', itemIds: released }
  return withCarriedOut(advance, carryOut(order, call, advance.terms))
}

export const allIds = (order: Order): string[] => order.items.map(({ id }) => id)

/** Brings an order to rest: what follows from where its items are now. */
export function settleAdvance(advance: Advance): Advance {
  const passed = Map.groupBy(advance.entries, ({ itemId }) => itemId)
  const items = advance.order.items.map((item) => {
    const standing = isStanding(advance.process, item) ? withoutWish(item) : item
    const states = (passed.get(item.id) ?? []).map(({ state }) => state)
    return { ...standing, goods: goodsAfter(advance.process, standing, states) }
  })
  const state = orderStateOf(items)
  const isCancellationPending = isBeingCanceled(items)
  return settleOwed({
    ...advance,
    order: { ...advance.order, items, state, isCancellationPending },
  })
}

/** Paid in the meantime: an item that can be canceled again is not being canceled any more. */
const isStanding = (process: Process, { state, facts }: OrderItem): boolean =>
  facts.cancellation === 'requested' &&
  facts.authorization === 'authorized' &&
  isFlagged(process, state, 'cancellable')

const withoutWish = (item: OrderItem): OrderItem => ({
  ...item,
  facts: { ...item.facts, cancellation: null },
})

/** What was canceled in the shop alone is told to the app when nothing else needs the authorisation. */
function settleOwed(advance: Advance): Advance {
  const owed = advance.order.items.filter(({ facts }) => facts.isVoidOwed)
  if (owed.length === 0 || advance.order.items.some(needsAuthorization)) return advance
  return withCarriedOut(advance, giveUp(advance.order, owed))
}
