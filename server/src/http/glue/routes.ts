import { type WeighedMethod, weighMethods } from '../../back-office/explain-methods.ts'
import type { GlueContract } from '../../contract/glue/contract.ts'
import type { PaymentMethodView } from '../../contract/glue/payments.ts'
import type { Hit } from '../../limits/counters.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { cancelPreOrder } from '../../payments/cancel-pre-order.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readCustomer } from '../../payments/read-customer.ts'
import { readPayment, toView } from '../../payments/read-payment.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { startCartPayment } from '../../payments/start-cart-payment.ts'
import type { StartedPayment } from '../../payments/started-payment.ts'
import { fail, ok } from '../../result.ts'
import type { AppDeps } from '../../tenants/app-deps.ts'
import type { PaymentMethod } from '../../tenants/payment-method.ts'
import { listMethods, type Purchase, toMethodView } from '../../tenants/tenant.ts'
import type { Handlers, Request } from '../handlers.ts'
import { toClaim } from '../idempotency-key.ts'
import { type AskerDeps, tooOften } from '../identify-request.ts'
import type { Anyone } from '../request-context.ts'

type GlueDeps = PaymentDeps & { app: AppDeps; identity: Pick<AskerDeps, 'limiter'> }

/** The storefront's API on one screen. `streamPayment` reads as `getPayment` here; the edge turns it into events. */
export const createGlueHandlers = (deps: GlueDeps): Handlers<GlueContract> => ({
  startPayment: async ({ input, identity, idempotency, locale, asker }) => {
    const wait = deps.identity.limiter.take(startsOf(identity, asker))
    if (wait !== null) return tooOften(wait)
    const claim = toClaim(identity, 'startPayment', idempotency)
    const result = await startCartPayment(deps, input, { shopper: identity, claim, locale, asker })
    return result.ok
      ? { ...result, value: { id: null, attributes: toAttributes(result.value) } }
      : result
  },
  getPayment: ({ params, identity }) => show(deps, identity, params.transactionId),
  streamPayment: ({ params, identity }) => show(deps, identity, params.transactionId),
  listPaymentMethods: async ({ identity, locale, query }) => {
    const tenant = await deps.findTenant(identity.tenant)
    if (!tenant) return fail({ kind: 'tenant-unknown' })
    const purchase = await toPurchase(deps, identity, query)
    if (query.explain !== 'true') return ok(listMethods(tenant, locale, purchase).map(toMethod))
    if (!identity.isOperator) return fail({ kind: 'access-token-missing' })
    const weighed = await weighMethods(deps.app, tenant.id, purchase)
    return ok(weighed.map(({ method, reasons }) => toExplained(method, reasons, locale)))
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

/** Starting a payment costs a call of the PSP, so it has a rate of its own. */
const startsOf = ({ tenant, owner }: Shopper, asker: string | null): Hit[] => [
  { rate: 'start-of-shopper', tenant, key: owner },
  ...(asker === null ? [] : [{ rate: 'start-of-address' as const, tenant, key: asker }]),
]

const toMethod = (view: PaymentMethodView) => ({
  id: `${view.paymentProviderName}-${view.paymentMethodName}`,
  attributes: view,
})

/** Test and live may both have the method: its mode tells them apart. */
function toExplained(method: PaymentMethod, reasons: WeighedMethod['reasons'], locale: string) {
  const { id, attributes } = toMethod(toMethodView(method, locale))
  const isOffered = reasons.length === 0
  return {
    id: `${id}-${method.mode}`,
    attributes: { ...attributes, isOffered, reasons: [...reasons] },
  }
}

type Query = Request<Extract<GlueContract[number], { id: 'listPaymentMethods' }>>['query']

/** What is to be paid, as far as it is known: the cart's own numbers, and what is given beside them. */
async function toPurchase(
  { shop }: Pick<PaymentDeps, 'shop'>,
  { shopper }: Anyone,
  { idCart, amount, currency, country, placement }: Query,
): Promise<Purchase> {
  const cart = idCart !== undefined && shopper ? await shop.readCart(shopper, idCart) : null
  const known = cart?.ok ? cart.value : null
  return {
    amountMinor: known?.grandTotalMinor ?? amount ?? null,
    currency: known?.currency ?? currency ?? null,
    countryCode: country ?? known?.countryCode ?? null,
    placement: placement ?? null,
  }
}

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
