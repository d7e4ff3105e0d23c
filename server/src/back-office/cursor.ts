/** A place in a list: the exact time of its last row, as the database writes it, and the id that tells equals apart. */
export type Place = { at: string; id: string }

/** Opaque to clients. The time keeps its microseconds: a rounded one would skip or repeat rows. */
export const toCursor = ({ at, id }: Place): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

const exactTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

/** The place that a cursor names, or null when it is none of ours. */
export function readCursor(cursor: string): Place | null {
  const value = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(value) || value.length !== 2) return null
  const [at, id]: unknown[] = value
  const isPlace = typeof at === 'string' && exactTime.test(at) && typeof id === 'string'
  return isPlace && !Number.isNaN(Date.parse(at)) ? { at, id } : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whatever a client sends as a cursor is either ours or refused.
    return null
  }
}
