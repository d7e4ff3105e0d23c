import type { ProvidedCustomer } from '@tillway/widget'
import type { Delivery } from './delivery.ts'

/** What the address form takes from a wallet. What the wallet did not tell stays as it was. */
export function fromWallet({ email, shippingAddress }: ProvidedCustomer): Partial<Delivery> {
  const known = {
    email,
    'first-name': shippingAddress?.firstName,
    'last-name': shippingAddress?.lastName,
    address1: shippingAddress?.address1,
    address2: [shippingAddress?.address2, shippingAddress?.address3].filter(Boolean).join(', '),
    zip: shippingAddress?.zipCode,
    city: shippingAddress?.city,
    country: shippingAddress?.iso2Code,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value != null))
}
