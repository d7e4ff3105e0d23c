import type { CartView } from '../../contract/shop/carts.ts'

/** Sums in minor units, tax included in all of them. */
export type Totals = CartView['totals']

export type PricedLine = { unitPriceMinor: number; quantity: number }

const taxPercent = 19

/** The sums of these lines with this shipping. Nothing is shipped, and nothing costs, without a line. */
export function totalsOf(lines: readonly PricedLine[], shippingMinor: number): Totals {
  const subtotal = lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0)
  const expenseTotal = lines.length === 0 ? 0 : shippingMinor
  const grandTotal = subtotal + expenseTotal
  return {
    subtotal,
    expenseTotal,
    discountTotal: 0,
    taxTotal: taxContainedIn(grandTotal),
    grandTotal,
    priceToPay: grandTotal,
  }
}

/**
 * The tax inside a gross amount: gross × 19 / 119, rounded half up, once and on the whole sum. Rounding each line would
 * make the tax depend on how the same goods are spread over lines. Integers throughout.
 */
export function taxContainedIn(grossMinor: number): number {
  const divisor = 100 + taxPercent
  return Math.floor((2 * grossMinor * taxPercent + divisor) / (2 * divisor))
}
