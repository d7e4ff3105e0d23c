import type { MethodRow } from '../api/contract.ts'
import { type Formats, useFormats } from '../parts/formats.ts'
import { type AppWords, useAppLanguage } from '../session/app-language.tsx'
import type { Language } from '../session/language.tsx'
import { limitCurrency } from './method-draft.ts'

/** What a method is called in the chosen language, else in English, else by its key. */
export const nameOf = (
  { method, names }: { method: string; names: MethodRow['names'] },
  language: Language,
): string => names[language]?.name || names['en']?.name || method

type Limits = Pick<MethodRow, 'currencies' | 'countries' | 'minimumAmount' | 'maximumAmount'>

/** What limits a method, a few words each; nothing where nothing does. */
export function useLimits(): (row: Limits) => string[] {
  const { words } = useAppLanguage()
  const formats = useFormats()
  return (row) =>
    [listOf(row.currencies), listOf(row.countries), amountsOf(row, words, formats)].filter(
      (text) => text !== '',
    )
}

const codesShownMax = 6

const listOf = (codes: readonly string[] | null): string =>
  codes === null
    ? ''
    : codes.slice(0, codesShownMax).join(', ') + (codes.length > codesShownMax ? ' …' : '')

function amountsOf(row: Limits, { methods: words }: AppWords, { money }: Formats): string {
  const currency = limitCurrency(row)
  const { minimumAmount: least, maximumAmount: most } = row
  if (least && most !== null) return words.between(money(least, currency), money(most, currency))
  if (least) return words.from(money(least, currency))
  return most === null ? '' : words.upTo(money(most, currency))
}
