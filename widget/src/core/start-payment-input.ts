import type { StartPaymentInput } from './contract.ts'
import type { CheckoutOptions, MethodReference } from './options.ts'

/**
 * The attributes of `POST /payments`. The amount is what the shopper saw: the server compares it,
 * and trusts the cart.
 */
export function toStartPaymentInput(
  options: CheckoutOptions,
  method: MethodReference,
): StartPaymentInput {
  const { cartId, returnUrl, total, currency = total?.currency } = options
  return {
    ...(cartId && { idCart: cartId }),
    ...(currency && { quote: { currency: { code: currency } } }),
    payment: {
      paymentProviderName: method.providerName,
      paymentMethodName: method.methodName,
      ...(total && { amount: total.amount }),
    },
    ...(returnUrl && { returnUrl }),
  }
}
