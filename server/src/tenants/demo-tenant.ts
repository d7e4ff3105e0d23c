import type { PaymentMethod, Tenant } from './tenant.ts'

const common = {
  provider: 'sandbox',
  mode: 'test',
  minimumMinor: null,
  maximumMinor: null,
  scripts: [],
  publicValues: {},
  icons: [],
} as const

const card: PaymentMethod = {
  ...common,
  method: 'card',
  strategy: 'hosted-payment-page',
  priority: 1,
  placements: ['checkout'],
  names: {
    en: {
      name: 'Card on a secure page',
      description: 'You will be taken to the payment provider and come back here.',
    },
    de: {
      name: 'Karte auf einer sicheren Seite',
      description: 'Sie werden zum Zahlungsanbieter geleitet und kommen hierher zurück.',
    },
  },
  icons: ['Visa', 'Mastercard', 'Amex'],
}

const cardFields = (sandboxUrl: string): PaymentMethod => ({
  ...common,
  method: 'card-fields',
  strategy: 'embedded',
  priority: 2,
  placements: ['checkout'],
  publicValues: { fieldsUrl: `${sandboxUrl}/fields/card` },
  names: {
    en: {
      name: 'Card, right here',
      description: 'Your card goes straight to the payment provider, never to the shop.',
    },
    de: {
      name: 'Karte, direkt hier',
      description: 'Ihre Karte geht direkt an den Zahlungsanbieter, nie an den Shop.',
    },
  },
  icons: ['Visa', 'Mastercard', 'Amex'],
})

const pebble = (sandboxUrl: string): PaymentMethod => ({
  ...common,
  method: 'pebble-express',
  strategy: 'express-checkout',
  priority: 3,
  placements: ['product', 'cart', 'checkout'],
  scripts: [
    {
      url: `${sandboxUrl}/sdk/pebble.js?client-id=pk_sandbox_demo`,
      queryParams: { currency: 'currencyName', locale: 'localeName' },
    },
  ],
  names: {
    en: { name: 'Pebble', description: 'Pay with the address you have saved there.' },
    de: { name: 'Pebble', description: 'Zahlen mit der dort gespeicherten Adresse.' },
  },
})

/** Kite does not take large sums, so that the limits of a method can be seen. */
const kite = (sandboxUrl: string): PaymentMethod => ({
  ...common,
  method: 'kite-express',
  strategy: 'express-checkout',
  priority: 4,
  placements: ['product', 'cart', 'checkout'],
  maximumMinor: 100_000,
  scripts: [
    {
      url: `${sandboxUrl}/sdk/kite.js`,
      queryParams: { currency: 'currencyName', locale: 'localeName' },
    },
  ],
  names: {
    en: { name: 'Kite', description: 'Your address stays hidden until you approve.' },
    de: { name: 'Kite', description: 'Ihre Adresse bleibt verborgen, bis Sie zustimmen.' },
  },
})

/** The demo's shop: every strategy once or twice, all of them at the sandbox PSP. */
export const demoTenant = (id: string, sandboxUrl = 'http://localhost:4001'): Tenant => ({
  id,
  merchantName: 'Lumen & Oak',
  methods: [card, cardFields(sandboxUrl), pebble(sandboxUrl), kite(sandboxUrl)],
})
