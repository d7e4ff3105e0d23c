import { expect, test } from 'vitest'
import { type Delivery, emptyDelivery, problemsOf, toOrderParts } from './delivery.ts'

const aDelivery = (changed: Partial<Delivery> = {}): Delivery => ({
  ...emptyDelivery,
  email: 'ada@example.org',
  'first-name': 'Ada',
  'last-name': 'Kern',
  address1: 'Torstr. 1',
  zip: '10119',
  city: 'Berlin',
  ...changed,
})

test('a complete address has no problems', () => {
  expect(problemsOf(aDelivery())).toEqual({})
})

test('every field but the second address line is needed', () => {
  const needed = Object.keys(problemsOf(emptyDelivery)).sort()
  expect(needed).toEqual(['address1', 'city', 'email', 'first-name', 'last-name', 'zip'])
})

test.each([
  ['blanks are as good as nothing', { city: '  ' }, { city: { kind: 'missing' } }],
  ['an e-mail address needs a domain', { email: 'ada@example' }, { email: { kind: 'email' } }],
  ['a German postcode has five digits', { zip: '1011' }, { zip: { kind: 'zip', digits: 5 } }],
  [
    'an Austrian postcode has four',
    { zip: '10119', country: 'AT' },
    { zip: { kind: 'zip', digits: 4 } },
  ],
  ['other postcodes are left to the shop', { zip: 'SW1A 1AA', country: 'SE' }, {}],
  [
    'a line has at most 120 characters',
    { address1: 'x'.repeat(121) },
    { address1: { kind: 'tooLong' } },
  ],
] as const)('%s', (_, changed, problems) => {
  expect(problemsOf(aDelivery(changed))).toEqual(problems)
})

test('only the fields looked at are judged', () => {
  expect(problemsOf(emptyDelivery, (field) => field === 'zip')).toEqual({
    zip: { kind: 'missing' },
  })
})

test('the order gets trimmed values and no empty second line', () => {
  const { customer, shippingAddress, billingAddress } = toOrderParts(
    aDelivery({ city: ' Berlin ' }),
  )
  expect(customer).toEqual({ firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' })
  expect(shippingAddress).toMatchObject({ city: 'Berlin', address2: null, iso2Code: 'DE' })
  expect(billingAddress).toEqual(shippingAddress)
})
