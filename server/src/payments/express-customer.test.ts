import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PspAddress, PspCustomer } from '../psp/psp.ts'
import { missingIn, toProvidedCustomer } from './express-customer.ts'

const anAddress = (overrides: Partial<PspAddress> = {}): PspAddress => ({
  fullName: null,
  firstName: 'Ada',
  lastName: 'Kern',
  company: null,
  lines: ['Torstr. 1'],
  postalCode: '10119',
  city: 'Berlin',
  region: null,
  countryCode: 'DE',
  phone: '+49 30 1234',
  ...overrides,
})

const aCustomer = (overrides: Partial<PspCustomer> = {}): PspCustomer => ({
  fullName: null,
  firstName: 'Ada',
  lastName: 'Kern',
  email: 'Ada@Example.org ',
  phone: null,
  billingAddress: null,
  shippingAddress: anAddress(),
  ...overrides,
})

const shippingOf = (address: Partial<PspAddress>) =>
  toProvidedCustomer(aCustomer({ shippingAddress: anAddress(address) })).shippingAddress

test('a complete customer lacks nothing, and is billed where it is shipped when nothing else is told', () => {
  const customer = toProvidedCustomer(aCustomer())
  expect(customer).toMatchObject({
    firstName: 'Ada',
    lastName: 'Kern',
    email: 'ada@example.org',
    phone: '+49301234',
    billingAddress: { address1: 'Torstr. 1' },
  })
  expect(missingIn(customer)).toEqual([])
})

test.each([
  ['IE', 'd02x285', 'D02 X285'],
  ['IE', 'D6W-XY00', 'D6W XY00'],
  ['JP', '1500002', '150-0002'],
  ['GB', 'sw1a1aa', 'SW1A 1AA'],
  ['NL', '1012 jS', '1012 JS'],
  ['CA', 'k1a0b1', 'K1A 0B1'],
  ['SE', '11455', '114 55'],
  ['US', '100010001', '10001-0001'],
  ['DE', ' 10119 ', '10119'],
  ['IE', 'no code at all', 'no code at all'],
])('a postal code of %s written %s is %s', (countryCode, postalCode, written) => {
  expect(shippingOf({ countryCode, postalCode })?.zipCode).toBe(written)
})

test.each([
  ['US', 'New York', 'NY'],
  ['US', 'us-ny', 'NY'],
  ['US', 'ny', 'NY'],
  ['CA', 'Québec', 'QC'],
  ['AU', 'New South Wales', 'NSW'],
  ['DE', 'Bayern', 'Bayern'],
  ['IE', 'County Dublin', 'County Dublin'],
])('a region of %s told as %s is %s', (countryCode, region, state) => {
  expect(shippingOf({ countryCode, region })?.state).toBe(state)
})

test.each([
  ['Ada Kern', 'Ada', 'Kern'],
  ['  Ada   Augusta  King ', 'Ada Augusta', 'King'],
  ['Madonna', null, 'Madonna'],
])('the name %s is split', (fullName, firstName, lastName) => {
  expect(shippingOf({ fullName, firstName: null, lastName: null })).toMatchObject({
    firstName,
    lastName,
  })
})

test('a name that is told in one field only is split as well', () => {
  expect(shippingOf({ firstName: 'Ada Kern', lastName: null })).toMatchObject({
    firstName: 'Ada',
    lastName: 'Kern',
  })
})

test('an address without a name takes that of the customer', () => {
  expect(shippingOf({ firstName: null, lastName: null })).toMatchObject({
    firstName: 'Ada',
    lastName: 'Kern',
  })
})

test('in Japan the city does not come twice, and lines stay in their order', () => {
  const lines = ['渋谷区', '神宮前1-2-3', 'ハイツ 101']
  expect(shippingOf({ countryCode: 'jp', city: '渋谷区', region: '東京都', lines })).toMatchObject({
    address1: '神宮前1-2-3',
    address2: 'ハイツ 101',
    city: '渋谷区',
    state: '東京都',
    iso2Code: 'JP',
  })
})

test('one field with several lines, empty ones and more than three lose nothing', () => {
  expect(
    shippingOf({ lines: ['c/o Kern\nTorstr. 1', ' ', 'Hof 2', 'Tür 3', 'Klingel 4'] }),
  ).toMatchObject({
    address1: 'c/o Kern',
    address2: 'Torstr. 1',
    address3: 'Hof 2, Tür 3, Klingel 4',
  })
})

test('a company is kept, and an address may be one without it', () => {
  expect(shippingOf({ company: ' Analytical Engines  GmbH ' })?.company).toBe(
    'Analytical Engines GmbH',
  )
})

test('what is missing is listed by its path, and nothing fails', () => {
  const customer = toProvidedCustomer(
    aCustomer({
      email: null,
      shippingAddress: anAddress({ phone: null, lines: [], city: ' ', postalCode: null }),
    }),
  )
  expect(missingIn(customer)).toEqual([
    'email',
    'shippingAddress.address1',
    'shippingAddress.zipCode',
    'shippingAddress.city',
    'shippingAddress.phone',
  ])
})

test('no address at all is one thing that is missing', () => {
  expect(missingIn(toProvidedCustomer(aCustomer({ shippingAddress: null })))).toEqual([
    'shippingAddress',
  ])
})

test('countries without postal codes are not asked for one', () => {
  const customer = toProvidedCustomer(
    aCustomer({ shippingAddress: anAddress({ countryCode: 'HK', postalCode: null }) }),
  )
  expect(missingIn(customer)).toEqual([])
})

test('whatever a provider tells, every word is trimmed text or null, and nothing throws', () => {
  const word = fc.option(fc.string({ maxLength: 30 }))
  const address = fc.record({
    fullName: word,
    firstName: word,
    lastName: word,
    company: word,
    lines: fc.array(fc.string({ maxLength: 20 }), { maxLength: 6 }),
    postalCode: word,
    city: word,
    region: word,
    countryCode: fc.option(fc.constantFrom('DE', 'us', 'JP', 'IE', '', '(')),
    phone: word,
  })
  const customer = fc.record({
    fullName: word,
    firstName: word,
    lastName: word,
    email: word,
    phone: word,
    billingAddress: fc.option(address),
    shippingAddress: fc.option(address),
  })
  fc.assert(
    fc.property(customer, (told) => {
      const { billingAddress, shippingAddress, ...person } = toProvidedCustomer(told)
      const words = [person, billingAddress ?? {}, shippingAddress ?? {}].flatMap((part) =>
        Object.values(part),
      )
      for (const value of words)
        expect(value === null || /^\S(.*\S)?$/s.test(String(value))).toBe(true)
      expect(missingIn({ billingAddress, shippingAddress, ...person }).length).toBeLessThan(12)
    }),
  )
})
