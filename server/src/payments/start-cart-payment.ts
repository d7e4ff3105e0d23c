import type { Failure } from '../contract/failures.ts'
import type { startPayment } from '../contract/glue/payments.ts'
import type { InputOf } from '../contract/operation.ts'
import { transactionIdIn } from '../contract/pre-order-data.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Cart, ShippingAddress, Shop } from '../shop/shop.ts'
import type { PaymentMethod } from '../tenants/payment-method.ts'
import { findMethod, isOffered } from '../tenants/tenant.ts'
import { answerOnce } from './answer-once.ts'
import { continuePayment, type Wanted } from './continue-payment.ts'
import { draftPayment } from './draft-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { exponentOf } from './money.ts'
import { newTransactionId } from './new-id.ts'
import { findEarlier, openPayment } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findOwnedPayment } from './payment-store.ts'
import type { Shopper } from './shopper.ts'
import type { OpenFailure, StartedPayment } from './started-payment.ts'

type StartDeps = Omit<PaymentDeps, 'signReadToken' | 'findCustomers'>
type Input = InputOf<typeof startPayment>
type Caller = {
  shopper: Shopper
  claim: IdempotencyClaim | null
  locale: string
  /** The keyed hash of the shopper's address; null where that is not known. */
  asker: string | null
}

export type StartFailure =
  | OpenFailure
  | Failure<
      | 'payment-not-found'
      | 'payment-has-order'
      | 'payment-method-not-found'
      | 'tenant-disconnected'
      | 'payment-method-not-allowed'
      | 'amount-mismatch'
      | 'currency-mismatch'
      | 'currency-unknown'
      | 'cart-not-found'
      | 'cart-empty'
      | 'cart-ambiguous'
      | 'address-not-served'
      | 'shipment-not-offered'
      | 'return-url-not-allowed'
    >

type Answer = Result<StartedPayment, StartFailure> & { replayed?: boolean }

/**
 * Starts the payment of a cart for its shopper, or brings the one that is named to what the cart is now. Amount, currency and
 * lines are the shop's; what the client sent is compared and refused when it differs. A stored answer for the key wins over
 * everything that has changed since, and changes nothing.
 */
export async function startCartPayment(
  deps: StartDeps,
  input: Input,
  caller: Caller,
): Promise<Answer> {
  const method = await checkRequest(deps, input, caller.shopper)
  if (!method.ok) return earlierOr(deps, caller.claim, method)
  const isPriced = needsPricing(input, method.value)
  // Pricing writes to the cart: a request that was answered already must not price it again.
  const earlier = isPriced ? await findEarlier(deps, caller.claim) : null
  if (earlier?.kind === 'answer') return earlier.result
  const cart = await readCart(deps.shop, input, caller.shopper, { method: method.value, isPriced })
  if (!cart.ok) {
    const isOrder = await hasOrder(deps, input, caller.shopper)
    const kind = isOrder ? 'payment-has-order' : cart.failure
    return earlierOr(deps, caller.claim, fail({ kind }))
  }
  const differs = compare(input, cart.value, method.value)
  if (differs) return earlierOr(deps, caller.claim, differs)
  return open(deps, input, { ...caller, method: method.value, cart: cart.value })
}

type Wish = Caller & { method: PaymentMethod; cart: Cart }

function open(deps: StartDeps, input: Input, wish: Wish): Promise<Answer> {
  const { shopper, asker, claim, locale, method, cart } = wish
  const { customer, lines, currency, grandTotalMinor: amountMinor } = cart
  const { shippingOptions, idShipmentMethod } = cart
  const shipping = { shippingOptions, idShipmentMethod }
  const transactionId = transactionIdIn(input.preOrderPaymentData)
  if (transactionId !== null) {
    const purchase = { amountMinor, currency, lines }
    const wanted = { transactionId, method, cartId: cart.id, purchase, shipping }
    return answerOnce(deps, claim, () => continueOwn(deps, shopper, wanted))
  }
  const payment = draftPayment({
    tenant: shopper.tenant,
    transactionId: newTransactionId(),
    method,
    owner: shopper.owner,
    asker,
    cartId: cart.id,
    amountMinor,
    currency,
    successUrl: input.returnUrl ?? null,
    cancelUrl: input.returnUrl ?? null,
  })
  return openPayment(deps, { payment, charge: { customer, lines, locale }, claim, shipping }, true)
}

