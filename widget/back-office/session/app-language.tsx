import { german } from '../words-de.ts'
import { germanApps } from '../words-de-apps.ts'
import { english } from '../words-en.ts'
import { englishApps } from '../words-en-apps.ts'
import { useLanguage } from './language.tsx'

/** Every text of the pages for providers, methods and merchants, which is loaded with them. */
export type AppWords = typeof english & typeof englishApps

const words = {
  en: { ...english, ...englishApps },
  de: { ...german, ...germanApps },
} satisfies Record<string, AppWords>

/** The chosen language, with the words of these pages as well. */
export function useAppLanguage() {
  const choice = useLanguage()
  return { ...choice, words: words[choice.language] }
}

/** The words of the chosen language, those of these pages among them. */
export const useAppWords = (): AppWords => useAppLanguage().words
