import { german } from './words-de.ts'
import { english } from './words-en.ts'

/** Every text of the storefront; a language that misses one does not compile. */
export type Words = typeof english

export const words = { en: english, de: german satisfies Words }
