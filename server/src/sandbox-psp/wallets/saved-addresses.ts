/** The addresses that the shopper has saved in both wallets, in the order of the sheet. */
export const addressKeys = ['berlin', 'munich', 'vienna', 'dublin', 'tokyo', 'newyork'] as const
export type AddressKey = (typeof addressKeys)[number]

/** An address as shoppers really save it: parts missing, unformatted, or in a country that a shop refuses. */
export type SavedAddress = {
  company: string | null
  line1: string
  line2: string | null
  postalCode: string
  city: string
  region: string | null
  countryCode: string
  phone: string | null
  /** Whose bill it is; null where the wallet tells no address for the bill. */
  billing: AddressKey | null
}

/** The one shopper whose wallets these are. */
export const holder = { given: 'Ada', family: 'Kern', email: 'ada.kern@example.com' }

export const savedAddresses: Record<AddressKey, SavedAddress> = {
  berlin: {
    company: null,
    line1: 'Oranienstraße 25',
    line2: null,
    postalCode: '10999',
    city: 'Berlin',
    region: 'Berlin',
    countryCode: 'DE',
    phone: '+49 30 23125014',
    billing: 'berlin',
  },
  munich: {
    company: 'Kern Lichtplanung GmbH',
    line1: 'Sendlinger Straße 8',
    line2: '3. Stock',
    postalCode: '80331',
    city: 'München',
    region: 'Bayern',
    countryCode: 'DE',
    phone: '+49 89 99998123',
    billing: 'berlin',
  },
  vienna: {
    company: null,
    line1: 'Mariahilfer Straße 45/2/11',
    line2: null,
    postalCode: '1060',
    city: 'Wien',
    region: null,
    countryCode: 'AT',
    phone: null,
    billing: null,
  },
  dublin: {
    company: null,
    line1: '14 Merrion Street Upper',
    line2: 'Apartment 3',
    postalCode: 'd02x285',
    city: 'Dublin',
    region: 'County Dublin',
    countryCode: 'IE',
    phone: '+353 20 913 4567',
    billing: null,
  },
  tokyo: {
    company: null,
    line1: '3-14-1 Shinjuku',
    line2: null,
    postalCode: '160-0022',
    city: 'Shinjuku-ku',
    region: 'Tokyo',
    countryCode: 'JP',
    phone: '+81 3 5550 0123',
    billing: 'berlin',
  },
  newyork: {
    company: null,
    line1: '20 West 53rd Street',
    line2: 'Apt 4B',
    postalCode: '10019',
    city: 'New York',
    region: 'NY',
    countryCode: 'US',
    phone: '+1 212 555 0142',
    billing: 'berlin',
  },
}
