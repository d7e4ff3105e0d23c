import type { Place, Problem, ProblemCode } from './problem.ts'
import type { Process, ProcessEvent, State, Transition } from './process.ts'
import type { Placed, ProcessElement } from './process-file.ts'

/** Where the parts of a process stand; the places of transitions are in the order of the transitions. */
export type Places = Readonly<{
  states: ReadonlyMap<string, Place>
  events: ReadonlyMap<string, Place>
  transitions: readonly Place[]
}>

export type PlacedProcess = Readonly<{ process: Process; places: Places }>

type Joined = Readonly<{ process: Process | null; places: Places; problems: readonly Problem[] }>

/** The state in which Spryker's items begin. */
const usualInitialState = 'new'

/** Joins the main process with the sub-processes that it names into one, and tells what does not fit together. */
export function joinProcesses(elements: readonly ProcessElement[], mainFile: string): Joined {
  const problems: Problem[] = []
  const report = (
    severity: Problem['severity'],
    code: ProblemCode,
    message: string,
    place: Place,
  ) => problems.push({ severity, code, message, place })
  const mains = elements.filter(({ isMain }) => isMain)
  const [main] = mains
  if (!main || mains.length > 1) {
    const place = mains[1]?.place ?? { file: mainFile, line: 1, element: '<statemachine>' }
    const message = main ? 'A second process says main="true".' : 'No process says main="true".'
    report('error', main ? 'main-process-repeated' : 'main-process-missing', message, place)
  }
  const parts = main ? partsOf(main, elements, report) : []
  const { states, stateProblems } = joinStates(parts)
  const { events, eventProblems } = joinEvents(parts)
  const transitions = inOrderOfPreference(parts.flatMap((part) => part.transitions))
  const process = main && {
    name: main.name,
    initialState: initialStateOf(states),
    states: states.map(({ value }) => value),
    transitions: transitions.map(({ value }) => value),
    events: events.map(({ value }) => value),
  }
  const places = {
    states: new Map(states.map(({ value, place }) => [value.name, place])),
    events: new Map(events.map(({ value, place }) => [value.name, place])),
    transitions: transitions.map(({ place }) => place),
  }
  return {
    process: process ?? null,
    places,
    problems: [...problems, ...stateProblems, ...eventProblems],
  }
}

type Report = (
  severity: Problem['severity'],
  code: ProblemCode,
  message: string,
  place: Place,
) => unknown

/** The main process and everything that it names, directly or by a sub-process. */
function partsOf(
  main: ProcessElement,
  elements: readonly ProcessElement[],
  report: Report,
): readonly ProcessElement[] {
  const byName = Map.groupBy(elements, ({ name }) => name)
  const wanted = new Set([main.name])
  for (const name of wanted) {
    for (const { value, place } of byName.get(name)?.flatMap((one) => one.subprocesses) ?? []) {
      if (byName.has(value)) wanted.add(value)
      else report('error', 'sub-process-unknown', `No process is called "${value}".`, place)
    }
  }
  const unlisted = elements.filter(({ name }) => !wanted.has(name))
  for (const { name, place } of unlisted) {
    const message = `"${name}" is not among the <subprocesses> of "${main.name}" and left out.`
    report('warning', 'sub-process-unlisted', message, place)
  }
  return elements.filter(({ name }) => wanted.has(name))
}

/** Of several declarations of one name Spryker keeps the last; that they differ is worth a warning. */
function lastOfEach<Value extends { name: string }>(
  declared: readonly Placed<Value>[],
  noun: 'state' | 'event',
): Readonly<{ kept: readonly Placed<Value>[]; problems: readonly Problem[] }> {
  const groups = [...Map.groupBy(declared, ({ value }) => value.name).values()]
  const kept = groups.flatMap((group) => group.slice(-1))
  const problems = groups.flatMap((group): Problem[] => {
    const last = group.at(-1)
    if (!last || group.every(({ value }) => isSame(value, last.value))) return []
    const message = `The ${noun} is declared several times, differently; the last one counts.`
    return [{ severity: 'warning', code: `${noun}-declared-twice`, message, place: last.place }]
  })
  return { kept, problems }
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

function joinStates(parts: readonly ProcessElement[]) {
  const { kept, problems } = lastOfEach<State>(
    parts.flatMap(({ states }) => states),
    'state',
  )
  return { states: kept, stateProblems: problems }
}

function joinEvents(parts: readonly ProcessElement[]) {
  const { kept, problems } = lastOfEach<ProcessEvent>(
    parts.flatMap(({ events }) => events),
    'event',
  )
  return { events: kept, eventProblems: problems }
}

const initialStateOf = (states: readonly Placed<State>[]): string => {
  const names = states.map(({ value }) => value.name)
  return names.includes(usualInitialState) ? usualInitialState : (names[0] ?? usualInitialState)
}

/**
 * Of several conditions that hold Spryker takes the last, we take the first: so those of one state and event are turned
 * round, and an imported process goes where it went.
 */
function inOrderOfPreference(
  transitions: readonly Placed<Transition>[],
): readonly Placed<Transition>[] {
  const keyOf = ({ value }: Placed<Transition>) => JSON.stringify([value.source, value.event])
  const conditional = transitions.filter(({ value }) => value.condition !== null)
  const waiting = Map.groupBy(conditional, keyOf)
  return transitions.map((transition) =>
    transition.value.condition === null
      ? transition
      : (waiting.get(keyOf(transition))?.pop() ?? transition),
  )
}
