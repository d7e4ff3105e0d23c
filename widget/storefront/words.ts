import type { ShopFailure } from './shop/failure.ts'
import { german } from './words-de.ts'
import { english } from './words-en.ts'

/** Every text of the storefront; a language that misses one does not compile. */
export type Words = typeof english

export const words = { en: english, de: german satisfies Words }

/** What to tell a shopper about a failure: its own words, or those that are true of any. */
export function failureText({ failures, failed }: Words, kind: ShopFailure['kind']): string {
  const texts: Partial<Record<ShopFailure['kind'], string>> = failures
  return texts[kind] ?? failed
}
