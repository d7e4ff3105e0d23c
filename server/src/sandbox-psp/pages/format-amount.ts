import currencyCodes from 'currency-codes'

/**
 * An amount in minor units for people: `24890` EUR in `de-DE` is `248,90 €`. Exact, never through a float.
 */
export function formatAmount(amountMinor: number, currency: string, locale: string): string {
  const exponent = currencyCodes.code(currency)?.digits ?? 2
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const decimal = `${amountMinor < 0 ? '-' : ''}${whole}.${digits.slice(digits.length - exponent)}`
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  })
  // Safe: sign, digits and one point are a decimal number, which Intl reads without rounding.
  return format.format(decimal as `${number}`)
}
