import { formatAmount } from '@tillway/widget'
import { useCallback } from 'react'
import { useLanguage } from '../session/language.tsx'

/** Writes minor units as people of the chosen language do. */
export function useMoney(): (amountMinor: number, currency: string) => string {
  const { locale } = useLanguage()
  return useCallback((amount, currency) => formatAmount({ amount, currency }, locale), [locale])
}
