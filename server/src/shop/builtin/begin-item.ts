import type { Process } from './oms/process.ts'
import { runOrder } from './oms/run-order.ts'
import { isTrueOf, noFacts } from './payment-facts.ts'

/** Where an item of a new order begins, how it came there, and what happens to it by itself. */
export type Beginning = Readonly<{
  state: string
  awaiting: string | null
  entries: readonly { state: string; event: string | null }[]
  timeouts: readonly { event: string; dueInMs: number }[]
}>

const anyItem = 'new'

/**
 * Where the items of a new order begin: all of them at the same place, since nothing is known of any yet. A process that gives
 * a command before there is anything to command is refused.
 */
export function beginItem(process: Process): Beginning {
  const item = { id: anyItem, state: process.initialState }
  const holds = (condition: string) => isTrueOf(noFacts, condition)
  const run = runOrder({ process, holds }, [item], { kind: 'entered' })
  const [outcome] = run.items
  if (!outcome || outcome.failure || run.commands.length > 0) {
    throw new Error(`No order can begin in the process "${process.name}".`)
  }
  const { state, awaiting, steps } = outcome
  return {
    state,
    awaiting,
    entries: [
      { state: process.initialState, event: null },
      ...steps.map(({ to, event }) => ({ state: to, event })),
    ],
    timeouts: run.timeouts.map(({ event, dueInMs }) => ({ event, dueInMs })),
  }
}
