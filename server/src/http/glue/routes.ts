import type { GlueContract } from '../../contract/glue/contract.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readPayment, toView } from '../../payments/read-payment.ts'
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
  listPaymentMethods: async ({ identity, locale }) => {
    const tenant = deps.findTenant(identity.tenant)
    if (!tenant) return fail({ kind: 'tenant-unknown' })
    return ok(
      listMethods(tenant, locale).map((method) => ({
        id: `${method.paymentProviderName}-${method.paymentMethodName}`,
        attributes: method,
      })),
    )
  },
})

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
  preOrderPaymentData: { transactionId: started.transactionId },
})
