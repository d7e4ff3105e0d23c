import type { Words } from './en.ts'
import { enCheckout } from './en-checkout.ts'
import type { ExpressWords } from './express-words-en.ts'

/** Single words that a shop says differently. */
export type Messages = Partial<Words & ExpressWords>

/** Languages besides English, each loaded when it is needed. */
const languages: Readonly<Record<string, () => Promise<Words>>> = {
  de: () => import('./de.ts').then(({ de }) => de),
}

const loaderOf = (locale: string | undefined) =>
  languages[(locale ?? 'en').slice(0, 2).toLowerCase()]

/** English, as far as a checkout needs it: the parts that are loaded later bring their own words. */
export const firstWords = enCheckout as Words

/**
 * The words of a locale as far as they need no loading; null when they do. English stands in for
 * unknown languages.
 */
export const wordsAtHand = (locale: string | undefined): Words | null =>
  loaderOf(locale) ? null : firstWords

/** The words of a locale, or what is given when they cannot be loaded or are not known. */
export const loadLanguage = (locale: string | undefined, otherwise: Words): Promise<Words> =>
  loaderOf(locale)?.().catch(() => otherwise) ?? Promise.resolve(otherwise)

/** Puts the value into a text with one gap. */
export const fill = (text: string, value: string): string => text.replace(/\{\w+\}/, () => value)
