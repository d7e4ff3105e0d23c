import { useEffect, useMemo, useState } from 'react'
import type { Words } from '../locales/en.ts'
import { firstWords, loadLanguage, type Messages, wordsAtHand } from '../locales/words.ts'

type WordsWanted = {
  locale: string | undefined
  given: Words | undefined
  messages: Messages | undefined
}

/**
 * The words of the locale with the shop's own on top. While they load, English ones hold their
 * place unseen.
 */
export function useWords({ locale, given, messages }: WordsWanted): {
  words: Words
  isReady: boolean
} {
  const [loaded, setLoaded] = useState<{ locale: string | undefined; words: Words } | null>(null)
  const atHand = given ?? wordsAtHand(locale)
  useEffect(() => {
    if (atHand) return
    let isWanted = true
    void loadLanguage(locale, firstWords).then((words) => {
      if (isWanted) setLoaded({ locale, words })
    })
    return () => {
      isWanted = false
    }
  }, [atHand, locale])
  const words = atHand ?? (loaded?.locale === locale ? loaded?.words : null)
  return useMemo(
    () => ({ words: { ...(words ?? firstWords), ...messages }, isReady: Boolean(words) }),
    [words, messages],
  )
}
