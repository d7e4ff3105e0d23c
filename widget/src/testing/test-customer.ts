import type { PaymentCustomerOutput } from '../core/contract.ts'

/** Who approved an express payment, as the provider knows them. */
export type TestCustomer = PaymentCustomerOutput['customer']

const address: NonNullable<TestCustomer['shippingAddress']> = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  address3: null,
  zipCode: '10119',
  city: 'Berlin',
  state: null,
  country: 'DE',
  iso2Code: 'DE',
  company: null,
  phone: '+49301234567',
  isDefaultShipping: null,
  isDefaultBilling: null,
}

/** A customer whose wallet told everything. */
export const testCustomer: TestCustomer = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  email: 'ada@example.org',
  phone: '+49301234567',
  company: null,
  billingAddress: address,
  shippingAddress: address,
}
