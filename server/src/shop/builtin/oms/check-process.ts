import { findAutomaticLoops } from './automatic-loops.ts'
import { eventsOfMessages } from './event-based.ts'
import type { Places } from './join-processes.ts'
import type { Place, Problem, ProblemCode } from './problem.ts'
import { eventsFrom, findEvent, findState, isFinal, type Process } from './process.ts'

/** The names that the shop can carry out and answer. */
export type KnownNames = Readonly<{
  commands: readonly string[]
  conditions: readonly string[]
}>

type Checked = Readonly<{ process: Process; known: KnownNames; places: Places | null }>

/** States that may well be the end of an item; any other state without a way out is asked about. */
const usualEnds =
  /\b(closed|cancell?ed|completed?|refunded|returned|rejected|invalid|expired|done)$/

/** Everything that is wrong or odd about a process, whatever it was read from. */
export function checkProcess(
  process: Process,
  known: KnownNames,
  places: Places | null = null,
): readonly Problem[] {
  const checked = { process, known, places }
  return [
    ...checkTransitions(checked),
    ...checkConditions(checked),
    ...checkEvents(checked),
    ...checkStates(checked),
    ...checkChoices(checked),
    ...checkLoops(checked),
  ]
}

function checkTransitions({ process, places }: Checked): readonly Problem[] {
  return process.transitions.flatMap(({ source, target, event }, index) => {
    const place = places?.transitions[index] ?? null
    const states = [...new Set([source, target])].filter((name) => !findState(process, name))
    const undeclared = states.map((name) =>
      error('state-undeclared', `The state "${name}" is not declared.`, place),
    )
    if (event === null || findEvent(process, event)) return undeclared
    return [
      ...undeclared,
      error('event-undeclared', `The event "${event}" is not declared.`, place),
    ]
  })
}

function checkConditions({ process, known, places }: Checked): readonly Problem[] {
  return process.transitions.flatMap(({ condition }, index) => {
    if (condition === null || known.conditions.includes(condition)) return []
    const message = `The shop knows no condition "${condition}".`
    return error('condition-unknown', message, places?.transitions[index] ?? null)
  })
}

function checkEvents({ process, known, places }: Checked): readonly Problem[] {
  const used = new Set(process.transitions.map(({ event }) => event))
  const ofMessages = Object.values(eventsOfMessages)
  return process.events.flatMap((event) => {
    const { name, command } = event
    const place = places?.events.get(name) ?? null
    const problems: Problem[] = []
    if (command !== null && !known.commands.includes(command)) {
      problems.push(error('command-unknown', `The shop knows no command "${command}".`, place))
    }
    const fires = event.isOnEnter || event.isManual || event.timeoutMs !== null
    if (!used.has(name)) {
      problems.push(warning('event-unused', `No transition is taken by "${name}".`, place))
    } else if (!fires && !ofMessages.includes(name)) {
      const message = `Nothing fires "${name}": it is not manual, not onEnter, has no timeout, and no message stands for it.`
      problems.push(warning('event-never-fired', message, place))
    }
    return problems
  })
}

function checkStates({ process, places }: Checked): readonly Problem[] {
  const reachable = reachableStates(process)
  return process.states.flatMap(({ name, flags }) => {
    const place = places?.states.get(name) ?? null
    if (!reachable.has(name)) {
      const message = `No item comes from "${process.initialState}" to "${name}".`
      return warning('state-unreachable', message, place)
    }
    const isStuck = process.transitions.every(
      ({ source, target }) => source !== name || target === name,
    )
    const mayEnd = isFinal(process, name) && (usualEnds.test(name) || flags.includes('final'))
    if (!isStuck || mayEnd) return []
    const message = `An item in "${name}" never leaves it; flag it "final" if that is meant.`
    return warning('state-without-exit', message, place)
  })
}

function reachableStates(process: Process): ReadonlySet<string> {
  const reachable = new Set([process.initialState])
  for (const state of reachable) {
    for (const { source, target } of process.transitions) {
      if (source === state) reachable.add(target)
    }
  }
  return reachable
}

/** One event may have one way without a condition, and a state one event to begin with: a second is never taken. */
function checkChoices({ process, places }: Checked): readonly Problem[] {
  const taken = new Set<string>()
  const unconditional = process.transitions.flatMap(({ source, event, condition }, index) => {
    const key = JSON.stringify([source, event, condition])
    if (!taken.has(key)) {
      taken.add(key)
      return []
    }
    const by = event === null ? 'without an event' : `by "${event}"`
    const where = `From "${source}" a second transition ${by}`
    const how = condition === null ? 'without a condition' : `on the same condition "${condition}"`
    const message = `${where} ${how} is never taken.`
    return error('transitions-ambiguous', message, places?.transitions[index] ?? null)
  })
  const onEnter = process.states.flatMap(({ name }) => {
    const names = eventsFrom(process, name).filter(({ isOnEnter }) => isOnEnter)
    if (names.length < 2) return []
    const list = names.map((event) => `"${event.name}"`).join(' and ')
    const message = `Entering "${name}" would fire ${list}; only the first one fires.`
    return warning('on-enter-ambiguous', message, places?.states.get(name) ?? null)
  })
  return [...unconditional, ...onEnter]
}

function checkLoops({ process, places }: Checked): readonly Problem[] {
  return findAutomaticLoops(process).map(({ path, isCertain }) => {
    const [first = ''] = path
    const way = [...path, first].map((state) => `"${state}"`).join(' -> ')
    const place = places?.states.get(first) ?? null
    return isCertain
      ? error('on-enter-loop', `An item never comes to rest: ${way}.`, place)
      : warning('loop-possible', `Some conditions would keep an item going round: ${way}.`, place)
  })
}

const error = (code: ProblemCode, message: string, place: Place | null): Problem => ({
  severity: 'error',
  code,
  message,
  place,
})

const warning = (code: ProblemCode, message: string, place: Place | null): Problem => ({
  severity: 'warning',
  code,
  message,
  place,
})
