import type { MethodScript, PaymentMethodView, Placement } from '../contract/glue/payments.ts'
import type { Mode } from '../psp/psp.ts'

/** One payment method of a tenant. `provider` and `method` are stable keys in lower case; names are for people. */
export type PaymentMethod = {
  provider: string
  method: string
  mode: Mode
  strategy: PaymentMethodView['strategy']
  priority: number
  placements: readonly Placement[]
  /** Offered for totals within these, in minor units of any currency; null is no limit. */
  minimumMinor: number | null
  maximumMinor: number | null
  /** What the browser loads to drive this method; `currency` and `locale` are filled in there. */
  scripts: readonly MethodScript[]
  /** The public part of the provider's configuration: keys and addresses that a browser may know. */
  publicValues: Readonly<Record<string, string>>
  names: Readonly<Record<string, { name: string; description: string }>>
  icons: readonly string[]
}

/** One shop that uses this installation. */
export type Tenant = {
  id: string
  merchantName: string
  methods: readonly PaymentMethod[]
}

/** Shops write method names as keys, with spaces or in other cases: `PayPal Express` is `paypal-express`. */
const toKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

export function findMethod(
  tenant: Tenant,
  providerName: string | null,
  methodName: string,
): PaymentMethod | null {
  const method = toKey(methodName)
  const provider = providerName === null ? null : toKey(providerName)
  const matches = tenant.methods.filter(
    (candidate) =>
      (provider === null || candidate.provider === provider) &&
      (candidate.method === method || `${candidate.provider}-${candidate.method}` === method),
  )
  return matches[0] ?? null
}

/** True when the method is offered for a cart of this total. */
export const isOffered = (
  { minimumMinor, maximumMinor }: PaymentMethod,
  totalMinor: number,
): boolean => totalMinor >= (minimumMinor ?? 0) && totalMinor <= (maximumMinor ?? totalMinor)

/** The public part of a tenant's methods, for one placement or all, sorted, in the best language we have. */
export function listMethods(
  tenant: Tenant,
  locale: string,
  placement: Placement | null = null,
): PaymentMethodView[] {
  const language = locale.slice(0, 2).toLowerCase()
  return tenant.methods
    .filter(({ placements }) => placement === null || placements.includes(placement))
    .toSorted((a, b) => a.priority - b.priority)
    .map((method) => {
      const words = method.names[language] ??
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
        minimumAmount: method.minimumMinor,
        maximumAmount: method.maximumMinor,
        checkoutConfiguration: {
          strategy: method.strategy,
          appPaymentMethodKey: method.method,
          scripts: method.scripts.map(({ url, queryParams }) => ({ url, queryParams })),
          paymentServiceProviderData: { ...method.publicValues },
        },
      }
    })
}
