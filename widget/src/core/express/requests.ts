import type { PaymentCustomerOutput, StartPaymentInput, StartPaymentOutput } from '../contract.ts'
import { aFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import type { SheetAddress, SheetQuote } from '../wallets/wallet-driver.ts'
import { clientOf, type ExpressSession, type SheetCart } from './express-session.ts'
import type { KeptPayment } from './kept-payment.ts'
import { repeat } from './repeat.ts'

/** A request for a payment: the first one of a sheet, or with `transactionId` a look at what it costs now. */
export type Asked = {
  method: KeptPayment['method']
  cart: SheetCart
  currency?: string | undefined
  transactionId?: string | undefined
  address?: SheetAddress | undefined
  shipmentId?: string | undefined
}

function toInput(asked: Asked): StartPaymentInput {
  const { method, cart, currency, transactionId, address, shipmentId } = asked
  const code = cart.total?.currency ?? currency
  const quote = {
    ...(code && { currency: { code } }),
    ...(address && {
      shippingAddress: {
        iso2Code: address.countryCode,
        zipCode: address.postalCode,
        city: address.city,
        state: address.region,
      },
    }),
    ...(shipmentId && { shipment: { idShipmentMethod: shipmentId } }),
  }
  return {
    ...(cart.cartId && { idCart: cart.cartId }),
    ...(Object.keys(quote).length > 0 && { quote }),
    payment: {
      ...method,
      ...(cart.total && { amount: cart.total.amount }),
    },
    ...(transactionId && { preOrderPaymentData: { transactionId } }),
  }
}

/** Creates, joins or updates a payment; an answer that was lost is asked for again with the same key. */
export async function postPayment(
  session: ExpressSession,
  asked: Asked,
  signal?: AbortSignal,
): Promise<Answer<StartPaymentOutput>> {
  const key = crypto.randomUUID()
  const input = toInput(asked)
  const answer = await repeat(
    () => clientOf(session).startPayment(input, key, signal),
    signal && { signal },
  )
  if (!answer.ok || answer.value.isSuccessful) return answer
  const { error: detail } = answer.value
  return { ok: false, failure: aFailure('payment-refused', { status: 422, detail }) }
}

/** What the sheet shows of the server's answer. */
export const quoteOf = (output: StartPaymentOutput): SheetQuote => ({
  total: { amount: output.amount, currency: output.currency },
  shippingOptions: output.shippingOptions,
  selected: output.idShipmentMethod,
})

/** Asks who approved. An approval that the provider has not told yet is asked for again. */
export const postCustomer = (
  session: ExpressSession,
  { transactionId, method }: KeptPayment,
): Promise<Answer<PaymentCustomerOutput>> => {
  const key = crypto.randomUUID()
  const attributes = { payment: method, customerPaymentServiceProviderData: { transactionId } }
  return repeat(
    () => clientOf(session).post<PaymentCustomerOutput>('payment-customer', attributes, { key }),
    {
      isWorthRepeating: ({ kind, status }) =>
        kind === 'payment-not-approved' || status === null || status >= 500,
    },
  )
}

/** Those under way, of every express checkout of this page: one part of it may go away while another one asks. */
const cancellations = new Map<string, Promise<Answer<unknown>>>()

/** The cancellation of this payment that is under way. */
export const cancellationOf = (kept: KeptPayment | null): Promise<Answer<unknown>> | undefined =>
  kept ? cancellations.get(kept.transactionId) : undefined

/** Cancels a payment at the server. Goes on when the page shows something else already. */
export function postCancellation(
  session: ExpressSession,
  { transactionId, method }: KeptPayment,
): Promise<Answer<unknown>> {
  const known = cancellations.get(transactionId)
  if (known !== undefined) return known
  const client = clientOf(session)
  const key = crypto.randomUUID()
  const attributes = { payment: method, preOrderPaymentData: { transactionId } }
  const canceling = repeat(() => client.post('payment-cancellations', attributes, { key })).finally(
    () => cancellations.delete(transactionId),
  )
  cancellations.set(transactionId, canceling)
  return canceling
}
