import { type Beginning, beginItem } from './begin-item.ts'
import type { MerchantTerms } from './carried-out.ts'
import { b2cProcess } from './oms/b2c-process.ts'
import { toEventBased } from './oms/event-based.ts'
import { marketplaceProcess } from './oms/marketplace-process.ts'
import { overrideTimeouts } from './oms/override-timeouts.ts'
import { findEvent, type Process, type Transition } from './oms/process.ts'

/** The processes that a shop runs. Each order keeps the one that it was placed with. */
export type OrderProcesses = Readonly<{
  /** For new orders. */
  chosen: Process
  /** Where its items begin. */
  first: Beginning
  find(name: string): Process | null
  /** What is agreed with the merchants whose goods they handle. */
  terms: MerchantTerms
  /** Every state that an item can be in. */
  states: readonly string[]
}>

const unpaidTimeout = 'cancel payment by timeout'
export const retryCancellation = 'retry payment cancellation'

/** When a cancellation that failed is asked for again, since nobody wants the order any more. */
const askAgainAfterMs = 10 * 60_000

/**
 * The shop's processes, with the shop's deadlines in them. `chosen` is for new orders: the name of a process that comes with the
 * shop, or one that was imported, which takes the place of another of its name.
 */
export function orderProcesses(options: {
  orderDeadlineMs: number
  chosen: Process | string | null
  terms: MerchantTerms
}): OrderProcesses {
  const shipped = [b2cProcess, marketplaceProcess].map(withStandingOrders)
  const imported = options.chosen instanceof Object ? [options.chosen] : []
  const all = [...shipped, ...shipped.map(toEventBased), ...imported]
  const known = new Map(
    all.map((process) => [process.name, withDeadlines(process, options.orderDeadlineMs)]),
  )
  const name = options.chosen instanceof Object ? options.chosen.name : options.chosen
  const chosen = known.get(name ?? b2cProcess.name)
  if (!chosen) throw new Error(`The shop has no order process "${name}".`)
  const states = [...known.values()].flatMap((process) => process.states.map(({ name }) => name))
  return {
    chosen,
    first: beginItem(chosen),
    find: (name) => known.get(name) ?? null,
    terms: options.terms,
    states: [...new Set(states)],
  }
}

/** Who pays while the order is being canceled keeps it: a wish to cancel an unpaid order never voids money. */
const standing: readonly Transition[] = [
  'payment cancellation pending',
  'payment cancellation failed',
].map((source) => ({
  source,
  target: 'payment authorized',
  event: null,
  condition: 'Payment/IsAuthorized',
  isHappy: false,
}))

const withStandingOrders = (process: Process): Process => ({
  ...process,
  transitions: [...standing, ...process.transitions],
})

function withDeadlines(process: Process, orderDeadlineMs: number): Process {
  const wanted = { [unpaidTimeout]: orderDeadlineMs, [retryCancellation]: askAgainAfterMs }
  const known = Object.entries(wanted).filter(([event]) => findEvent(process, event))
  const changed = overrideTimeouts(process, Object.fromEntries(known))
  if (!changed.ok) throw new Error('An event that was found is not there.')
  return changed.value
}
