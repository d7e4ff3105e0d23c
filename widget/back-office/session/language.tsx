import type { ReactNode } from 'react'
import {
  LanguageProvider as KitLanguageProvider,
  useLanguageChoice,
} from '../../page-kit/language.tsx'
import { type Words, words } from '../words.ts'

const languages = [
  { key: 'en', locale: 'en-GB', label: 'English', words: words.en },
  { key: 'de', locale: 'de-DE', label: 'Deutsch', words: words.de },
] as const
export type Language = (typeof languages)[number]['key']

/** Lets everything below speak the languages of the back office. */
export const LanguageProvider = ({ children }: { children: ReactNode }) => (
  <KitLanguageProvider languages={languages} storageKey="tillway.language">
    {children}
  </KitLanguageProvider>
)

/** The chosen language with its words. */
export function useLanguage(): { language: Language; locale: string; words: Words } {
  const { chosen } = useLanguageChoice()
  const { key, locale, words } = languages.find((one) => one.key === chosen.key) ?? languages[0]
  return { language: key, locale, words }
}

/** The words of the chosen language. */
export const useWords = (): Words => useLanguage().words
