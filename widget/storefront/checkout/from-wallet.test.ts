import type { ProvidedCustomer } from '@tillway/widget'
import { expect, test } from 'vitest'
import { fromWallet } from './from-wallet.ts'

const address = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr. 1',
  address2: 'Hof',
  address3: '2. Stock',
  zipCode: '10119',
  city: 'Berlin',
  state: null,
  country: 'DE',
  iso2Code: 'DE',
  company: null,
  phone: null,
  isDefaultShipping: null,
  isDefaultBilling: null,
}

const customer: ProvidedCustomer = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  email: 'ada@example.org',
  phone: null,
  company: null,
  billingAddress: null,
  shippingAddress: address,
}

test('an address from a wallet fills the form, with further lines in the second field', () => {
  expect(fromWallet(customer)).toEqual({
    email: 'ada@example.org',
    'first-name': 'Ada',
    'last-name': 'Kern',
    address1: 'Torstr. 1',
    address2: 'Hof, 2. Stock',
    zip: '10119',
    city: 'Berlin',
    country: 'DE',
  })
})

test('what the wallet does not tell is left as the shopper wrote it', () => {
  const told = fromWallet({ ...customer, email: null, shippingAddress: { ...address, city: null } })
  expect(Object.keys(told)).not.toContain('email')
  expect(Object.keys(told)).not.toContain('city')
})
