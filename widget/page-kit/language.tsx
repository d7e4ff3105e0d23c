import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { readStored, store } from './browser-storage.ts'
import type { KitWords } from './words.ts'

/** A language that an app speaks. */
type Spoken = { key: string; locale: string; label: string; words: KitWords }

/** The languages of an app. The first one is for everybody whose browser prefers none of them. */
type Languages = readonly [Spoken, ...Spoken[]]

type LanguageChoice = { chosen: Spoken; languages: Languages; choose: (key: string) => void }

const LanguageContext = createContext<LanguageChoice | null>(null)

type LanguageProviderProps = { languages: Languages; storageKey: string; children: ReactNode }

/** Gives the chosen language to everything below, keeps the choice in this browser and `lang` of the document true. */
export function LanguageProvider({ languages, storageKey, children }: LanguageProviderProps) {
  const [chosen, setChosen] = useState(() => initialLanguage(languages, storageKey))
  useEffect(() => {
    document.documentElement.lang = chosen.key
  }, [chosen])
  const choice = useMemo<LanguageChoice>(
    () => ({
      chosen,
      languages,
      choose(key) {
        store('localStorage', storageKey, key)
        setChosen((before) => find(languages, key) ?? before)
      },
    }),
    [chosen, languages, storageKey],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

/** The language that was chosen here before, else the one the browser prefers, else the first. */
function initialLanguage(languages: Languages, storageKey: string): Spoken {
  const [preferred = ''] = navigator.language.toLowerCase().split('-')
  const stored = readStored('localStorage', storageKey) ?? ''
  return find(languages, stored) ?? find(languages, preferred) ?? languages[0]
}

const find = (languages: Languages, key: string): Spoken | undefined =>
  languages.find((one) => one.key === key)

/** The language around the parts of the kit, and what else there is to choose. */
export function useLanguageChoice(): LanguageChoice {
  const choice = useContext(LanguageContext)
  if (!choice) throw new Error('useLanguageChoice() needs a <LanguageProvider> above it.')
  return choice
}

/** What the kit says, in the chosen language. */
export const useKitWords = (): KitWords => useLanguageChoice().chosen.words
