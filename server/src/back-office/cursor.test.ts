import { expect, test } from 'vitest'
import { readCursor, toCursor } from './cursor.ts'

const place = { at: '2026-01-15T09:14:41.012345Z', id: 'tx_1' }

test('a cursor keeps the exact place', () => {
  expect(readCursor(toCursor(place))).toEqual(place)
})

test.each([
  ['nothing', ''],
  ['no JSON', 'abc'],
  ['another shape', Buffer.from('{"at":1}').toString('base64url')],
  ['half a place', Buffer.from('["2026-01-15T09:14:41.012345Z"]').toString('base64url')],
  ['no time', toCursor({ at: "now' or true", id: 'x' })],
  ['no day of any month', toCursor({ at: '2026-19-45T09:14:41.012345Z', id: 'x' })],
])('%s is no cursor', (_name, text) => {
  expect(readCursor(text)).toBeNull()
})
