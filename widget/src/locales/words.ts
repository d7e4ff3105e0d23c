import { en, type Words } from './en.ts'

/** Single words that a shop says differently. */
export type Messages = Partial<Words>

/** Languages besides English, each loaded when it is needed. */
const languages: Readonly<Record<string, () => Promise<Words>>> = {
  de: () => import('./de.ts').then(({ de }) => de),
}

const loaderOf = (locale: string | undefined) =>
  languages[(locale ?? 'en').slice(0, 2).toLowerCase()]

/**
 * The words of a locale as far as they need no loading; null when they do. English stands in for
 * unknown languages.
 */
export const wordsAtHand = (locale: string | undefined): Words | null =>
  loaderOf(locale) ? null : en

/** The words of a locale; English when they cannot be loaded. */
export const loadWords = (locale: string | undefined): Promise<Words> =>
  loaderOf(locale)?.().catch(() => en) ?? Promise.resolve(en)

/** Puts the value into a text with one gap. */
export const fill = (text: string, value: string): string => text.replace(/\{\w+\}/, () => value)
