import { expect, test } from 'vitest'
import { initializePayment } from '../../contract/app/initialize-payment.ts'
import { parseForm } from './parse-form.ts'

const order = [
  'orderData[orderReference]=DE--1',
  'orderData[currencyCode]=EUR',
  'orderData[grandTotal]=24890',
  'orderData[paymentMethod]=card',
  'orderData[items][0][idSalesOrderItem]=7',
  'orderData[items][0][name]=Desk+lamp+%E2%80%9CFjord%E2%80%9D',
  'orderData[items][0][quantity]=2',
  'orderData[items][0][unitPrice]=12445',
].join('&')

test('an order that a shop sends as a form is the order that it would send as JSON', () => {
  const parsed = parseForm(order)
  if (!parsed.ok) throw new Error(parsed.failure.kind)
  expect(initializePayment.input.parse(parsed.value).orderData).toMatchObject({
    grandTotal: 24_890,
    items: [{ idSalesOrderItem: '7', name: 'Desk lamp “Fjord”', quantity: 2, unitPrice: 12_445 }],
  })
})

test.each(['', 'a[b][c][d][e][f][g][h]=1', Array(10_002).fill('a=1').join('&'), 'a=b%00c'])(
  'a form that no shop sends is refused',
  (text) => {
    expect(parseForm(text).ok).toBe(false)
  },
)

test('prototype keys of a form reach nobody', () => {
  const parsed = parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1&a=1')
  expect(parsed).toEqual({ ok: true, value: { a: '1' } })
  expect('polluted' in {}).toBe(false)
})
