import type { GlueContract } from '../../contract/glue/contract.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { cancelPreOrder } from '../../payments/cancel-pre-order.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readCustomer } from '../../payments/read-customer.ts'
import { readPayment, toView } from '../../payments/read-payment.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { startCartPayment } from '../../payments/start-cart-payment.ts'
import type { StartedPayment } from '../../payments/started-payment.ts'
import { fail, ok } from '../../result.ts'
import { listMethods } from '../../tenants/tenant.ts'
import type { Handlers } from '../handlers.ts'
import { toClaim } from '../idempotency-key.ts'

/** The storefront's API on one screen. `streamPayment` reads as `getPayment` here; the edge turns it into events. */
export const createGlueHandlers = (deps: PaymentDeps): Handlers<GlueContract> => ({
  startPayment: async ({ input, identity, idempotency, locale }) => {
    const claim = toClaim(identity, 'startPayment', idempotency)
    const result = await startCartPayment(deps, input, { shopper: identity, claim, locale })
    return result.ok
      ? { ...result, value: { id: null, attributes: toAttributes(result.value) } }
      : result
  },
  getPayment: ({ params, identity }) => show(deps, identity, params.transactionId),
  streamPayment: ({ params, identity }) => show(deps, identity, params.transactionId),
  listPaymentMethods: async ({ identity, locale, query }) => {
    const tenant = deps.findTenant(identity.tenant)
    if (!tenant) return fail({ kind: 'tenant-unknown' })
    return ok(
      listMethods(tenant, locale, query.placement).map((method) => ({
        id: `${method.paymentProviderName}-${method.paymentMethodName}`,
        attributes: method,
      })),
    )
  },
  cancelPreOrder: async ({ input, identity, idempotency }) => {
    const claim = toClaim(identity, 'cancelPreOrder', idempotency)
    const payment = await findOwn(deps, identity, input.preOrderPaymentData)
    if (!payment) return fail({ kind: 'payment-not-found' })
    const result = await answerOnce(deps, claim, () => cancelPreOrder(deps, payment))
    return result.ok ? { ...result, value: { id: null, attributes: done(result.value) } } : result
  },
  readPaymentCustomer: async ({ input, identity }) => {
    const payment = await findOwn(deps, identity, input.customerPaymentServiceProviderData)
    if (!payment) return fail({ kind: 'payment-not-found' })
    const result = await readCustomer(deps, payment)
    return result.ok
      ? ok({ id: null, attributes: { isSuccessful: true, ...result.value } })
      : result
  },
})

const findOwn = (
  deps: PaymentDeps,
  shopper: Shopper,
  { transactionId }: { transactionId: string },
) => readPayment(deps, { kind: 'shopper', shopper }, transactionId)

async function show(
  deps: PaymentDeps,
  reader: Parameters<typeof readPayment>[1],
  transactionId: string,
) {
  const payment = await readPayment(deps, reader, transactionId)
  return payment
    ? ok({ id: payment.transactionId, attributes: toView(payment) })
    : fail({ kind: 'payment-not-found' as const })
}

const toAttributes = (started: StartedPayment) => ({
  isSuccessful: true,
  error: null,
  transactionId: started.transactionId,
  status: started.status,
  amount: started.amountMinor,
  currency: started.currency,
  redirectUrl: started.redirectUrl,
  shippingOptions: started.shippingOptions.map(({ id, name, amountMinor }) => ({
    id,
    name,
    amount: amountMinor,
  })),
  idShipmentMethod: started.idShipmentMethod,
  preOrderPaymentData: { ...started.clientData, transactionId: started.transactionId },
})

const done = ({ status }: { status: 'canceled' | 'refunded' }) => ({
  isSuccessful: true,
  error: null,
  status,
  preOrderPaymentData: {},
})
