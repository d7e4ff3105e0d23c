import fc from 'fast-check'
import { expect, test } from 'vitest'
import { taxContainedIn, totalsOf } from './totals.ts'

const line = fc.record({
  unitPriceMinor: fc.integer({ min: 1, max: 5_000_000 }),
  quantity: fc.integer({ min: 1, max: 99 }),
})
const lines = fc.array(line, { minLength: 1, maxLength: 20 })
const shipping = fc.integer({ min: 0, max: 100_000 })

test('the totals of the sketch: lamp, pendant and standard shipping', () => {
  const sketch = [
    { unitPriceMinor: 14900, quantity: 1 },
    { unitPriceMinor: 9500, quantity: 1 },
  ]
  expect(totalsOf(sketch, 490)).toEqual({
    subtotal: 24400,
    expenseTotal: 490,
    discountTotal: 0,
    taxTotal: 3974,
    grandTotal: 24890,
    priceToPay: 24890,
  })
})

test('an empty cart costs nothing, whatever its shipping', () => {
  fc.assert(fc.property(shipping, (price) => totalsOf([], price).grandTotal === 0))
})

test('the grand total is the sum of lines and shipping, in whole cents', () => {
  fc.assert(
    fc.property(lines, shipping, (some, price) => {
      const totals = totalsOf(some, price)
      const sum = some.map((one) => one.unitPriceMinor * one.quantity).reduce((a, b) => a + b)
      expect(totals.subtotal).toBe(sum)
      expect(totals.grandTotal).toBe(sum + price)
      expect(totals.priceToPay).toBe(totals.grandTotal)
      expect(Object.values(totals).every(Number.isSafeInteger)).toBe(true)
    }),
  )
})

test('the contained tax is never more than half a cent from 19/119 of the total', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (gross) => {
      const distanceTimes119 = Math.abs(taxContainedIn(gross) * 119 - gross * 19)
      expect(distanceTimes119 * 2).toBeLessThanOrEqual(119)
    }),
  )
})

test('neither the order of lines nor how goods are spread over them changes a total', () => {
  fc.assert(
    fc.property(lines, shipping, (some, price) => {
      const single = some.flatMap((one) => Array(one.quantity).fill({ ...one, quantity: 1 }))
      expect(totalsOf(some.toReversed(), price)).toEqual(totalsOf(some, price))
      expect(totalsOf(single, price)).toEqual(totalsOf(some, price))
    }),
  )
})