/** Another shopper's payment does not exist. */
async function continueOwn(
  deps: StartDeps,
  shopper: Shopper,
  { transactionId, ...wanted }: Wanted & { transactionId: string },
): Promise<Answer> {
  const payment = await findOwnedPayment(deps.db, shopper, transactionId)
  return payment ? continuePayment(deps, payment, wanted) : fail({ kind: 'payment-not-found' })
}

/** A cart that has become an order is no cart any more, which says more about the payment that is named. */
async function hasOrder(
  { db }: Pick<PaymentDeps, 'db'>,
  input: Input,
  shopper: Shopper,
): Promise<boolean> {
  const transactionId = transactionIdIn(input.preOrderPaymentData)
  const payment = transactionId && (await findOwnedPayment(db, shopper, transactionId))
  return payment ? payment.orderReference !== null : false
}

/** Writing the intent finds a used key by itself; only a request that would be refused has to look for it. */
async function earlierOr(
  deps: Pick<PaymentDeps, 'db'>,
  claim: IdempotencyClaim | null,
  refusal: { ok: false; failure: StartFailure },
): Promise<Answer> {
  const earlier = await findEarlier(deps, claim)
  return earlier.kind === 'answer' ? earlier.result : refusal
}

/** A wallet pays before anybody has chosen how to ship, so the shop prices that with its default, or with what is told here. */
const needsPricing = ({ quote }: Input, { strategy }: PaymentMethod): boolean =>
  strategy === 'express-checkout' || quote?.shippingAddress != null || quote?.shipment != null

function readCart(
  shop: Shop,
  { idCart, quote }: Input,
  shopper: Shopper,
  { method, isPriced }: { method: PaymentMethod; isPriced: boolean },
) {
  if (!isPriced) return shop.readCart(shopper, idCart ?? null)
  return shop.repriceCart(shopper, idCart ?? null, {
    method: method.method,
    shippingAddress: quote?.shippingAddress ? toShippingAddress(quote.shippingAddress) : null,
    idShipmentMethod: quote?.shipment?.idShipmentMethod ?? null,
  })
}

const toShippingAddress = ({ iso2Code, zipCode, city, state }: ShippingAddress) => ({
  iso2Code,
  zipCode,
  city,
  state,
})

async function checkRequest(
  deps: Pick<PaymentDeps, 'findTenant' | 'isAllowedUrl'>,
  { payment, quote, returnUrl }: Input,
  shopper: Shopper,
): Promise<Result<PaymentMethod, StartFailure>> {
  const tenant = await deps.findTenant(shopper.tenant)
  const method =
    tenant &&
    findMethod(tenant, {
      provider: payment.paymentProviderName,
      method: payment.paymentMethodName,
    })
  if (tenant?.standing === 'disconnected') return fail({ kind: 'tenant-disconnected' })
  if (!method)
    return fail({ kind: 'payment-method-not-found', source: at('payment/paymentMethodName') })
  const currency = quote?.currency?.code
  if (currency !== undefined && exponentOf(currency) === null) {
    return fail({ kind: 'currency-unknown', source: at('quote/currency/code') })
  }
  if (returnUrl !== undefined && !deps.isAllowedUrl(returnUrl)) {
    return fail({ kind: 'return-url-not-allowed', source: at('returnUrl') })
  }
  return ok(method)
}

function compare(
  { payment, quote }: Input,
  cart: Cart,
  method: PaymentMethod,
): { ok: false; failure: StartFailure } | null {
  const currency = quote?.currency?.code
  if (currency !== undefined && currency !== cart.currency) {
    return fail({ kind: 'currency-mismatch', source: at('quote/currency/code') })
  }
  if (payment.amount !== undefined && payment.amount !== cart.grandTotalMinor) {
    return fail({ kind: 'amount-mismatch', source: at('payment/amount') })
  }
  return isOffered(method, purchaseOf(cart))
    ? null
    : fail({ kind: 'payment-method-not-allowed', source: at('payment/paymentMethodName') })
}

const purchaseOf = ({ grandTotalMinor, currency, countryCode }: Cart) => ({
  amountMinor: grandTotalMinor,
  currency,
  countryCode,
})

const at = (attribute: string) => ({ pointer: `/data/attributes/${attribute}` })
