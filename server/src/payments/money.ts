import currencyCodes from 'currency-codes'

/** The number of decimals of an ISO 4217 currency (JPY 0, EUR 2, KWD 3), or null for an unknown code. */
export function exponentOf(currency: string): number | null {
  return currencyCodes.code(currency)?.digits ?? null
}
