import { findEvent, type Process, type Transition } from './process.ts'
import { formatTimeout } from './timeout.ts'

/** One line of the words at a way: what fires it, on what condition, and what it does. */
export type WayWord = Readonly<{ kind: 'event' | 'condition' | 'note'; text: string }>

/** How items come from one state to another, by one or several transitions. */
export type Way = Readonly<{
  source: string
  target: string
  isHappy: boolean
  /** No person and no time is needed. */
  isAutomatic: boolean
  words: readonly WayWord[]
}>

/** The ways of a process: those to draw as arrows, and those that would only tangle it and are written into their state. */
export type Ways = Readonly<{ arrows: readonly Way[]; jumps: readonly Way[] }>

/** A state that is reached from more states than this draws its arrows together into a knot. */
const arrowsIntoMax = 3

/** A state with more ways out than this writes those down that lead to a knot. */
const arrowsOutMax = 2

/** Tells arrows from jumps. The happy way and the last way into a state always stay arrows. */
export function splitWays(process: Process): Ways {
  const ways = toWays(process)
  const into = Map.groupBy(ways, ({ target }) => target)
  const outOf = Map.groupBy(ways, ({ source }) => source)
  const mayJump = ({ source, target, isHappy }: Way) =>
    !isHappy &&
    (into.get(target)?.length ?? 0) > arrowsIntoMax &&
    (outOf.get(source)?.length ?? 0) > arrowsOutMax
  const jumps = ways.filter(mayJump)
  const staying = [...into.values()].flatMap((group) => (group.every(mayJump) ? [group[0]] : []))
  const isJump = (way: Way) => jumps.includes(way) && !staying.includes(way)
  return { arrows: ways.filter((way) => !isJump(way)), jumps: ways.filter(isJump) }
}

function toWays(process: Process): readonly Way[] {
  const groups = Map.groupBy(process.transitions, ({ source, target }) =>
    JSON.stringify([source, target]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    return {
      source: first.source,
      target: first.target,
      isHappy: group.some(({ isHappy }) => isHappy),
      isAutomatic: group.every((transition) => isAutomatic(process, transition)),
      words: group.flatMap((transition) => wordsOf(process, transition)),
    }
  })
}

function isAutomatic(process: Process, { event }: Transition): boolean {
  const found = event === null ? null : findEvent(process, event)
  return found === null || (!found.isManual && found.timeoutMs === null)
}

function wordsOf(process: Process, { event: name, condition }: Transition): readonly WayWord[] {
  const event = name === null ? null : findEvent(process, name)
  const words: WayWord[] = []
  if (name !== null) words.push({ kind: 'event', text: name })
  if (condition !== null) words.push({ kind: 'condition', text: `if\u00a0${shortName(condition)}` })
  if (event?.timeoutMs)
    words.push({ kind: 'note', text: `after ${formatTimeout(event.timeoutMs)}` })
  if (event?.command) words.push({ kind: 'note', text: `does\u00a0${event.command}` })
  return words
}

/** `Payment/IsCaptured` reads as well without its module. */
const shortName = (condition: string): string => condition.slice(condition.lastIndexOf('/') + 1)
