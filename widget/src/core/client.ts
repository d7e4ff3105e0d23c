import type {
  PaymentMethodView,
  PaymentView,
  StartPaymentInput,
  StartPaymentOutput,
} from './contract.ts'
import type { CheckoutFailure } from './failure.ts'
import { type Answer, send } from './http.ts'
import type { Shopper, Total } from './options.ts'

export type ClientOptions = {
  baseUrl: string
  tenant?: string | undefined
  shopper?: Shopper | undefined
  locale?: string | undefined
  /** What the checkout is about; no request is made of these here. */
  cartId?: string | undefined
  currency?: string | undefined
  total?: Total | undefined
  nonce?: string | undefined
}

/** How one payment is read: with its return token, or else as the shopper. */
export type Reading = { token?: string | null | undefined; signal?: AbortSignal | undefined }

/** The operations of the server. Nothing throws for what a network or a server does. */
export type Client = {
  /** The options as they are now. */
  read: () => ClientOptions
  /** Those that are offered for the cart, where it is known. */
  listPaymentMethods: (signal?: AbortSignal) => Promise<Answer<PaymentMethodView[]>>
  getPayment: (transactionId: string, reading?: Reading) => Promise<Answer<PaymentView>>
  /** The same key never starts two payments. */
  startPayment: (
    input: StartPaymentInput,
    key: string,
    signal?: AbortSignal,
  ) => Promise<Answer<StartPaymentOutput>>
  /** Creates a resource of this type; the same key is answered the same. */
  post: <Output>(
    type: string,
    attributes: object,
    sent: { key: string; signal?: AbortSignal | undefined },
  ) => Promise<Answer<Output>>
  /** The open answer, whose body is read as server-sent events. */
  openEvents: (transactionId: string, reading?: Reading) => Promise<Response | CheckoutFailure>
}

const mediaType = 'application/vnd.api+json'

function headersOf(
  { tenant, shopper, locale }: ClientOptions,
  token?: string | null,
): Record<string, string> {
  const headers: Record<string, string> = { accept: mediaType }
  if (tenant) headers['x-tenant-identifier'] = tenant
  if (locale) headers['accept-language'] = locale
  const bearer = token ?? (shopper && 'accessToken' in shopper ? shopper.accessToken : null)
  if (bearer) headers['authorization'] = `Bearer ${bearer}`
  else if (shopper && 'guestId' in shopper)
    headers['x-anonymous-customer-unique-id'] = shopper.guestId
  return headers
}

/** A client that reads its options at each call, so that a renewed access token is used at once. */
export function createClient(read: () => ClientOptions): Client {
  const url = (path: string) => read().baseUrl.replace(/\/+$/, '') + path
  const payment = (id: string) => url(`/payments/${encodeURIComponent(id)}`)
  const post: Client['post'] = (type, attributes, { key, signal }) =>
    send(
      url(`/${type}`),
      {
        method: 'POST',
        headers: { ...headersOf(read()), 'content-type': mediaType, 'idempotency-key': key },
        body: JSON.stringify({ data: { type, attributes } }),
      },
      signal,
    )

  return {
    read,
    post,
    listPaymentMethods: (signal) => {
      const cart = read().cartId
      const path = `/payment-methods${cart ? `?idCart=${encodeURIComponent(cart)}` : ''}`
      return send(url(path), { headers: headersOf(read()) }, signal)
    },
    getPayment: (id, { token, signal } = {}) =>
      send(payment(id), { headers: headersOf(read(), token) }, signal),
    startPayment: (input, key, signal) => post('payments', input, { key, signal }),
    openEvents: async (id, { token, signal } = {}) => {
      const headers = { ...headersOf(read(), token), accept: 'text/event-stream' }
      const answer = await send(
        `${payment(id)}/events`,
        { headers },
        signal,
        (response) => response,
      )
      return answer.ok ? answer.value : answer.failure
    },
  }
}
