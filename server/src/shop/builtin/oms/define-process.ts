import type { CommandName, ConditionName } from './known-names.ts'
import type { Process } from './process.ts'
import { parseTimeout } from './timeout.ts'

/** A state as it is written down. */
export type StateForm = Readonly<{ flags?: readonly string[]; display?: string }>

/** An event as it is written down; `timeout` as in Spryker's XML (`7 day`). */
export type EventForm = Readonly<{
  onEnter?: true
  manual?: true
  command?: CommandName
  timeout?: string
}>

/** A transition as it is written down: `by` an event, `if` a condition holds, or both. */
export type TransitionForm<StateName extends string, EventName extends string> = Readonly<{
  from: StateName
  to: StateName
  by?: EventName
  if?: ConditionName
  happy?: true
}>

/** A process as it is written down: a name that is not declared is a compile error. */
export type ProcessForm<StateName extends string, EventName extends string> = Readonly<{
  name: string
  initialState: NoInfer<StateName>
  states: Readonly<Record<StateName, StateForm>>
  events: Readonly<Record<EventName, EventForm>>
  transitions: readonly TransitionForm<NoInfer<StateName>, NoInfer<EventName>>[]
}>

/** The process that a form describes. */
export function defineProcess<StateName extends string, EventName extends string>(
  form: ProcessForm<StateName, EventName>,
): Process {
  return {
    name: form.name,
    initialState: form.initialState,
    states: Object.entries<StateForm>(form.states).map(([name, { flags = [], display }]) => ({
      name,
      flags,
      display: display ?? `oms.state.${name.replaceAll(' ', '-')}`,
    })),
    events: Object.entries<EventForm>(form.events).map(([name, event]) => ({
      name,
      isOnEnter: event.onEnter ?? false,
      isManual: event.manual ?? false,
      command: event.command ?? null,
      timeoutMs: event.timeout === undefined ? null : readTimeout(name, event.timeout),
    })),
    transitions: form.transitions.map((transition) => ({
      source: transition.from,
      target: transition.to,
      event: transition.by ?? null,
      condition: transition.if ?? null,
      isHappy: transition.happy ?? false,
    })),
  }
}

function readTimeout(event: string, text: string): number {
  const timeoutMs = parseTimeout(text)
  if (timeoutMs === null) throw new Error(`The timeout "${text}" of "${event}" cannot be read.`)
  return timeoutMs
}
