import { type ExpressWords, expressEn } from './express-words-en.ts'

/** Languages besides English, each loaded when it is needed. */
const languages: Readonly<Record<string, () => Promise<ExpressWords>>> = {
  de: () => import('./express-words-de.ts').then(({ expressDe }) => expressDe),
}

/** The express words of a locale; English when there are none or they cannot be loaded. */
export const loadExpressWords = (locale: string | undefined): Promise<ExpressWords> =>
  languages[(locale ?? 'en').slice(0, 2).toLowerCase()]?.().catch(() => expressEn) ??
  Promise.resolve(expressEn)
