import type { Place, Problem, ProblemCode } from './problem.ts'
import type { ProcessEvent, State, Transition } from './process.ts'
import { parseTimeout } from './timeout.ts'
import { childrenOf, type XmlElement } from './xml-element.ts'

/** Something that a file declares, and where. */
export type Placed<Value> = Readonly<{ value: Value; place: Place }>

/** One `<process>` of a file: its own declarations, or the name of the file that has them. */
export type ProcessElement = Readonly<{
  name: string
  isMain: boolean
  file: string | null
  prefix: string | null
  subprocesses: readonly Placed<string>[]
  states: readonly Placed<State>[]
  transitions: readonly Placed<Transition>[]
  events: readonly Placed<ProcessEvent>[]
  place: Place
}>

/** The processes that a file declares, and what is wrong with the way they are written. */
export type ProcessFile = Readonly<{
  processes: readonly ProcessElement[]
  problems: readonly Problem[]
}>

type Reading = Readonly<{ file: string; prefix: string | null; problems: Problem[] }>

/** Spryker writes a prefix and the name it belongs to like this. */
const prefixDelimiter = ' - '

/** Reads a `<statemachine>` as Spryker does; with a prefix, names of states and events carry it. */
export function readProcessFile(
  root: XmlElement,
  file: string,
  prefix: string | null,
): ProcessFile {
  const reading: Reading = { file, prefix, problems: [] }
  if (root.name !== 'statemachine') {
    report(reading, root, 'error', ['root-unknown', 'The root element is not <statemachine>.'])
    return { processes: [], problems: reading.problems }
  }
  const elements = childrenOf(root, 'process')
  const processes = elements.map((element) => readProcess(reading, element))
  return { processes, problems: reading.problems }
}

function readProcess(reading: Reading, element: XmlElement): ProcessElement {
  const partsOf = (group: string, name: string) =>
    childrenOf(element, group).flatMap((parent) => childrenOf(parent, name))
  return {
    name: readName(reading, element),
    isMain: readBoolean(reading, element, 'main'),
    file: attributeOf(element, 'file'),
    prefix: attributeOf(element, 'prefix'),
    subprocesses: partsOf('subprocesses', 'process').map((child) => ({
      value: child.text.trim(),
      place: placeOf(reading, child),
    })),
    states: partsOf('states', 'state').map((child) => readState(reading, child)),
    transitions: partsOf('transitions', 'transition').map((child) =>
      readTransition(reading, child),
    ),
    events: partsOf('events', 'event').map((child) => readEvent(reading, child)),
    place: placeOf(reading, element),
  }
}

function readState(reading: Reading, element: XmlElement): Placed<State> {
  const flags = childrenOf(element, 'flag').map((flag) => flag.text.trim())
  const isReserved = readBoolean(reading, element, 'reserved')
  return {
    value: {
      name: withPrefix(reading, readName(reading, element)),
      flags: [...new Set([...(isReserved ? ['reserved'] : []), ...flags.filter(Boolean)])],
      display: attributeOf(element, 'display'),
    },
    place: placeOf(reading, element),
  }
}

function readTransition(reading: Reading, element: XmlElement): Placed<Transition> {
  const source = textOf(element, 'source')
  const target = textOf(element, 'target')
  const event = textOf(element, 'event')
  for (const [name, text] of [
    ['source', source],
    ['target', target],
  ]) {
    if (text) continue
    report(reading, element, 'error', ['transition-incomplete', `It has no <${name}>.`])
  }
  return {
    value: {
      source: withPrefix(reading, source),
      target: withPrefix(reading, target),
      event: event ? withPrefix(reading, event) : null,
      condition: attributeOf(element, 'condition'),
      isHappy: readBoolean(reading, element, 'happy'),
    },
    place: {
      ...placeOf(reading, element),
      element: `<transition> from "${source}" to "${target}"`,
    },
  }
}

function readEvent(reading: Reading, element: XmlElement): Placed<ProcessEvent> {
  const timeout = attributeOf(element, 'timeout')
  const timeoutMs = timeout === null ? null : parseTimeout(timeout)
  if (timeout !== null && timeoutMs === null) {
    report(reading, element, 'error', ['timeout-unreadable', `"${timeout}" is no timeout.`])
  }
  const processor = attributeOf(element, 'timeoutProcessor')
  if (processor !== null) {
    const message = `The timeout processor "${processor}" is a plugin of Spryker and not run here.`
    report(reading, element, 'warning', ['timeout-processor-ignored', message])
  }
  return {
    value: {
      name: withPrefix(reading, readName(reading, element)),
      isOnEnter: readBoolean(reading, element, 'onEnter'),
      isManual: readBoolean(reading, element, 'manual'),
      command: attributeOf(element, 'command'),
      timeoutMs,
    },
    place: placeOf(reading, element),
  }
}

function readName(reading: Reading, element: XmlElement): string {
  const name = attributeOf(element, 'name')
  if (name === null) report(reading, element, 'error', ['name-missing', 'It has no name.'])
  return name ?? ''
}

/** Spryker takes `true` for true and everything else for false, which surprises who writes `1`. */
function readBoolean(reading: Reading, element: XmlElement, attribute: string): boolean {
  const text = attributeOf(element, attribute)
  if (text !== null && text !== 'true' && text !== 'false') {
    const message = `${attribute}="${text}" counts as false; write "true" or "false".`
    report(reading, element, 'warning', ['boolean-unreadable', message])
  }
  return text === 'true'
}

const attributeOf = (element: XmlElement, name: string): string | null =>
  element.attributes[name]?.trim() || null

const textOf = (element: XmlElement, name: string): string =>
  childrenOf(element, name)[0]?.text.trim() ?? ''

const withPrefix = ({ prefix }: Reading, name: string): string =>
  prefix === null ? name : `${prefix}${prefixDelimiter}${name}`

function placeOf({ file }: Reading, element: XmlElement): Place {
  const name = attributeOf(element, 'name')
  const tag = name === null ? `<${element.name}>` : `<${element.name} name="${name}">`
  return { file, line: element.line, element: tag }
}

function report(
  reading: Reading,
  element: XmlElement,
  severity: Problem['severity'],
  [code, message]: readonly [ProblemCode, string],
): void {
  reading.problems.push({ severity, code, message, place: placeOf(reading, element) })
}
