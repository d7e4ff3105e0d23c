/** Where something stands in the files of a process. */
export type Place = Readonly<{ file: string; line: number; element: string }>

/** Everything that may be wrong with a process, by a name that does not change. */
export const problemCodes = [
  'xml-malformed',
  'xml-doctype',
  'xml-too-deep',
  'file-too-large',
  'root-unknown',
  'file-unreadable',
  'file-outside-folder',
  'files-too-many',
  'main-process-missing',
  'main-process-repeated',
  'sub-process-unknown',
  'sub-process-unlisted',
  'name-missing',
  'transition-incomplete',
  'timeout-unreadable',
  'timeout-processor-ignored',
  'boolean-unreadable',
  'state-declared-twice',
  'event-declared-twice',
  'state-undeclared',
  'event-undeclared',
  'command-unknown',
  'condition-unknown',
  'transitions-ambiguous',
  'on-enter-loop',
  'on-enter-ambiguous',
  'loop-possible',
  'state-unreachable',
  'state-without-exit',
  'event-unused',
  'event-never-fired',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** Something wrong with a process. An error keeps it from running as it is meant; a warning asks whether it is meant. */
export type Problem = Readonly<{
  severity: 'error' | 'warning'
  code: ProblemCode
  message: string
  place: Place | null
}>

export const isError = ({ severity }: Problem): boolean => severity === 'error'

/** A problem in one line: where, how bad, what. */
export function toLine({ severity, code, message, place }: Problem): string {
  const where = place ? `${place.file}:${place.line} ${place.element}: ` : ''
  return `${where}${severity}: ${message} [${code}]`
}
