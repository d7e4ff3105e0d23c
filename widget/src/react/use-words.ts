import { useEffect, useMemo, useState } from 'react'
import { en, type Words } from '../locales/en.ts'
import { loadWords, type Messages, wordsAtHand } from '../locales/words.ts'

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
    void loadWords(locale).then((words) => {
      if (isWanted) setLoaded({ locale, words })
    })
    return () => {
      isWanted = false
    }
  }, [atHand, locale])
  const words = atHand ?? (loaded?.locale === locale ? loaded?.words : null)
  return useMemo(
    () => ({ words: { ...(words ?? en), ...messages }, isReady: Boolean(words) }),
    [words, messages],
  )
}
