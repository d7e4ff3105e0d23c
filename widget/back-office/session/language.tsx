import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Words, words } from '../words.ts'
import { readStored, store } from './browser-storage.ts'

export const languages = {
  en: { locale: 'en-GB', label: 'English' },
  de: { locale: 'de-DE', label: 'Deutsch' },
} as const
export type Language = keyof typeof languages

type LanguageChoice = {
  language: Language
  locale: string
  words: Words
  choose: (language: Language) => void
}

const LanguageContext = createContext<LanguageChoice | null>(null)
const storageKey = 'tillway.language'

/** True for the languages that the back office speaks. */
export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)

/** The language that was chosen here before, else the one the browser prefers, else English. */
function initialLanguage(): Language {
  const chosen = readStored('localStorage', storageKey)
  if (chosen && isLanguage(chosen)) return chosen
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en'
}

/** Gives words and locale to everything below, and keeps `lang` of the document true. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      locale: languages[language].locale,
      words: words[language],
      choose(next) {
        store('localStorage', storageKey, next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

/** The chosen language with its words. */
export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext)
  if (!choice) throw new Error('useLanguage() needs a <LanguageProvider> above it.')
  return choice
}

/** The words of the chosen language. */
export const useWords = (): Words => useLanguage().words
