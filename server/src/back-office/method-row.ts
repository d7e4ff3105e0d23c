import type { MethodRow } from '../contract/back-office/payment-methods.ts'
import type { Connection } from '../tenants/connection.ts'
import { type MethodSettings, toPaymentMethods } from '../tenants/method-settings.ts'
import type { MethodTraits, PaymentMethod } from '../tenants/payment-method.ts'

/** What a tenant has said of the methods of a connection; absent when nothing was said. */
export const settingsOf = ({ current }: Connection): readonly MethodSettings[] | undefined =>
  // The settings were parsed when they were saved.
  current.visible['methods'] as readonly MethodSettings[] | undefined

/** The settings of every method that there is: those that a tenant's list leaves out stand at its end, switched off. */
export function completeSettings(
  all: readonly MethodTraits[],
  settings: readonly MethodSettings[] | undefined,
): MethodSettings[] {
  if (!settings) return all.map(({ method }) => ({ method }))
  const known = settings.filter(({ method }) => all.some((one) => one.method === method))
  const others = all.filter(({ method }) => !known.some((one) => one.method === method))
  return [...known, ...others.map(({ method }) => ({ method, isEnabled: false }))]
}

/** A method as it is set, and whether shoppers may be offered it at all. */
export type SetMethod = { method: PaymentMethod; isEnabled: boolean }

/** Every method of a connection as it is set, in the order in which they are offered, also those that are switched off. */
export function toSetMethods(connection: Connection, all: readonly MethodTraits[]): SetMethod[] {
  const settings = completeSettings(all, settingsOf(connection))
  const methods = toPaymentMethods(
    all,
    settings.map((one) => ({ ...one, isEnabled: true })),
    {
      provider: connection.provider,
      mode: connection.mode,
      configurationVersion: connection.current.version,
    },
  )
  return methods.map((method, index) => ({
    method,
    isEnabled: settings[index]?.isEnabled ?? true,
  }))
}

/** A method as the list shows it, beside what it is by itself. */
export const toMethodRow = (
  { method, isEnabled }: SetMethod,
  providerHas: MethodTraits,
): MethodRow => ({
  method: method.method,
  strategy: method.strategy,
  isEnabled,
  ...toSettable(method),
  icons: [...method.icons],
  providerHas: toSettable(providerHas),
})

export const toSettable = (method: MethodTraits): MethodRow['providerHas'] => ({
  placements: [...method.placements],
  countries: method.countries && [...method.countries],
  currencies: method.currencies && [...method.currencies],
  minimumAmount: method.minimumMinor,
  maximumAmount: method.maximumMinor,
  names: { ...method.names },
})
