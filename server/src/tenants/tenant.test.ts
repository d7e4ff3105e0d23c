import { expect, test } from 'vitest'
import { aMethod } from '../testing/app-world.ts'
import { toPaymentMethods } from './method-settings.ts'
import type { PaymentMethod } from './payment-method.ts'
import {
  anyPurchase,
  findMethod,
  isOffered,
  listMethods,
  type Tenant,
  whyNotOffered,
} from './tenant.ts'

const aPaymentMethod = (overrides: Partial<PaymentMethod> = {}): PaymentMethod => ({
  ...aMethod(),
  ...{ provider: 'fake', mode: 'test', configurationVersion: 1, priority: 1 },
  ...overrides,
})

const aTenant = (methods: PaymentMethod[], otherMethods: PaymentMethod[] = []): Tenant => ({
  ...{ id: 'lamps', merchantName: 'Lamps', standing: 'connected' },
  ...{ methods, otherMethods },
})

const picky = aPaymentMethod({
  countries: ['DE', 'AT'],
  currencies: ['EUR'],
  minimumMinor: 100,
  maximumMinor: 50_000,
})
const fitting = {
  amountMinor: 100,
  currency: 'EUR',
  countryCode: 'AT',
  placement: 'checkout',
} as const

test.each([
  [{}, []],
  [{ amountMinor: 50_000 }, []],
  [{ amountMinor: 99 }, ['amount-too-low']],
  [{ amountMinor: 50_001 }, ['amount-too-high']],
  [{ currency: 'CHF' }, ['currency']],
  [{ countryCode: 'FR' }, ['country']],
  [{ placement: 'product' as const }, ['placement']],
  [
    { currency: 'CHF', countryCode: 'FR', amountMinor: 1 },
    ['currency', 'country', 'amount-too-low'],
  ],
  [{ amountMinor: null, currency: null, countryCode: null, placement: null }, []],
])('a purchase %j is refused for %j', (changes, reasons) => {
  expect(whyNotOffered(picky, { ...fitting, ...changes })).toEqual(reasons)
})

test('a limit holds the total itself, and what is not known refuses nothing', () => {
  expect(isOffered(picky, {})).toBe(true)
  expect(isOffered(picky, { amountMinor: 100 })).toBe(true)
  expect(isOffered(aPaymentMethod(), fitting)).toBe(true)
})

test('methods are listed for the purchase, in their order', () => {
  const methods = [
    aPaymentMethod({ method: 'late', priority: 3 }),
    aPaymentMethod({ method: 'early', priority: 1 }),
    aPaymentMethod({ method: 'poor', priority: 2, maximumMinor: 10 }),
  ]
  const names = (amountMinor: number) =>
    listMethods(aTenant(methods), 'en', { ...anyPurchase, amountMinor }).map(
      ({ paymentMethodName }) => paymentMethodName,
    )
  expect(names(5)).toEqual(['early', 'poor', 'late'])
  expect(names(11)).toEqual(['early', 'late'])
})

test('a method is found under the names that shops use, in the mode that shoppers are offered', () => {
  const live = aPaymentMethod({ method: 'paypal-express', mode: 'live' })
  const test = aPaymentMethod({ method: 'paypal-express', mode: 'test' })
  const tenant = aTenant([live], [test])
  for (const name of ['paypal-express', 'PayPal Express', 'fake-paypal-express'])
    expect(findMethod(tenant, { provider: null, method: name })).toBe(live)
  expect(findMethod(tenant, { provider: 'FAKE', method: 'paypal express', mode: 'test' })).toBe(
    test,
  )
  expect(findMethod(tenant, { provider: 'other', method: 'paypal-express' })).toBeNull()
  expect(findMethod(aTenant([], [test]), { provider: null, method: 'paypal-express' })).toBeNull()
})

test('a tenant sets what it offers, and in which order; the rest is as the provider has it', () => {
  const all = [
    aMethod({ maximumMinor: 10 }),
    aMethod({ method: 'wallet' }),
    aMethod({ method: 'debit' }),
  ]
  const origin = { provider: 'fake', mode: 'live', configurationVersion: 7 } as const
  const methods = toPaymentMethods(
    all,
    [
      {
        method: 'wallet',
        currencies: ['EUR'],
        names: { de: { name: 'Geldbörse', description: '' } },
      },
      { method: 'debit', isEnabled: false },
      { method: 'card', maximumAmount: null },
      { method: 'gone' },
    ],
    origin,
  )
  expect(methods).toMatchObject([
    { ...origin, method: 'wallet', currencies: ['EUR'], names: { de: { name: 'Geldbörse' } } },
    { ...origin, method: 'card', maximumMinor: null },
  ])
  expect(methods[0]?.names['en']).toEqual({ name: 'Card', description: '' })
  const asTheyAre = toPaymentMethods(all, undefined, origin).map(({ method }) => method)
  expect(asTheyAre).toEqual(['card', 'wallet', 'debit'])
})
