import { useMemo } from 'react'
import { useLanguage } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'
import { createShop, type Shop } from './json-api.ts'

/** The shop for this shopper and language; `owner` belongs into the query key of everything private. */
export function useShop(): { shop: Shop; owner: string } {
  const { shopper, username } = useSession()
  const { locale } = useLanguage()
  return useMemo(
    () => ({ shop: createShop(shopper, locale), owner: username ?? 'guest' }),
    [shopper, locale, username],
  )
}
