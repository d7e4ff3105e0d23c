import { expect, test } from 'vitest'
import { SandboxCustomer } from './sandbox-customer.ts'

const read = (customer: unknown) => SandboxCustomer.parse({ customer }).customer

test('what Pebble tells is taken field by field, as it is written there', () => {
  const customer = read({
    payer: {
      email_address: 'ada.kern@example.com',
      phone_number: '+49 30 23125014',
      name: { given_name: 'Ada', surname: 'Kern' },
    },
    shipping: {
      name: { full_name: 'Ada  Kern' },
      address: {
        address_line_1: 'Sendlinger Straße 8',
        address_line_2: '3. Stock',
        admin_area_1: 'Bayern',
        admin_area_2: 'München',
        postal_code: ' 80331',
        country_code: 'DE',
        company_name: 'Kern Lichtplanung GmbH',
      },
    },
    billing: null,
  })
  expect(customer).toEqual({
    fullName: null,
    firstName: 'Ada',
    lastName: 'Kern',
    email: 'ada.kern@example.com',
    phone: '+49 30 23125014',
    billingAddress: null,
    shippingAddress: {
      fullName: 'Ada  Kern',
      firstName: null,
      lastName: null,
      company: 'Kern Lichtplanung GmbH',
      lines: ['Sendlinger Straße 8', '3. Stock'],
      postalCode: ' 80331',
      city: 'München',
      region: 'Bayern',
      countryCode: 'DE',
      phone: null,
    },
  })
})

test('what Kite tells is taken field by field, as it is written there', () => {
  const contact = {
    emailAddress: 'ada.kern@example.com',
    givenName: 'Ada',
    familyName: 'Kern',
    addressLines: ['14 Merrion Street Upper'],
    locality: 'Dublin',
    administrativeArea: 'County Dublin',
    postalCode: 'd02x285',
    countryCode: 'ie',
  }
  const address = {
    fullName: null,
    firstName: 'Ada',
    lastName: 'Kern',
    company: null,
    lines: ['14 Merrion Street Upper'],
    postalCode: 'd02x285',
    city: 'Dublin',
    region: 'County Dublin',
    countryCode: 'ie',
    phone: null,
  }
  expect(read({ shippingContact: contact, billingContact: contact })).toEqual({
    fullName: null,
    firstName: 'Ada',
    lastName: 'Kern',
    email: 'ada.kern@example.com',
    phone: null,
    shippingAddress: address,
    billingAddress: address,
  })
})

test('what neither wallet says is not read', () => {
  expect(SandboxCustomer.safeParse({ customer: {} }).success).toBe(false)
})
