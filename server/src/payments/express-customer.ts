import type { ProvidedAddress, ProvidedCustomer } from '../contract/glue/pre-order.ts'
import type { PspAddress, PspCustomer } from '../psp/psp.ts'
import { toRegion } from './region.ts'

/**
 * What a PSP told of a customer, in the contract's one form: split names, ISO country codes, postal codes as the country
 * writes them, a street line first, and null for whatever is not there.
 */
export function toProvidedCustomer(customer: PspCustomer): ProvidedCustomer {
  const shipping = toProvidedAddress(customer.shippingAddress, customer)
  const billing = toProvidedAddress(customer.billingAddress, customer) ?? shipping
  const name = splitName(customer)
  return {
    salutation: null,
    firstName: name.firstName ?? shipping?.firstName ?? billing?.firstName ?? null,
    lastName: name.lastName ?? shipping?.lastName ?? billing?.lastName ?? null,
    email: text(customer.email)?.toLowerCase() ?? null,
    phone: toPhone(customer.phone) ?? shipping?.phone ?? billing?.phone ?? null,
    company: shipping?.company ?? billing?.company ?? null,
    billingAddress: billing,
    shippingAddress: shipping,
  }
}

/** What shops ask for. A phone number is listed when nobody told one, since carriers want it. */
const wanted = ['firstName', 'lastName', 'address1', 'zipCode', 'city', 'iso2Code'] as const

/** Countries whose addresses have no postal code. */
const withoutPostalCode = new Set([
  'AE',
  'AG',
  'BO',
  'BS',
  'BW',
  'BZ',
  'FJ',
  'GH',
  'HK',
  'JM',
  'QA',
  'UG',
])

/** Paths of what is missing for an order, such as `shippingAddress.phone`; an empty list is complete. */
export function missingIn(customer: ProvidedCustomer): string[] {
  const person = (['firstName', 'lastName', 'email'] as const).filter((name) => !customer[name])
  const { shippingAddress } = customer
  if (!shippingAddress) return [...person, 'shippingAddress']
  const missing = wanted.filter((name) => !shippingAddress[name] && isNeeded(name, shippingAddress))
  const phone = shippingAddress.phone ? [] : (['phone'] as const)
  return [...person, ...[...missing, ...phone].map((name) => `shippingAddress.${name}`)]
}

const isNeeded = (name: (typeof wanted)[number], { iso2Code }: ProvidedAddress): boolean =>
  name !== 'zipCode' || !withoutPostalCode.has(iso2Code ?? '')

type Person = Pick<PspCustomer, 'fullName' | 'firstName' | 'lastName' | 'phone'>

function toProvidedAddress(address: PspAddress | null, person: Person): ProvidedAddress | null {
  if (!address) return null
  const own = splitName(address)
  const { firstName, lastName } = own.firstName || own.lastName ? own : splitName(person)
  const iso2Code = toCountry(address.countryCode)
  const [address1 = null, address2 = null, ...more] = toLines(address, iso2Code)
  return {
    salutation: null,
    firstName,
    lastName,
    address1,
    address2,
    address3: more.join(', ') || null,
    zipCode: toPostalCode(address.postalCode, iso2Code),
    city: text(address.city),
    state: toRegion(address.region, iso2Code),
    country: iso2Code,
    iso2Code,
    company: text(address.company),
    phone: toPhone(address.phone) ?? toPhone(person.phone),
    isDefaultShipping: null,
    isDefaultBilling: null,
  }
}

function toCountry(code: string | null): string | null {
  const country = text(code)?.toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(country) ? country : null
}

/** A full name is split before its last word, which is right more often than any other place; one word is a last name. */
function splitName(person: Pick<Person, 'fullName' | 'firstName' | 'lastName'>) {
  const firstName = text(person.firstName)
  const lastName = text(person.lastName)
  const whole = text(person.fullName) ?? (firstName && lastName ? null : (firstName ?? lastName))
  if (firstName && lastName) return { firstName, lastName }
  const words = whole?.split(' ') ?? []
  return {
    firstName: words.slice(0, -1).join(' ') || null,
    lastName: words.at(-1) ?? null,
  }
}

/** Lines without empty ones and without repetitions of the city. In Japan the city block may come as a line of its own. */
function toLines({ lines, city }: PspAddress, iso2Code: string | null): string[] {
  const cleaned = lines.flatMap((line) => line.split('\n')).flatMap((line) => text(line) ?? [])
  const isCity = (line: string) => line === text(city)
  return iso2Code === 'JP' ? cleaned.filter((line) => !isCity(line)) : cleaned
}

/** Postal codes as their countries write them; one that is of no known form is left as it was told. */
function toPostalCode(code: string | null, iso2Code: string | null): string | null {
  const given = text(code)
  if (!given) return null
  const bare = given.toUpperCase().replaceAll(/[\s-]+/g, '')
  const shape = iso2Code ? postalShapes[iso2Code] : undefined
  return shape?.pattern.test(bare) ? bare.replace(shape.pattern, shape.written) : given
}

const postalShapes: Readonly<Record<string, { pattern: RegExp; written: string }>> = {
  // An Eircode has a routing key of three and an identifier of four characters.
  IE: { pattern: /^([A-Z]\d[\dW])([A-Z0-9]{4})$/, written: '$1 $2' },
  JP: { pattern: /^(\d{3})(\d{4})$/, written: '$1-$2' },
  GB: { pattern: /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/, written: '$1 $2' },
  NL: { pattern: /^(\d{4})([A-Z]{2})$/, written: '$1 $2' },
  CA: { pattern: /^([A-Z]\d[A-Z])(\d[A-Z]\d)$/, written: '$1 $2' },
  SE: { pattern: /^(\d{3})(\d{2})$/, written: '$1 $2' },
  PL: { pattern: /^(\d{2})(\d{3})$/, written: '$1-$2' },
  US: { pattern: /^(\d{5})(\d{4})$/, written: '$1-$2' },
}

/** Digits with one leading plus; what has no digits is no phone number. */
function toPhone(phone: string | null): string | null {
  const digits = phone?.replaceAll(/\D/g, '') ?? ''
  if (digits.length < 4) return null
  const isInternational = /^\s*(\+|00)/.test(phone ?? '')
  return isInternational ? `+${digits.replace(/^00/, '')}` : digits
}

const text = (value: string | null | undefined): string | null =>
  value?.replaceAll(/\s+/g, ' ').trim() || null
