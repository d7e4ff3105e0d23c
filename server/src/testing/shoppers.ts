import { randomBytes } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK } from 'jose'
import { testCards } from '../sandbox-psp/charges/card.ts'
import { type Answer, call, post, resourceOf } from './call.ts'
import { type Claims, signToken } from './issuer.ts'
import { type RunningApp, readSecret } from './start-app.ts'

type Identity = Record<string, string>

/** The header of a guest whom nobody else is. */
export const aGuest = (): Identity => ({
  'x-anonymous-customer-unique-id': randomBytes(18).toString('base64url'),
})

/** The header of a customer, with a token that the shop's own key has signed unless another is given. */
export async function aCustomer(
  app: RunningApp,
  { key, ...claims }: Claims & { key?: CryptoKey } = {},
): Promise<Identity> {
  const jwk: JWK = JSON.parse(await readSecret(app, 'shop-key'))
  const subject = `DE--${randomBytes(6).toString('hex')}`
  const token = await signToken(key ?? (await importJWK(jwk, 'ES256')), jwk.kid ?? '', {
    subject,
    ...claims,
  })
  return { authorization: `Bearer ${token}` }
}

export type Cart = { idCart: string; total: number }

/** A guest's cart with two products, made through the API as a storefront does. */
export async function aCart(app: RunningApp, guest: Identity): Promise<Cart> {
  const item = (sku: string) =>
    post(app, '/guest-cart-items', {
      type: 'guest-cart-items',
      attributes: { sku, quantity: 1 },
      headers: guest,
    })
  await item('fjord')
  const { id, attributes } = resourceOf(await item('amber'))
  return {
    idCart: String(id),
    total: (attributes as { totals: { grandTotal: number } }).totals.grandTotal,
  }
}

/** The header of the demo's own customer, who signs in with a password. */
export async function signIn(app: RunningApp): Promise<Identity> {
  const answer = await post(app, '/access-tokens', {
    type: 'access-tokens',
    attributes: { username: 'ada@example.org', password: 'change123' },
  })
  return { authorization: `Bearer ${resourceOf(answer).attributes['accessToken']}` }
}

/** Puts one more lamp into a cart, by the path of its items. */
export const addItem = (app: RunningApp, identity: Identity, path: string): Promise<Answer> =>
  post(app, path, {
    type: path.endsWith('guest-cart-items') ? 'guest-cart-items' : 'items',
    attributes: { sku: 'lykke', quantity: 1 },
    headers: identity,
  })

/** A guest with a cart. */
export async function aShopper(app: RunningApp): Promise<Cart & { guest: Identity }> {
  const guest = aGuest()
  return { guest, ...(await aCart(app, guest)) }
}

export const card = { paymentProviderName: 'sandbox', paymentMethodName: 'card' }

/** Asks for the payment of a cart; `attributes` replace those of a good request. */
export const startPayment = (
  app: RunningApp,
  guest: Identity,
  attributes: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  post(app, '/payments', {
    type: 'payments',
    attributes: { payment: card, returnUrl: `${app.url}/return`, ...attributes },
    headers: { ...guest, ...headers },
  })

export type OpenPayment = { transactionId: string; redirectUrl: string }

/** A started payment whose page can be paid on. */
export const openPaymentOf = (answer: Answer): OpenPayment =>
  resourceOf(answer).attributes as unknown as OpenPayment

/** Pays on the provider's page as a browser without a script does; answers where the shopper is sent to. */
export async function payOnPage(
  { redirectUrl }: OpenPayment,
  ending: keyof typeof testCards = 'succeeds',
): Promise<string> {
  const form = {
    number: testCards[ending].number,
    expiry: '12 / 40',
    code: '123',
    name: 'Ada Kern',
  }
  const response = await fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  return response.headers.get('location') ?? ''
}

/** Reads the status of a payment. */
export const readPayment = (
  app: RunningApp,
  identity: Identity,
  transactionId: string,
): Promise<Answer> => call(app, 'GET', `/payments/${transactionId}`, { headers: identity })

/** Changes what the provider does wrong on purpose, from now on. */
export async function setChaos({ sandboxUrl }: RunningApp, changes: object): Promise<void> {
  const response = await fetch(`${sandboxUrl}/chaos/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  })
  if (!response.ok) throw new Error(`The chaos settings were refused: ${await response.text()}`)
}

/** The provider on its best behaviour again. */
export async function calmDown({ sandboxUrl }: RunningApp): Promise<void> {
  await fetch(`${sandboxUrl}/chaos/settings`, { method: 'DELETE' })
}

/** A method of each strategy that is paid before its order. */
export const pebble = { paymentProviderName: 'sandbox', paymentMethodName: 'pebble-express' }
export const kite = { paymentProviderName: 'sandbox', paymentMethodName: 'kite-express' }
export const cardFields = { paymentProviderName: 'sandbox', paymentMethodName: 'card-fields' }

/** What a browser gets to pay in place, and what it shows. */
export type PreOrder = {
  transactionId: string
  amount: number
  idShipmentMethod: string | null
  shippingOptions: { id: string; amount: number }[]
  preOrderPaymentData: { transactionId: string; clientSecret: string }
}

/** A started payment that is paid in place. */
export const preOrderOf = (answer: Answer): PreOrder =>
  resourceOf(answer).attributes as unknown as PreOrder

/** Approves in the wallet's sheet, as the shopper does who sees this amount and picks this address. */
export async function approveInWallet(
  { sandboxUrl }: RunningApp,
  { amount, preOrderPaymentData }: PreOrder,
  address = 'berlin',
): Promise<void> {
  const response = await fetch(`${sandboxUrl}/sheet/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_secret: preOrderPaymentData.clientSecret,
      amount,
      currency: 'EUR',
      address,
      funding: 'works',
    }),
  })
  const text = await response.text()
  if (!response.ok || !text.includes('authorized')) throw new Error(`Not approved: ${text}`)
}

/** Cancels a payment before its order. */
export const cancelPreOrder = (
  app: RunningApp,
  identity: Identity,
  transactionId: string,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  post(app, '/payment-cancellations', {
    type: 'payment-cancellations',
    attributes: { payment: pebble, preOrderPaymentData: { transactionId } },
    headers: { ...identity, ...headers },
  })

/** Asks who approved a payment. */
export const readCustomer = (
  app: RunningApp,
  identity: Identity,
  transactionId: string,
): Promise<Answer> =>
  post(app, '/payment-customer', {
    type: 'payment-customer',
    attributes: { payment: pebble, customerPaymentServiceProviderData: { transactionId } },
    headers: identity,
  })

const deliveryAddress = {
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  zipCode: '10119',
  city: 'Berlin',
  iso2Code: 'DE',
}

/** Places the order of a cart that was paid before. */
export const placePaidOrder = (
  app: RunningApp,
  identity: Identity,
  { idCart, payment, changes = {} }: { idCart: string; payment: PreOrder; changes?: object },
): Promise<Answer> =>
  post(app, '/checkout', {
    type: 'checkout',
    attributes: {
      idCart,
      customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
      billingAddress: deliveryAddress,
      shippingAddress: deliveryAddress,
      payments: [{ ...pebble, amount: payment.amount }],
      shipment: { idShipmentMethod: payment.idShipmentMethod ?? '1' },
      preOrderPaymentData: payment.preOrderPaymentData,
      ...changes,
    },
    headers: identity,
  })
