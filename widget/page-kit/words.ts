import type { Failure } from './failure.ts'

/** What the kit itself says; the words of each app hold it, in the app's own tone. */
export type KitWords = {
  language: string
  slow: string
  slowAction: string
  loadFailed: string
  retry: string
  failures: Readonly<Partial<Record<Failure['kind'], string>>>
  failed: string
}

/** What to tell somebody about a failure: its own words, or those that are true of any. */
export const failureText = (
  { failures, failed }: Pick<KitWords, 'failures' | 'failed'>,
  kind: Failure['kind'],
): string => failures[kind] ?? failed
