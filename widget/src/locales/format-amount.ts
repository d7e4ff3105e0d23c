import type { Total } from '../core/options.ts'

/** An amount as people of this locale write it, with the currency's own number of decimals. */
export function formatAmount({ amount, currency }: Total, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const { maximumFractionDigits: digits = 0 } = format.resolvedOptions()
  const minor = String(Math.abs(amount)).padStart(digits + 1, '0')
  const whole = minor.length - digits
  // Moving the point in the text keeps binary fractions out of money.
  return format.format(
    Number(`${amount < 0 ? '-' : ''}${minor.slice(0, whole)}.${minor.slice(whole)}0`),
  )
}
