import type { OrderInput } from '../shop/checkout.ts'

/** What the address form holds, by the ids of its fields. */
export type Delivery = {
  'first-name': string
  'last-name': string
  email: string
  address1: string
  address2: string
  zip: string
  city: string
  country: string
}
export type DeliveryField = keyof Delivery
export type Problem =
  | { kind: 'missing' }
  | { kind: 'email' }
  | { kind: 'zip'; digits: number }
  | { kind: 'tooLong' }
export type Problems = Partial<Record<DeliveryField, Problem>>

/** The order in which the fields are shown, and in which the first problem gets the focus. */
export const deliveryFields = [
  'email',
  'first-name',
  'last-name',
  'address1',
  'address2',
  'zip',
  'city',
  'country',
] as const satisfies readonly DeliveryField[]

export const countries = [
  'DE',
  'AT',
  'CH',
  'BE',
  'DK',
  'ES',
  'FR',
  'IE',
  'IT',
  'LU',
  'NL',
  'PL',
  'SE',
] as const
export const fieldLengthMax = 120
const zipDigits: Partial<Record<string, number>> = {
  DE: 5,
  AT: 4,
  CH: 4,
  BE: 4,
  DK: 4,
  ES: 5,
  FR: 5,
  IT: 5,
  LU: 4,
}
const optionalFields: readonly DeliveryField[] = ['address2']
// The server has the last word on addresses; this only catches what is surely mistyped.
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

export const emptyDelivery: Delivery = {
  'first-name': '',
  'last-name': '',
  email: '',
  address1: '',
  address2: '',
  zip: '',
  city: '',
  country: 'DE',
}

function problemOf(field: DeliveryField, delivery: Delivery): Problem | undefined {
  const value = delivery[field].trim()
  if (!value) return optionalFields.includes(field) ? undefined : { kind: 'missing' }
  if (value.length > fieldLengthMax) return { kind: 'tooLong' }
  if (field === 'email' && !emailShape.test(value)) return { kind: 'email' }
  const digits = zipDigits[delivery.country]
  if (field === 'zip' && digits && !new RegExp(`^\\d{${digits}}$`).test(value))
    return { kind: 'zip', digits }
  return undefined
}

/** What is wrong with the fields looked at; empty for all of them means that it can be sent. */
export function problemsOf(
  delivery: Delivery,
  isLookedAt: (field: DeliveryField) => boolean = () => true,
): Problems {
  const problems: Problems = {}
  for (const field of deliveryFields.filter(isLookedAt)) {
    const problem = problemOf(field, delivery)
    if (problem) problems[field] = problem
  }
  return problems
}

/** The customer and the addresses as `POST /checkout` takes them; the bill goes where the parcel goes. */
export function toOrderParts(
  delivery: Delivery,
): Pick<OrderInput, 'customer' | 'billingAddress' | 'shippingAddress'> {
  const firstName = delivery['first-name'].trim()
  const lastName = delivery['last-name'].trim()
  const address = {
    firstName,
    lastName,
    address1: delivery.address1.trim(),
    address2: delivery.address2.trim() || null,
    zipCode: delivery.zip.trim(),
    city: delivery.city.trim(),
    iso2Code: delivery.country,
  }
  const customer = { firstName, lastName, email: delivery.email.trim() }
  return { customer, billingAddress: address, shippingAddress: address }
}
