import type { Wallet } from '../charges/charge.ts'
import type { SavedAddress } from './saved-addresses.ts'

/** Enough for the rates of most carriers, too little to find a door. */
const toldPostalCodeMax = 3

/**
 * What the merchant's page hears of an address before the approval: enough to price the delivery. Pebble
 * keeps the street to itself; Kite tells no more of the postal code than its beginning.
 */
export const toToldAddress = (wallet: Wallet, address: SavedAddress) =>
  wallet === 'pebble'
    ? {
        country_code: address.countryCode,
        postal_code: address.postalCode,
        city: address.city,
        state: address.region ?? '',
      }
    : {
        countryCode: address.countryCode,
        postalCode: address.postalCode.slice(0, toldPostalCodeMax),
        locality: address.city,
        administrativeArea: address.region ?? '',
      }
