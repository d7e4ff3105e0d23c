import { z } from 'zod'
import { Placement } from '../contract/glue/payments.ts'
import { AmountMinor, CurrencyCode } from '../contract/operation.ts'
import type { MethodTraits, PaymentMethod } from './payment-method.ts'

const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as DE')
const Words = z.object({
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(200).default(''),
})

/** What a tenant says about one method. What it does not say is as the provider has it. */
export const MethodSettings = z.strictObject({
  method: z.string().trim().toLowerCase().min(1).max(80),
  isEnabled: z.boolean().optional(),
  placements: z.array(Placement).min(1).optional(),
  countries: z.array(CountryCode).min(1).max(250).nullish(),
  currencies: z.array(CurrencyCode).min(1).max(180).nullish(),
  /** In minor units of the cart's currency. */
  minimumAmount: AmountMinor.nullish(),
  maximumAmount: AmountMinor.nullish(),
  /** By language: `de`, `en`. */
  names: z.record(z.string().regex(/^[a-z]{2}$/), Words).optional(),
})
export type MethodSettings = z.infer<typeof MethodSettings>

/** The methods of a connection, in the order in which they are offered. Absent: all that the provider has, in its order. */
export const MethodList = z
  .array(MethodSettings)
  .max(100)
  .refine(
    (methods) => new Set(methods.map(({ method }) => method)).size === methods.length,
    'names a method twice',
  )
  .refine(
    (methods) =>
      methods.every(
        ({ minimumAmount: least, maximumAmount: most }) => (least ?? 0) <= (most ?? Infinity),
      ),
    'has a minimum above its maximum',
  )
  .optional()

type Origin = Pick<PaymentMethod, 'provider' | 'mode' | 'configurationVersion'>

/** The methods that a tenant offers: the provider's own, as the tenant has set them. */
export function toPaymentMethods(
  all: readonly MethodTraits[],
  settings: readonly MethodSettings[] | undefined,
  origin: Origin,
): PaymentMethod[] {
  const wanted: readonly MethodSettings[] = settings ?? all.map(({ method }) => ({ method }))
  return wanted
    .filter(({ isEnabled = true }) => isEnabled)
    .flatMap((setting, index) => {
      const traits = all.find(({ method }) => method === setting.method)
      return traits ? [{ ...merge(traits, setting), ...origin, priority: index + 1 }] : []
    })
}

const merge = (traits: MethodTraits, setting: MethodSettings): MethodTraits => ({
  ...traits,
  placements: setting.placements ?? traits.placements,
  countries: setting.countries === undefined ? traits.countries : setting.countries,
  currencies: setting.currencies === undefined ? traits.currencies : setting.currencies,
  minimumMinor: setting.minimumAmount === undefined ? traits.minimumMinor : setting.minimumAmount,
  maximumMinor: setting.maximumAmount === undefined ? traits.maximumMinor : setting.maximumAmount,
  names: { ...traits.names, ...setting.names },
})
