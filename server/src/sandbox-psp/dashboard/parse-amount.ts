import currencyCodes from 'currency-codes'

/** What a person typed as an amount, in minor units: `12,5` EUR is 1250. Null where it is none, or too exact. */
export function parseAmount(text: string, currency: string): number | null {
  const exponent = currencyCodes.code(currency)?.digits ?? 2
  const typed = /^(?<whole>\d{1,9})(?:[.,](?<decimals>\d+))?$/.exec(text.trim())?.groups
  const decimals = typed?.decimals ?? ''
  if (!typed || decimals.length > exponent) return null
  const amountMinor = Number(`${typed.whole}${decimals.padEnd(exponent, '0')}`)
  return amountMinor > 0 ? amountMinor : null
}
