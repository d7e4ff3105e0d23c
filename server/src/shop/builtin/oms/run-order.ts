import { eventsFrom, type Process } from './process.ts'
import {
  type Happening,
  type Machine,
  type OrderItemState,
  type RunFailure,
  runItem,
  type Step,
} from './run-item.ts'

/** One call of a command, for all items that took its event in the same step. */
export type CommandCall = Readonly<{ command: string; event: string; itemIds: readonly string[] }>

/** An event that fires by itself unless its items leave their state before. */
export type StartedTimeout = Readonly<{
  event: string
  itemIds: readonly string[]
  dueInMs: number
}>

/** What became of one item. With a failure it is as it was; with `hasEntered` the timeouts of its old state are void. */
export type ItemOutcome = Readonly<{
  itemId: string
  state: string
  awaiting: string | null
  hasEntered: boolean
  steps: readonly Step[]
  failure: RunFailure | null
}>

/** What became of the items of an order, and what the shop is to do now: write, carry out, wait. */
export type OrderRun = Readonly<{
  items: readonly ItemOutcome[]
  commands: readonly CommandCall[]
  timeouts: readonly StartedTimeout[]
}>

/** Runs the items of one order together. Items that cannot take part fail one by one and hold up no other. */
export function runOrder(
  machine: Machine,
  items: readonly OrderItemState[],
  happening: Happening,
): OrderRun {
  const runs = items.map((item) => ({ item, result: runItem(machine, item, happening) }))
  const outcomes = runs.map(({ item, result }): ItemOutcome => {
    if (result.ok) {
      const { state, awaiting, hasEntered, steps } = result.value
      return { itemId: item.id, state, awaiting, hasEntered, steps, failure: null }
    }
    const { id, state, awaiting = null } = item
    const failure = result.failure
    return { itemId: id, state, awaiting, hasEntered: false, steps: [], failure }
  })
  const fired = runs.flatMap(({ item, result }) =>
    result.ok ? result.value.commands.map((command) => ({ ...command, itemId: item.id })) : [],
  )
  return {
    items: outcomes,
    commands: groupCommands(fired),
    timeouts: startedTimeouts(machine.process, outcomes),
  }
}

type Fired = { command: string; event: string; depth: number; itemId: string }

function groupCommands(fired: readonly Fired[]): readonly CommandCall[] {
  const inOrder = fired.toSorted((one, other) => one.depth - other.depth)
  const groups = Map.groupBy(inOrder, ({ depth, event }) => `${depth} ${event}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { command, event } = first
    return [{ command, event, itemIds: group.map(({ itemId }) => itemId) }]
  })
}

function startedTimeouts(
  process: Process,
  outcomes: readonly ItemOutcome[],
): readonly StartedTimeout[] {
  const started = outcomes
    .filter(({ hasEntered }) => hasEntered)
    .flatMap(({ itemId, state }) =>
      eventsFrom(process, state).flatMap(({ name, timeoutMs }) =>
        timeoutMs === null ? [] : [{ itemId, event: name, dueInMs: timeoutMs }],
      ),
    )
  const groups = Map.groupBy(started, ({ event }) => event)
  return [...groups].flatMap(([event, group]) => {
    const [first] = group
    if (!first) return []
    return [{ event, itemIds: group.map(({ itemId }) => itemId), dueInMs: first.dueInMs }]
  })
}
