import { randomUUID } from 'node:crypto'
import type { PaymentMethodView } from '../../../contract/glue/payments.ts'
import type { OutboundMessage, OutboundName } from '../../../contract/messages.ts'
import type { InputOf } from '../../../contract/operation.ts'
import type { checkout } from '../../../contract/shop/checkout.ts'
import { type Database, sql } from '../../../database/database.ts'
import { aGuest, type Shopper } from '../../../payments/shopper.ts'
import { createTestDatabase } from '../../../testing/test-database.ts'
import { type BuiltinShop, createBuiltinShop } from '../builtin-shop.ts'
import { lumenOak } from '../catalogue.ts'
import type { Process } from '../oms/process.ts'
import type { Assortment } from '../product.ts'
import { openPaymentApp } from './open-payment-app.ts'

export const tenant = 'demo'

const method: PaymentMethodView = {
  paymentProviderName: 'sandbox',
  paymentMethodName: 'card',
  strategy: 'hosted-payment-page',
  priority: 1,
  name: 'Card',
  description: '',
  icons: [],
  placements: ['checkout'],
  countries: null,
  currencies: null,
  minimumAmount: null,
  maximumAmount: null,
  checkoutConfiguration: {
    strategy: 'hosted-payment-page',
    appPaymentMethodKey: 'card',
    scripts: [],
    paymentServiceProviderData: {},
  },
}

/** A seeded shop on a database of its own, with an app to call. */
export async function openShop(
  options: {
    orderDeadlineMs?: number
    orderProcess?: Process | string
    assortment?: Assortment
  } = {},
) {
  const { db, drop } = await createTestDatabase()
  const app = await openPaymentApp()
  const shop = createBuiltinShop({
    db,
    fetch,
    brokerFetch: fetch,
    appBaseUrl: app.url,
    appToken: 'app-token-of-the-tests',
    storefront: { url: 'http://storefront.test', shop: null },
    assortment: options.assortment ?? lumenOak,
    merchant: { tenant, listMethods: async () => [method] },
    signToken: async (customerReference) => ({
      accessToken: `token for ${customerReference}`,
      expiresIn: 28_800,
    }),
    orderDeadlineMs: options.orderDeadlineMs ?? 1_800_000,
    orderProcess: options.orderProcess ?? null,
  })
  await shop.seed()
  return {
    db,
    app,
    shop,
    close: async () => {
      await app.close()
      await drop()
    },
  }
}

export type OpenedShop = Awaited<ReturnType<typeof openShop>>

export const someGuest = (): Shopper => aGuest(tenant, `guest-${randomUUID()}`)

/** Unwraps an answer that this test takes for granted. */
export function expectValue<Value>(
  answer: { ok: true; value: Value } | { ok: false; failure: unknown },
): Value {
  if (!answer.ok)
    throw new Error(`Expected a value, got the failure ${JSON.stringify(answer.failure)}.`)
  return answer.value
}

type Item = { sku: string; quantity: number }

const aLamp: Item = { sku: 'fjord', quantity: 1 }

/** The id of a new cart with these products in it. */
export const aCart = async (
  shop: BuiltinShop,
  shopper: Shopper,
  ...items: readonly Item[]
): Promise<string> => {
  const [first = aLamp, ...others] = items
  const { id } = expectValue(await shop.addItem(shopper, null, first))
  for (const item of others) expectValue(await shop.addItem(shopper, id, item))
  return id
}

const address = {
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  zipCode: '10119',
  city: 'Berlin',
  iso2Code: 'DE',
}

export const aCheckout = (
  idCart: string,
  changes: Partial<InputOf<typeof checkout>> = {},
): InputOf<typeof checkout> => ({
  idCart,
  customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
  billingAddress: address,
  shippingAddress: address,
  payments: [{ paymentProviderName: 'sandbox', paymentMethodName: 'card' }],
  shipment: { idShipmentMethod: '1' },
  ...changes,
})

/** Places an order of these products and answers its reference. */
export async function anOrder(
  shop: BuiltinShop,
  shopper: Shopper,
  ...items: readonly Item[]
): Promise<string> {
  const idCart = await aCart(shop, shopper, ...items)
  return expectValue(await shop.placeOrder(shopper, aCheckout(idCart), 'de-DE')).orderReference
}

/** More than any order of the tests costs: news of the whole payment, whatever it is. */
const wholeAmount = 99_999_999

/** A message about a whole order, or about what `about` says. */
export const aMessage = (
  name: OutboundName,
  orderReference: string,
  about: { orderItemIds?: readonly (string | number)[]; amount?: number | string } = {},
): OutboundMessage => ({
  messageId: randomUUID(),
  tenant,
  name,
  channel: 'payment-events',
  payload: {
    orderReference,
    orderItemIds: [],
    amount: wholeAmount,
    currencyIsoCode: 'EUR',
    ...about,
  },
  timestamp: '2026-01-15T09:14:41.012Z',
})

export async function stockOf(db: Database, sku: string): Promise<number> {
  const { rows } = await sql<{ quantity: number }>`
    select quantity from shop.stock where tenant = ${tenant} and sku = ${sku}`.execute(db)
  return rows[0]?.quantity ?? 0
}

/** Lets the time of everything that happens by itself come. */
export const passDeadlines = (db: Database) =>
  sql`update shop.order_timeouts set due_at = now()`.execute(db)

/** Lets the time of the next attempt to send come. */
export const passRetryDelay = (db: Database) =>
  sql`update shop.commands set due_at = now()`.execute(db)
