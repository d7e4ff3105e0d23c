import type { MethodScript, PaymentMethodView, Placement } from '../contract/glue/payments.ts'
import type { Mode } from '../psp/psp.ts'

/** What a method is by itself, before a tenant has said anything about it. Keys are in lower case; names are for people. */
export type MethodTraits = {
  method: string
  strategy: PaymentMethodView['strategy']
  placements: readonly Placement[]
  /** ISO 3166 codes of the billing countries it is offered in; null is everywhere. */
  countries: readonly string[] | null
  /** ISO 4217 codes of the currencies it is offered in; null is all. */
  currencies: readonly string[] | null
  /** Offered for totals within these, in minor units of the cart's currency; null is no limit. */
  minimumMinor: number | null
  maximumMinor: number | null
  /** What the browser loads to drive this method; `currency` and `locale` are filled in there. */
  scripts: readonly MethodScript[]
  /** The public part of the provider's configuration: keys and addresses that a browser may know. */
  publicValues: Readonly<Record<string, string>>
  names: Readonly<Record<string, { name: string; description: string }>>
  icons: readonly string[]
}

/** One payment method of a tenant, in the order of `priority`. It is paid with the connection and version it names. */
export type PaymentMethod = MethodTraits & {
  provider: string
  mode: Mode
  configurationVersion: number
  priority: number
}
