import type { PaymentMethodView } from '../core/contract.ts'
import type { CheckoutScope } from './context.ts'
import { retryUndecided, unwrap } from './query.ts'

const staleMs = 5 * 60_000

/** The query of every method of the shop, whatever drives it: asked once, and shared by all who use it. */
export const paymentMethodsQuery = ({ checkout, site, locale }: CheckoutScope) => ({
  queryKey: ['tillway', site, 'payment-methods', locale, checkout.client.read().cartId],
  queryFn: (): Promise<readonly PaymentMethodView[]> =>
    unwrap(checkout.client.listPaymentMethods()),
  staleTime: staleMs,
  retry: retryUndecided,
})
