import type { Failure } from './api/failure.ts'
import { german } from './words-de.ts'
import { english } from './words-en.ts'

/** Every text of the back office; a language that misses one does not compile. */
export type Words = typeof english

export const words = { en: english, de: german satisfies Words }

/** What to tell an operator about a failure: its own words, or those that are true of any. */
export const failureText = ({ failures, failed }: Words, kind: Failure['kind']): string =>
  failures[kind] ?? failed
