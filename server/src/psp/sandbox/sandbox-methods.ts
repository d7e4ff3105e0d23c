import type { MethodTraits } from '../../tenants/payment-method.ts'

const common = {
  countries: null,
  currencies: null,
  minimumMinor: null,
  maximumMinor: null,
  scripts: [],
  publicValues: {},
  icons: [],
} as const

const cards = ['Visa', 'Mastercard', 'Amex']

const card: MethodTraits = {
  ...common,
  method: 'card',
  strategy: 'hosted-payment-page',
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
  icons: cards,
}

const cardFields = (toAddress: ToAddress): MethodTraits => ({
  ...common,
  method: 'card-fields',
  strategy: 'embedded',
  placements: ['checkout'],
  publicValues: { fieldsUrl: toAddress('/fields/card') },
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
  icons: cards,
})

const express = {
  ...common,
  strategy: 'express-checkout',
  placements: ['product', 'cart', 'checkout'],
} as const

const scriptOf = (url: string) => ({
  url,
  queryParams: { currency: 'currencyName', locale: 'localeName' },
})

const pebble = (toAddress: ToAddress): MethodTraits => ({
  ...express,
  method: 'pebble-express',
  scripts: [scriptOf(toAddress('/sdk/pebble.js'))],
  names: {
    en: { name: 'Pebble', description: 'Pay with the address you have saved there.' },
    de: { name: 'Pebble', description: 'Zahlen mit der dort gespeicherten Adresse.' },
  },
})

/** Kite does not take large sums, so that the limits of a method can be seen. */
const kite = (toAddress: ToAddress): MethodTraits => ({
  ...express,
  method: 'kite-express',
  maximumMinor: 100_000,
  scripts: [scriptOf(toAddress('/sdk/kite.js'))],
  names: {
    en: { name: 'Kite', description: 'Your address stays hidden until you approve.' },
    de: { name: 'Kite', description: 'Ihre Adresse bleibt verborgen, bis Sie zustimmen.' },
  },
})

type ToAddress = (path: string) => string

/** Every method of the sandbox, in its own order. With a publishable key, browsers name the account by it. */
export function sandboxMethods(baseUrl: string, publishableKey?: string): MethodTraits[] {
  const query = publishableKey ? `?client-id=${encodeURIComponent(publishableKey)}` : ''
  const toAddress: ToAddress = (path) => `${baseUrl}${path}${query}`
  return [card, cardFields(toAddress), pebble(toAddress), kite(toAddress)]
}
