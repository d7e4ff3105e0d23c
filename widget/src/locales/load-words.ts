import { en, type Words } from './en.ts'
import { loadLanguage } from './words.ts'

/** The words of a locale; English when they cannot be loaded. */
export const loadWords = (locale: string | undefined): Promise<Words> => loadLanguage(locale, en)
