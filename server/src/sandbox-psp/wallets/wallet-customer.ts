import type { Wallet } from '../charges/charge.ts'
import { type AddressKey, holder, type SavedAddress, savedAddresses } from './saved-addresses.ts'

const fullName = `${holder.given} ${holder.family}`

/** Leaves out what is not there, as both wallets do. */
const present = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const pebbleAddress = (address: SavedAddress) => ({
  name: { full_name: fullName },
  address: present({
    address_line_1: address.line1,
    address_line_2: address.line2,
    admin_area_1: address.region,
    admin_area_2: address.city,
    postal_code: address.postalCode,
    country_code: address.countryCode,
    company_name: address.company,
  }),
})

/** Accounts that were opened as a company's, or long ago, know one name only. */
const hasOneName = (key: AddressKey): boolean => key === 'munich' || key === 'dublin'

const pebbleCustomer = (key: AddressKey) => {
  const { phone, billing } = savedAddresses[key]
  return {
    payer: {
      email_address: holder.email,
      phone_number: phone,
      name: hasOneName(key)
        ? { full_name: fullName }
        : { given_name: holder.given, surname: holder.family },
    },
    shipping: pebbleAddress(savedAddresses[key]),
    billing: billing && pebbleAddress(savedAddresses[billing]),
  }
}

/** Kite writes some countries in lower case, for ever and without a reason. */
const kiteCountry = (code: string): string =>
  code === 'DE' || code === 'US' ? code : code.toLowerCase()

const kiteContact = (address: SavedAddress) =>
  present({
    emailAddress: holder.email,
    phoneNumber: address.phone,
    givenName: holder.given,
    familyName: holder.family,
    addressLines: [address.line1, address.line2].filter((line) => line !== null),
    locality: address.city,
    administrativeArea: address.region,
    postalCode: address.postalCode,
    countryCode: kiteCountry(address.countryCode),
    organizationName: address.company,
  })

const kiteCustomer = (key: AddressKey) => {
  const { billing } = savedAddresses[key]
  return {
    shippingContact: kiteContact(savedAddresses[key]),
    billingContact: billing && kiteContact(savedAddresses[billing]),
  }
}

/** Who approved, with which address: what the wallet tells the merchant's server, in the wallet's own shape. */
export const toWalletCustomer = (wallet: Wallet, key: AddressKey) =>
  wallet === 'pebble' ? pebbleCustomer(key) : kiteCustomer(key)
