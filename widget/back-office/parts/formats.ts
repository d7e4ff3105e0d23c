import { useMemo } from 'react'
import { formatAmount } from '../../src/locales/format-amount.ts'
import { useLanguage } from '../session/language.tsx'

/** Amounts and times as people of the chosen language write them. */
export type Formats = {
  money: (amountMinor: number, currency: string) => string
  /** A moment in a list: the year only where it is not this one. */
  moment: (at: string) => string
  /** A moment with everything that is known of it. */
  exactly: (at: string) => string
  day: (at: string) => string
  /** The time of a day to the thousandth of a second. */
  clock: (at: string) => string
  /** How long ago or ahead, in the largest unit that fits. */
  away: (at: string, now: number) => string
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** The formats of a locale. */
function createFormats(locale: string): Formats {
  const short = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  const thisYear = new Intl.DateTimeFormat(locale, short)
  const otherYear = new Intl.DateTimeFormat(locale, { ...short, year: 'numeric' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  return {
    money: (amount, currency) => formatAmount({ amount, currency }, locale),
    moment: (at) => {
      const date = new Date(at)
      const isThisYear = date.getFullYear() === new Date().getFullYear()
      return (isThisYear ? thisYear : otherYear).format(date)
    },
    exactly: (at) => full.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    // Thousandths behind a comma would not read as one number with the seconds of the rows below.
    clock: (at) => clock.format(new Date(at)).replace(/,(?=\d{3}$)/, '.'),
    away: (at, now) => {
      const ms = new Date(at).getTime() - now
      const [unit, size] = units.find(([, unitMs]) => Math.abs(ms) >= unitMs) ?? units[3]
      return relative.format(Math.trunc(ms / size), unit)
    },
  }
}

/** The formats of the chosen language. */
export function useFormats(): Formats {
  const { locale } = useLanguage()
  return useMemo(() => createFormats(locale), [locale])
}
