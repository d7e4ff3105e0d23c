import type { PaymentCustomerOutput } from '../contract.ts'

/** The customer as the wallet's provider tells them, in the shape of Spryker's checkout; what is not told is null. */
export type ProvidedCustomer = PaymentCustomerOutput['customer']

/** One address of the customer. */
export type ProvidedAddress = NonNullable<ProvidedCustomer['shippingAddress']>
