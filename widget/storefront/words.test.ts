import { expect, test } from 'vitest'
import { failureText } from '../page-kit/words.ts'
import { words } from './words.ts'

test('every failure has words in both languages, and says where the money is when it has none of its own', () => {
  expect(failureText(words.en, 'unreachable')).toContain('nothing was charged')
  expect(failureText(words.de, 'unreachable')).toContain('nichts abgebucht')
  expect(failureText(words.en, 'tenant-unknown')).toBe(words.en.failed)
})
