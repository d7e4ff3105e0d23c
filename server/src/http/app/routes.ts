import type { AppContract } from '../../contract/app/contract.ts'
import { transactionIdIn } from '../../contract/pre-order-data.ts'
import type { MarketplaceDeps } from '../../marketplace/marketplace-deps.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { cancelPreOrder } from '../../payments/cancel-pre-order.ts'
import { confirmPayment } from '../../payments/confirm-payment.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readCustomer } from '../../payments/read-customer.ts'
import { findTenantPayment } from '../../payments/read-payment.ts'
import { ownerFromCustomerReference } from '../../payments/shopper.ts'
import { startOrderPayment } from '../../payments/start-order-payment.ts'
import type { StartedPayment } from '../../payments/started-payment.ts'
import { fail, ok } from '../../result.ts'
import type { AppDeps } from '../../tenants/app-deps.ts'
import { configureApp } from '../../tenants/configure-app.ts'
import type { Connection } from '../../tenants/connection.ts'
import { disconnectApp } from '../../tenants/disconnect-app.ts'
import type { ConfigurationProblem } from '../../tenants/read-configuration.ts'
import type { Handlers, Request } from '../handlers.ts'
import { parseObject } from '../read-body.ts'
import type { IdempotencyKey } from '../request-context.ts'
import { createMarketplaceHandlers } from './marketplace-routes.ts'

/** What shops' backends call, on one screen. */
export const createAppHandlers = (
  deps: PaymentDeps & { app: AppDeps; marketplace: MarketplaceDeps },
): Handlers<AppContract> => ({
  initializePayment: (request) => start(deps, 'initializePayment', request),
  preOrderPayment: (request) => start(deps, 'preOrderPayment', request),
  confirmPreOrderPayment: async ({ input, identity, idempotency }) => {
    const transactionId = namedIn(input)
    const { orderReference, orderData } = input
    const order = {
      orderReference,
      orderItemIds: orderData.items.flatMap(({ idSalesOrderItem }) => idSalesOrderItem ?? []),
      amountMinor: orderData.grandTotal,
      currency: orderData.currencyCode,
      owner: orderData.customerReference
        ? ownerFromCustomerReference(orderData.customerReference)
        : null,
    }
    const payment = { tenant: identity.tenant, transactionId }
    const claim = toAppClaim(identity.tenant, 'confirmPreOrderPayment', idempotency)
    const result = await answerOnce(deps, claim, async () => {
      const confirmed = await confirmPayment(deps, payment, order, 'api')
      return confirmed.ok ? ok(done) : confirmed
    })
    return result.ok ? { ...result, value: { id: null, attributes: done } } : result
  },
  cancelPreOrderPayment: async ({ input, identity, idempotency }) => {
    const payment = await findTenantPayment(deps, identity.tenant, namedIn(input))
    if (!payment) return fail({ kind: 'transaction-unknown' })
    const claim = toAppClaim(identity.tenant, 'cancelPreOrderPayment', idempotency)
    const result = await answerOnce(deps, claim, () => cancelPreOrder(deps, payment))
    return result.ok ? { ...result, value: { id: null, attributes: done } } : result
  },
  readCustomer: async ({ input, identity }) => {
    const preOrderPaymentData = input.customerPaymentServiceProviderData
    const payment = await findTenantPayment(deps, identity.tenant, namedIn({ preOrderPaymentData }))
    if (!payment) return fail({ kind: 'transaction-unknown' })
    const result = await readCustomer(deps, payment)
    if (!result.ok) return result
    const attributes = { isSuccessful: true, statusCode: null, message: null, ...result.value }
    return ok({ id: null, attributes })
  },
  configure: async ({ input, identity: { tenant } }) => {
    const { provider, configuration } = input.data.attributes
    const given = parseObject(configuration)
    if (!given.ok) return invalidConfiguration([notAnObject])
    const wanted = { tenant, provider: provider ?? null, given: given.value }
    const result = await configureApp(deps.app, wanted)
    if (result.ok) return ok({ id: null, attributes: toConfigured(result.value.connection) })
    const { failure } = result
    return failure.kind === 'configuration-invalid'
      ? invalidConfiguration(failure.problems)
      : fail({ kind: failure.kind, ...(failure.kind === 'request-in-flight' && again) })
  },
  disconnect: async ({ input, headers, identity: { tenant } }) => {
    const result = await disconnectApp(deps.app, {
      tenant,
      provider: input.provider ?? null,
      mode: input.mode ?? null,
      confirmations: headers['x-confirmation-status'],
    })
    return result.ok ? ok({ id: null, attributes: null }) : result
  },
  ...createMarketplaceHandlers(deps.marketplace),
})

const notAnObject = { field: 'configuration', message: 'must be a JSON object as text' }
const again = { retryAfterSeconds: 1 }

const invalidConfiguration = (fields: readonly ConfigurationProblem[]) =>
  fail({ kind: 'configuration-invalid' as const, fields })

const toConfigured = ({ tenant, provider, mode, status, current }: Connection) => ({
  tenantIdentifier: tenant,
  ...{ provider, mode, status, version: current.version },
  configuration: { ...current.visible },
})

const done = { isSuccessful: true, message: null }

type Named = {
  transactionId?: string | null | undefined
  preOrderPaymentData?: Record<string, unknown> | null | undefined
}

/** Shops send the id inside the map, older app libraries beside it; none at all names no payment. */
const namedIn = ({ transactionId, preOrderPaymentData }: Named): string =>
  transactionIdIn(preOrderPaymentData) ?? transactionId ?? ''

type StartRequest = Request<Extract<AppContract[number], { id: 'preOrderPayment' }>>

async function start(
  deps: PaymentDeps,
  operation: 'initializePayment' | 'preOrderPayment',
  { input, identity, idempotency }: Pick<StartRequest, 'input' | 'identity' | 'idempotency'>,
) {
  const { tenant } = identity
  const claim = toAppClaim(tenant, operation, idempotency)
  const result = await startOrderPayment(deps, input, { tenant, claim })
  return result.ok
    ? { ...result, value: { id: null, attributes: toAttributes(result.value) } }
    : result
}

const toAppClaim = (tenant: string, operation: string, key: IdempotencyKey | null) =>
  key && { tenant, caller: 'app', operation, ...key }

const toAttributes = ({ transactionId, redirectUrl, clientData }: StartedPayment) => ({
  isSuccessful: true,
  statusCode: null,
  transactionId,
  payment: null,
  preOrderPaymentData: { ...clientData, transactionId },
  redirectUrl,
  message: null,
})
