import type { Failure } from '../contract/failures.ts'
import type { startPayment } from '../contract/glue/payments.ts'
import type { InputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Cart, ShippingAddress, Shop } from '../shop/shop.ts'
import { findMethod, isOffered, type PaymentMethod } from '../tenants/tenant.ts'
import { answerOnce } from './answer-once.ts'
import { continueCartPayment } from './continue-cart-payment.ts'
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
type Caller = { shopper: Shopper; claim: IdempotencyClaim | null; locale: string }

export type StartFailure =
  | OpenFailure
  | Failure<
      | 'payment-not-found'
      | 'payment-has-order'
      | 'payment-method-not-found'
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

type Answer<Value> = Result<Value, StartFailure> & { replayed?: boolean }

/** A started payment, and what the shop offers to ship its cart with. */
export type StartedCartPayment = StartedPayment & Pick<Cart, 'shippingOptions' | 'idShipmentMethod'>

/**
 * Starts the payment of a cart for its shopper, or brings the one that is named to what the cart is now. Amount, currency and
 * lines are the shop's; what the client sent is compared and refused when it differs. A stored answer for the key wins over
 * everything that has changed since.
 */
export async function startCartPayment(
  deps: StartDeps,
  input: Input,
  caller: Caller,
): Promise<Answer<StartedCartPayment>> {
  const method = checkRequest(deps, input, caller.shopper)
  if (!method.ok) return withoutCart(await earlierOr(deps, caller.claim, method))
  const cart = await readCart(deps.shop, input, caller.shopper, method.value)
  if (!cart.ok) {
    const isOrder = await hasOrder(deps, input, caller.shopper)
    const kind = isOrder ? 'payment-has-order' : cart.failure
    return withoutCart(await earlierOr(deps, caller.claim, fail({ kind })))
  }
  const differs = compare(input, cart.value, method.value)
  if (differs) return withoutCart(await earlierOr(deps, caller.claim, differs))
  const started = await open(deps, input, { ...caller, method: method.value, cart: cart.value })
  if (!started.ok) return started
  const { shippingOptions, idShipmentMethod } = cart.value
  return { ...started, value: { ...started.value, shippingOptions, idShipmentMethod } }
}

/** A stored answer whose cart is gone since: the payment is told, and there is nothing left to ship. */
const withoutCart = (answer: Answer<StartedPayment>): Answer<StartedCartPayment> =>
  answer.ok
    ? { ...answer, value: { ...answer.value, shippingOptions: [], idShipmentMethod: null } }
    : answer

type Wish = Caller & { method: PaymentMethod; cart: Cart }

function open(deps: StartDeps, input: Input, wish: Wish): Promise<Answer<StartedPayment>> {
  const { shopper, claim, locale, method, cart } = wish
  const transactionId = namedIn(input)
  if (transactionId !== null) {
    const payment = { transactionId, method, cart }
    return answerOnce(deps, claim, () => continueCartPayment(deps, shopper, payment))
  }
  const payment = draftPayment({
    tenant: shopper.tenant,
    transactionId: newTransactionId(),
    method,
    owner: shopper.owner,
    cartId: cart.id,
    amountMinor: cart.grandTotalMinor,
    currency: cart.currency,
    successUrl: input.returnUrl ?? null,
    cancelUrl: input.returnUrl ?? null,
  })
  const { customer, lines } = cart
  return openPayment(deps, { payment, charge: { customer, lines, locale }, claim }, true)
}

/** An empty transaction id is how shops say that they have none yet. */
function namedIn({ preOrderPaymentData }: Input): string | null {
  const transactionId = preOrderPaymentData?.['transactionId']
  return typeof transactionId === 'string' && transactionId !== '' ? transactionId : null
}

/** A cart that has become an order is no cart any more, which says more about the payment that is named. */
async function hasOrder(
  { db }: Pick<PaymentDeps, 'db'>,
  input: Input,
  shopper: Shopper,
): Promise<boolean> {
  const transactionId = namedIn(input)
  const payment = transactionId && (await findOwnedPayment(db, shopper, transactionId))
  return payment ? payment.orderReference !== null : false
}

/** Writing the intent finds a used key by itself; only a request that would be refused has to look for it. */
async function earlierOr(
  deps: Pick<PaymentDeps, 'db'>,
  claim: IdempotencyClaim | null,
  refusal: { ok: false; failure: StartFailure },
): Promise<Answer<StartedPayment>> {
  const earlier = await findEarlier(deps, claim)
  return earlier.kind === 'answer' ? earlier.result : refusal
}

/** A wallet pays before anybody has chosen how to ship, so the shop prices that with its default, or with what is told here. */
function readCart(shop: Shop, { idCart, quote }: Input, shopper: Shopper, method: PaymentMethod) {
  const shippingAddress = quote?.shippingAddress ? toShippingAddress(quote.shippingAddress) : null
  const idShipmentMethod = quote?.shipment?.idShipmentMethod ?? null
  const isPriced = shippingAddress !== null || idShipmentMethod !== null
  if (method.strategy !== 'express-checkout' && !isPriced) {
    return shop.readCart(shopper, idCart ?? null)
  }
  return shop.repriceCart(shopper, idCart ?? null, {
    method: method.method,
    shippingAddress,
    idShipmentMethod,
  })
}

const toShippingAddress = ({ iso2Code, zipCode, city, state }: ShippingAddress) => ({
  iso2Code,
  zipCode,
  city,
  state,
})

function checkRequest(
  deps: Pick<PaymentDeps, 'findTenant' | 'isAllowedUrl'>,
  { payment, quote, returnUrl }: Input,
  shopper: Shopper,
): Result<PaymentMethod, StartFailure> {
  const tenant = deps.findTenant(shopper.tenant)
  const method =
    tenant && findMethod(tenant, payment.paymentProviderName, payment.paymentMethodName)
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
  return isOffered(method, cart.grandTotalMinor)
    ? null
    : fail({ kind: 'payment-method-not-allowed', source: at('payment/paymentMethodName') })
}

const at = (attribute: string) => ({ pointer: `/data/attributes/${attribute}` })
