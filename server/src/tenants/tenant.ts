import type { PaymentMethodView, Placement } from '../contract/glue/payments.ts'
import type { Mode } from '../psp/psp.ts'
import type { PaymentMethod } from './payment-method.ts'

/** One shop that uses this installation. */
export type Tenant = {
  id: string
  merchantName: string
  /** `disconnected`: it had a provider for its shoppers once, and takes no new payments of theirs now. */
  standing: 'connected' | 'disconnected' | 'not-configured'
  /** What shoppers are offered: test methods until the tenant has connected a live provider, and never again after. */
  methods: readonly PaymentMethod[]
  /** The methods of the other mode, for the shop's own backend. */
  otherMethods: readonly PaymentMethod[]
}

/** Shops write method names as keys, with spaces or in other cases: `PayPal Express` is `paypal-express`. */
const toKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

type Named = { provider: string | null; method: string; mode?: Mode | null | undefined }

/** The method that a shop or a shopper names. Without a mode it is one that shoppers are offered. */
export function findMethod(
  tenant: Tenant,
  { provider, method, mode }: Named,
): PaymentMethod | null {
  const methodKey = toKey(method)
  const providerKey = provider === null ? null : toKey(provider)
  const candidates = mode ? [...tenant.methods, ...tenant.otherMethods] : tenant.methods
  const matches = candidates.filter(
    (candidate) =>
      (!mode || candidate.mode === mode) &&
      (providerKey === null || candidate.provider === providerKey) &&
      (candidate.method === methodKey || `${candidate.provider}-${candidate.method}` === methodKey),
  )
  return matches[0] ?? null
}

/** What is to be paid, as far as it is known. The amount is an integer in minor units of the currency. */
export type Purchase = {
  amountMinor: number | null
  currency: string | null
  /** ISO 3166. */
  countryCode: string | null
  placement: Placement | null
}

export const anyPurchase: Purchase = {
  amountMinor: null,
  currency: null,
  countryCode: null,
  placement: null,
}

/** Why a method is not offered for a purchase. */
export type NotOffered = 'amount-too-low' | 'amount-too-high' | 'currency' | 'country' | 'placement'

/** Every reason why a method is not offered for a purchase; none means that it is. What is not known refuses nothing. */
export function whyNotOffered(method: PaymentMethod, purchase: Purchase): NotOffered[] {
  const { amountMinor, currency, countryCode, placement } = purchase
  const { minimumMinor, maximumMinor, currencies, countries, placements } = method
  const reasons: [NotOffered, boolean][] = [
    ['placement', placement !== null && !placements.includes(placement)],
    ['currency', currency !== null && currencies !== null && !currencies.includes(currency)],
    ['country', countryCode !== null && countries !== null && !countries.includes(countryCode)],
    ['amount-too-low', amountMinor !== null && amountMinor < (minimumMinor ?? 0)],
    ['amount-too-high', amountMinor !== null && amountMinor > (maximumMinor ?? amountMinor)],
  ]
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason)
}

export const isOffered = (method: PaymentMethod, purchase: Partial<Purchase>): boolean =>
  whyNotOffered(method, { ...anyPurchase, ...purchase }).length === 0

/** The public part of the methods that are offered for a purchase, sorted, in the best language we have. */
export const listMethods = (
  { methods }: Pick<Tenant, 'methods'>,
  locale: string,
  purchase: Purchase = anyPurchase,
): PaymentMethodView[] =>
  methods
    .filter((method) => whyNotOffered(method, purchase).length === 0)
    .toSorted((a, b) => a.priority - b.priority)
    .map((method) => toMethodView(method, locale))

export function toMethodView(method: PaymentMethod, locale: string): PaymentMethodView {
  const words = method.names[locale.slice(0, 2).toLowerCase()] ??
    method.names['en'] ?? { name: method.method, description: '' }
  return {
    paymentProviderName: method.provider,
    paymentMethodName: method.method,
    strategy: method.strategy,
    priority: method.priority,
    name: words.name,
    description: words.description,
    icons: [...method.icons],
    placements: [...method.placements],
    countries: method.countries && [...method.countries],
    currencies: method.currencies && [...method.currencies],
    minimumAmount: method.minimumMinor,
    maximumAmount: method.maximumMinor,
    checkoutConfiguration: checkoutConfigurationOf(method),
  }
}

/** What a browser needs to drive the method: nothing private, no address of the app. */
export const checkoutConfigurationOf = (
  method: PaymentMethod,
): PaymentMethodView['checkoutConfiguration'] => ({
  strategy: method.strategy,
  appPaymentMethodKey: method.method,
  scripts: method.scripts.map(({ url, queryParams }) => ({ url, queryParams })),
  paymentServiceProviderData: { ...method.publicValues },
})
