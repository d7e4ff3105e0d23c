import type { Failure } from '../contract/failures.ts'
import type { startPayment } from '../contract/glue/payments.ts'
import type { InputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Cart } from '../shop/shop.ts'
import { findMethod, type PaymentMethod } from '../tenants/tenant.ts'
import { draftPayment } from './draft-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { exponentOf } from './money.ts'
import { newTransactionId } from './new-id.ts'
import { findEarlier, openPayment } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Shopper } from './shopper.ts'
import type { OpenFailure, StartedPayment } from './started-payment.ts'

type Input = InputOf<typeof startPayment>

type StartFailure =
  | OpenFailure
  | Failure<
      | 'payment-method-not-found'
      | 'amount-mismatch'
      | 'currency-mismatch'
      | 'currency-unknown'
      | 'cart-not-found'
      | 'cart-empty'
      | 'cart-ambiguous'
      | 'return-url-not-allowed'
    >

/**
 * Starts the payment of a cart for its shopper. Amount, currency and lines are the shop's; what the client sent is compared
 * and refused when it differs. A stored answer for the key wins over everything that has changed since.
 */
export async function startCartPayment(
  deps: Omit<PaymentDeps, 'signReadToken'>,
  input: Input,
  { shopper, claim, locale }: { shopper: Shopper; claim: IdempotencyClaim | null; locale: string },
): Promise<Result<StartedPayment, StartFailure> & { replayed?: boolean }> {
  const cart = await deps.shop.readCart(shopper, input.idCart ?? null)
  if (!cart.ok) return earlierOr(deps, claim, fail({ kind: cart.failure }))
  const checked = check(deps, input, shopper, cart.value)
  if (!checked.ok) return earlierOr(deps, claim, checked)
  const payment = draftPayment({
    tenant: shopper.tenant,
    transactionId: newTransactionId(),
    method: checked.value,
    owner: shopper.owner,
    cartId: cart.value.id,
    amountMinor: cart.value.grandTotalMinor,
    currency: cart.value.currency,
    successUrl: input.returnUrl ?? null,
    cancelUrl: input.returnUrl ?? null,
  })
  const { customer, lines } = cart.value
  return openPayment(deps, { payment, charge: { customer, lines, locale }, claim }, true)
}

/** Writing the intent finds a used key by itself; only a request that would be refused has to look for it. */
async function earlierOr(
  deps: Pick<PaymentDeps, 'db'>,
  claim: IdempotencyClaim | null,
  refusal: { ok: false; failure: StartFailure },
): Promise<Result<StartedPayment, StartFailure> & { replayed?: boolean }> {
  const earlier = await findEarlier(deps, claim)
  return earlier.kind === 'answer' ? earlier.result : refusal
}

function check(
  deps: Pick<PaymentDeps, 'findTenant' | 'isAllowedUrl'>,
  { payment, quote, returnUrl }: Input,
  shopper: Shopper,
  cart: Cart,
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
  if (currency !== undefined && currency !== cart.currency) {
    return fail({ kind: 'currency-mismatch', source: at('quote/currency/code') })
  }
  if (payment.amount !== undefined && payment.amount !== cart.grandTotalMinor) {
    return fail({ kind: 'amount-mismatch', source: at('payment/amount') })
  }
  if (returnUrl !== undefined && !deps.isAllowedUrl(returnUrl)) {
    return fail({ kind: 'return-url-not-allowed', source: at('returnUrl') })
  }
  return ok(method)
}

const at = (attribute: string) => ({ pointer: `/data/attributes/${attribute}` })
