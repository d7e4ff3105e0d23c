/** A piece of a sentence: `strong` is what matters, `detail` is for who looks closely. */
export type Piece = { kind: 'plain' | 'strong' | 'detail'; text: string }

type Values = Readonly<Record<string, string | undefined>>

const marks = /\*\*(?<strong>[^*]+)\*\*|`(?<detail>[^`]+)`/g
const gaps = /\{(\w+)\}/g

/**
 * Fills the gaps of a template and takes it apart at its marks. A detail whose value is not known is left out; a sentence
 * that cannot be said without one is null.
 */
export function toSentence(template: string, values: Values): Piece[] | null {
  const pieces: Piece[] = []
  let from = 0
  for (const match of template.matchAll(marks)) {
    pieces.push({ kind: 'plain', text: template.slice(from, match.index) })
    const { strong, detail } = match.groups ?? {}
    pieces.push(strong ? { kind: 'strong', text: strong } : { kind: 'detail', text: detail ?? '' })
    from = match.index + match[0].length
  }
  pieces.push({ kind: 'plain', text: template.slice(from) })
  const filled = pieces.map(({ kind, text }) => ({ kind, text: fill(text, values) }))
  if (filled.some(({ kind, text }) => text === null && kind !== 'detail')) return null
  return filled.flatMap(({ kind, text }) => (text ? [{ kind, text }] : []))
}

/** Null when a gap has no value. */
function fill(text: string, values: Values): string | null {
  const isFull = [...text.matchAll(gaps)].every(([, name = '']) => values[name])
  return isFull ? text.replace(gaps, (_, name: string) => values[name] ?? '') : null
}

/** The server's own sentence, with the values in it made strong. */
export function fromWords(
  words: string,
  params: Readonly<Record<string, string | number>>,
): Piece[] {
  const values = Object.values(params).filter(
    (value): value is string => typeof value === 'string' && value.length > 2,
  )
  const found = values
    .map((value) => ({ value, at: words.indexOf(value) }))
    .filter(({ at }) => at >= 0)
  const [first] = found.toSorted((one, other) => one.at - other.at)
  if (!first) return [{ kind: 'plain', text: words }]
  const end = first.at + first.value.length
  const pieces: Piece[] = [
    { kind: 'plain', text: words.slice(0, first.at) },
    { kind: 'strong', text: first.value },
    { kind: 'plain', text: words.slice(end) },
  ]
  return pieces.filter(({ text }) => text !== '')
}
