import type { RememberedPayment } from './attempt-store.ts'
import { isOffline } from './browser.ts'
import { aFailure, type CheckoutFailure } from './failure.ts'
import type { Answer } from './http.ts'
import type { PlaceOrder, PlaceOrderRequest } from './options.ts'

/**
 * Lets the shop place the order, and turns whatever it rejects with into a failure. Never calls
 * twice by itself.
 */
export async function placeOrderOnce(
  placeOrder: PlaceOrder,
  request: PlaceOrderRequest,
): Promise<Answer<RememberedPayment>> {
  try {
    const { redirectUrl, orderReference, transactionId = null } = await placeOrder(request)
    return { ok: true, value: { redirectUrl, orderReference, transactionId } }
  } catch (error) {
    return { ok: false, failure: toFailure(error) }
  }
}

/**
 * What a shop may reject with. A kind alone is a refusal; without kind and status nobody knows
 * whether it was placed.
 */
type Rejection = { kind?: string; status?: number | null }

function toFailure(error: unknown): CheckoutFailure {
  const { kind, status = kind ? 422 : null }: Rejection = Object(error)
  const network = isOffline() ? 'offline' : 'network'
  const guess = error instanceof TypeError ? network : 'order-not-placed'
  return aFailure(kind ?? guess, { status, detail: String(error) })
}
