import { createHash } from 'node:crypto'

/**
 * Somebody who pays: a customer of the shop, or a guest who holds a secret id. `owner` is what payments and carts are
 * bound to; the guest's secret enters it only as a hash.
 */
export type Shopper =
  | { kind: 'customer'; tenant: string; owner: string; customerReference: string }
  | { kind: 'guest'; tenant: string; owner: string; guestId: string }

export const guestIdMinLength = 20
export const guestIdMaxLength = 200

/** How Spryker shops mark a guest's customer reference in order data. */
const anonymousPrefix = 'anonymous:'

export const customerOwner = (customerReference: string): string => `customer:${customerReference}`

export const guestOwner = (guestId: string): string =>
  `guest:${createHash('sha256').update(guestId).digest('base64url')}`

export const aCustomer = (tenant: string, customerReference: string): Shopper => ({
  kind: 'customer',
  tenant,
  owner: customerOwner(customerReference),
  customerReference,
})

export const aGuest = (tenant: string, guestId: string): Shopper => ({
  kind: 'guest',
  tenant,
  owner: guestOwner(guestId),
  guestId,
})

/** The reference that a shop's backend sends for this shopper. It carries a guest's secret: never log it. */
export const toCustomerReference = (shopper: Shopper): string =>
  shopper.kind === 'customer' ? shopper.customerReference : `${anonymousPrefix}${shopper.guestId}`

/** The owner of an order, from the reference that the shop sent. */
export const ownerFromCustomerReference = (reference: string): string =>
  reference.startsWith(anonymousPrefix)
    ? guestOwner(reference.slice(anonymousPrefix.length))
    : customerOwner(reference)
