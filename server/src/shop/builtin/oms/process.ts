/** One order process: which states an item may be in, and what moves it. Names are written as Spryker writes them. */
export type Process = Readonly<{
  name: string
  /** Where a new item begins. */
  initialState: string
  states: readonly State[]
  /** In the order in which they are tried: of several that fit, the first whose condition holds is taken. */
  transitions: readonly Transition[]
  events: readonly ProcessEvent[]
}>

/** A state of an item. `flags` are Spryker's (`reserved`, `cancellable`, `exclude from customer`) or the shop's own. */
export type State = Readonly<{
  name: string
  flags: readonly string[]
  /** The glossary key of the words that a shopper reads. */
  display: string | null
}>

/** A way from one state to another: by an event, or, without one, as soon as its condition holds. */
export type Transition = Readonly<{
  source: string
  target: string
  event: string | null
  condition: string | null
  /** On the way that an order takes when nothing goes wrong. */
  isHappy: boolean
}>

/** What may happen to an item. Its command is carried out once whenever it fires. */
export type ProcessEvent = Readonly<{
  name: string
  isOnEnter: boolean
  isManual: boolean
  command: string | null
  timeoutMs: number | null
}>

export const findState = (process: Process, name: string): State | null =>
  process.states.find((state) => state.name === name) ?? null

export const findEvent = (process: Process, name: string): ProcessEvent | null =>
  process.events.find((event) => event.name === name) ?? null

/** The transitions that an event, or with `null` a mere change of facts, may take from a state, in order. */
export const transitionsOf = (
  process: Process,
  state: string,
  event: string | null,
): readonly Transition[] =>
  process.transitions.filter(
    (transition) => transition.source === state && transition.event === event,
  )

/** The events that have a way out of a state, each once. */
export const eventsFrom = (process: Process, state: string): readonly ProcessEvent[] =>
  process.events.filter(({ name }) => transitionsOf(process, state, name).length > 0)

/** The events that a person may fire in a state: one button each. */
export const availableEvents = (process: Process, state: string): readonly ProcessEvent[] =>
  eventsFrom(process, state).filter(({ isManual }) => isManual)

/** Whether a state carries a flag; a state that the process does not know carries none. */
export const isFlagged = (process: Process, state: string, flag: string): boolean =>
  findState(process, state)?.flags.includes(flag) ?? false

/** The states in which an item is moved by a condition alone: items in them are looked at again whenever facts change. */
export const statesWithConditions = (process: Process): readonly string[] => {
  const sources = process.transitions
    .filter(({ event }) => event === null)
    .map(({ source }) => source)
  return [...new Set(sources)]
}

/** A state that nothing leaves: an item in it is done. */
export const isFinal = (process: Process, state: string): boolean =>
  process.transitions.every(({ source }) => source !== state)
