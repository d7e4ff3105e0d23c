import { z } from 'zod'
import type { PspAddress, PspCustomer } from '../psp.ts'

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? null)

const PebbleName = z
  .object({ given_name: Text, surname: Text, full_name: Text })
  .nullish()
  .transform((name) => name ?? { given_name: null, surname: null, full_name: null })

const PebbleAddress = z.object({
  name: PebbleName,
  address: z.object({
    address_line_1: Text,
    address_line_2: Text,
    admin_area_1: Text,
    admin_area_2: Text,
    postal_code: Text,
    country_code: Text,
    company_name: Text,
  }),
})

const PebbleCustomer = z.object({
  payer: z.object({ email_address: Text, phone_number: Text, name: PebbleName }),
  shipping: PebbleAddress.nullish(),
  billing: PebbleAddress.nullish(),
})

const KiteContact = z.object({
  emailAddress: Text,
  phoneNumber: Text,
  givenName: Text,
  familyName: Text,
  addressLines: z.array(z.string()).default([]),
  locality: Text,
  administrativeArea: Text,
  postalCode: Text,
  countryCode: Text,
  organizationName: Text,
})

const KiteCustomer = z.object({
  shippingContact: KiteContact,
  billingContact: KiteContact.nullish(),
})

const isText = (text: string | null): text is string => text !== null

const fromPebbleAddress = ({ name, address }: z.infer<typeof PebbleAddress>): PspAddress => ({
  fullName: name.full_name,
  firstName: name.given_name,
  lastName: name.surname,
  company: address.company_name,
  lines: [address.address_line_1, address.address_line_2].filter(isText),
  postalCode: address.postal_code,
  city: address.admin_area_2,
  region: address.admin_area_1,
  countryCode: address.country_code,
  phone: null,
})

const fromPebble = ({ payer, shipping, billing }: z.infer<typeof PebbleCustomer>): PspCustomer => ({
  fullName: payer.name.full_name,
  firstName: payer.name.given_name,
  lastName: payer.name.surname,
  email: payer.email_address,
  phone: payer.phone_number,
  billingAddress: billing ? fromPebbleAddress(billing) : null,
  shippingAddress: shipping ? fromPebbleAddress(shipping) : null,
})

const fromKiteContact = (contact: z.infer<typeof KiteContact>): PspAddress => ({
  fullName: null,
  firstName: contact.givenName,
  lastName: contact.familyName,
  company: contact.organizationName,
  lines: contact.addressLines,
  postalCode: contact.postalCode,
  city: contact.locality,
  region: contact.administrativeArea,
  countryCode: contact.countryCode,
  phone: contact.phoneNumber,
})

const fromKite = ({
  shippingContact,
  billingContact,
}: z.infer<typeof KiteCustomer>): PspCustomer => ({
  fullName: null,
  firstName: shippingContact.givenName,
  lastName: shippingContact.familyName,
  email: shippingContact.emailAddress,
  phone: shippingContact.phoneNumber,
  billingAddress: billingContact ? fromKiteContact(billingContact) : null,
  shippingAddress: fromKiteContact(shippingContact),
})

/** The customer whom either wallet tells, field by field as it is written there. */
export const SandboxCustomer = z.object({
  customer: z.union([PebbleCustomer.transform(fromPebble), KiteCustomer.transform(fromKite)]),
})
