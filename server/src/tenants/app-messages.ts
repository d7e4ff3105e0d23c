import type { OutboundName } from '../contract/messages.ts'
import { outboundMessages } from '../contract/messages.ts'
import type { PspKind } from '../psp/psp-kind.ts'
import { appIdentifier, type Connection, isActive } from './connection.ts'
import { onboardingStates } from './onboarding-states.ts'
import type { PaymentMethod } from './payment-method.ts'
import { checkoutConfigurationOf } from './tenant.ts'

/** A message to the shop about its app, not written yet. */
export type AppMessage = { name: OutboundName; payload: Record<string, unknown> }

/** Where the shop calls the app. The names are the contract's. */
const endpoints = [
  { name: 'authorization', path: '/initialize-payment' },
  { name: 'pre-order-payment', path: '/pre-order-payment' },
  { name: 'pre-order-confirmation', path: '/confirm-pre-order-payment' },
  { name: 'pre-order-cancellation', path: '/cancel-pre-order-payment' },
  { name: 'transfer', path: '/payments/transfers' },
  { name: 'customer', path: '/customer' },
].map(({ name, path }) => ({ name, path: `/private${path}` }))

const keyOf = ({ provider, method }: PaymentMethod): string => `${provider}/${method}`

const toPayload = (method: PaymentMethod, baseUrl: string) => ({
  name: method.method,
  providerName: method.provider,
  paymentMethodAppConfiguration: {
    baseUrl,
    endpoints,
    checkoutConfiguration: checkoutConfigurationOf(method),
  },
})

/** What a shop must do so that it offers the methods of `after` instead of those of `before`: nothing for what stayed the same. */
export function methodMessages(
  before: readonly PaymentMethod[],
  after: readonly PaymentMethod[],
  baseUrl: string,
): AppMessage[] {
  const known = new Map(before.map((method) => [keyOf(method), toPayload(method, baseUrl)]))
  const wanted = new Set(after.map(keyOf))
  const changed = after.flatMap((method): AppMessage[] => {
    const payload = toPayload(method, baseUrl)
    const stored = known.get(keyOf(method))
    if (!stored) return [{ name: 'AddPaymentMethod', payload }]
    const isSame = JSON.stringify(stored) === JSON.stringify(payload)
    return isSame ? [] : [{ name: 'UpdatePaymentMethod', payload }]
  })
  const gone = before
    .filter((method) => !wanted.has(keyOf(method)))
    .map((method): AppMessage => {
      const payload = { name: method.method, providerName: method.provider }
      return { name: 'DeletePaymentMethod', payload }
    })
  return [...gone, ...changed]
}

/** Every channel that a shop has to listen to. */
const messageChannels = [...new Set(Object.values(outboundMessages).map(({ channel }) => channel))]

/** Where the app stands. The configuration is what may be seen of it: never a secret. */
export const appConfigUpdated = (connection: Connection): AppMessage => ({
  name: 'AppConfigUpdated',
  payload: {
    appIdentifier: appIdentifier(connection),
    status: connection.status,
    isActive: isActive(connection),
    config: connection.current.visible,
    messageChannels,
  },
})

/** Merchants can be sent to the provider now: the shop is told where, and the words for each stage. */
export const readyForOnboarding = (
  connection: Connection,
  kind: Pick<PspKind, 'title'>,
  baseUrl: string,
): AppMessage => ({
  name: 'ReadyForMerchantAppOnboarding',
  payload: {
    appName: kind.title,
    appIdentifier: appIdentifier(connection),
    type: 'payment',
    onboarding: { url: `${baseUrl}/private/merchants/onboarding`, strategy: 'api' },
    additionalLinks: [],
    merchantOnboardingStates: onboardingStates,
  },
})
