import type { ReactNode } from 'react'
import {
  LanguageProvider as KitLanguageProvider,
  useLanguageChoice,
} from '../../page-kit/language.tsx'
import { type Words, words } from '../words.ts'

const languages = [
  { key: 'en', locale: 'en-GB', label: 'EN · EUR', words: words.en },
  { key: 'de', locale: 'de-DE', label: 'DE · EUR', words: words.de },
] as const

/** Lets everything below speak the languages of the storefront. */
export const LanguageProvider = ({ children }: { children: ReactNode }) => (
  <KitLanguageProvider languages={languages} storageKey="lumen-oak.language">
    {children}
  </KitLanguageProvider>
)

/** The chosen language with its words. */
export function useLanguage(): { locale: string; words: Words } {
  const { chosen } = useLanguageChoice()
  return languages.find(({ key }) => key === chosen.key) ?? languages[0]
}

/** The words of the chosen language. */
export const useWords = (): Words => useLanguage().words
