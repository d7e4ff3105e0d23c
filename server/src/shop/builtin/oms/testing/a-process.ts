import type { Process, ProcessEvent, State, Transition } from '../process.ts'

/** A process for a test. States are those of its transitions unless named; events are plain unless described. */
export function aProcess({
  states,
  events = {},
  transitions,
}: {
  states?: readonly Partial<State>[]
  events?: Readonly<Record<string, Partial<ProcessEvent>>>
  transitions: readonly Partial<Transition>[]
}): Process {
  const full = transitions.map(
    (transition): Transition => ({
      source: '',
      target: '',
      event: null,
      condition: null,
      isHappy: false,
      ...transition,
    }),
  )
  const stateNames = new Set(full.flatMap(({ source, target }) => [source, target]))
  const eventNames = new Set(full.flatMap(({ event }) => event ?? []))
  return {
    name: 'Test01',
    initialState: full[0]?.source ?? 'new',
    states: (states ?? [...stateNames].map((name) => ({ name }))).map((state) => ({
      name: '',
      flags: [],
      display: null,
      ...state,
    })),
    events: [...new Set([...eventNames, ...Object.keys(events)])].map((name) => ({
      name,
      isOnEnter: false,
      isManual: false,
      command: null,
      timeoutMs: null,
      ...events[name],
    })),
    transitions: full,
  }
}
