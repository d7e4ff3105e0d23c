import { type CryptoKey, importJWK } from 'jose'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../database/database.ts'
import { call, post, resourceOf } from './call.ts'
import { eventually } from './eventually.ts'
import { signToken } from './issuer.ts'
import { putEvent, putMerchant, putMessage } from './operator-rows.ts'
import {
  aGuest,
  card,
  openPaymentOf,
  payOnPage,
  pebble,
  preOrderOf,
  startPayment,
} from './shoppers.ts'
import { type RunningApp, readSecret } from './start-app.ts'

type Identity = Record<string, string>

/** One shop of the demo with a little trade, and everything by which its people are known. */
export type TradingShop = {
  tenant: string
  /** Names the shop. */
  named: Identity
  app: Identity
  operator: Identity
  /** A guest who has paid an order, and has a cart with an open payment. */
  guest: Identity
  customer: Identity
  readToken: Identity
  order: string
  paid: string
  open: string
  cart: string
  sku: string
  returnUrl: string
  secretKey: string
  webhookSecret: string
  message: string
  waiting: string
  merchant: string
  event: string
}

const bearer = (token: string): Identity => ({ authorization: `Bearer ${token}` })

const secretsOf = async (app: RunningApp, tenant: string) =>
  tenant === 'demo'
    ? {
        ...{ app: bearer(app.appToken), operator: bearer(app.operatorToken) },
        secretKey: await readSecret(app, 'sandbox-secret-key'),
        webhookSecret: await readSecret(app, 'sandbox-webhook'),
      }
    : {
        app: bearer(await readSecret(app, `app-token ${tenant}`)),
        operator: bearer(await readSecret(app, `operator-token ${tenant}`)),
        secretKey: await readSecret(app, `sandbox-secret-key ${tenant}`),
        webhookSecret: await readSecret(app, `sandbox-webhook ${tenant}`),
      }

/** A customer's token as the demo's shops sign it; without a tenant where none is given. */
export async function aCustomerOf(app: RunningApp, tenant?: string): Promise<Identity> {
  const jwk = JSON.parse(await readSecret(app, 'shop-key'))
  // The demo's keys are of this algorithm, so that what is imported is one key.
  const key = (await importJWK(jwk, 'ES256')) as CryptoKey
  const claims = { subject: 'DE--1', ...(tenant === undefined ? {} : { tenant }) }
  return bearer(await signToken(key, jwk.kid, claims))
}

/** Lets a guest buy in this shop, pay, and begin once more. */
export async function openShop(
  app: RunningApp,
  { tenant, sku }: { tenant: string; sku: string },
): Promise<TradingShop> {
  const named = { 'x-tenant-identifier': tenant }
  const guest = aGuest()
  const headers = { ...guest, ...named }
  const { order, paid, redirectUrl } = await placeOrder(app, headers, sku)
  const returnUrl = await payOnPage({ redirectUrl, transactionId: paid })
  const back = await fetch(returnUrl, { redirect: 'manual' })
  const token = /tillway_token=([^&]+)/.exec(back.headers.get('location') ?? '')?.[1] ?? ''
  const cart = await fillCart(app, headers, sku)
  const started = await startPayment(app, headers, { payment: pebble })
  // What pays an order is over when its shop has heard of it: nothing changes by itself any more.
  await eventually(async () => {
    const answer = await call(app, 'GET', `/orders/${order}`, { headers })
    expect(resourceOf(answer).attributes['state']).toBe('authorized')
    expect(await countWaiting(app.db, tenant)).toBe(0)
  })
  return {
    ...(await secretsOf(app, tenant)),
    ...{ tenant, named, guest, order, paid, cart, sku, returnUrl },
    ...(await putTroubles(app.db, tenant)),
    customer: await aCustomerOf(app, tenant),
    readToken: bearer(token),
    open: preOrderOf(started).transactionId,
  }
}

async function countWaiting(db: Database, tenant: string): Promise<number> {
  const { rows } = await sql`
    select 1 from messages where tenant = ${tenant} and settled_at is null`.execute(db)
  return rows.length
}

/** Nobody fetches what is told here, so that it waits. */
export const unheardChannel = 'unheard-events'

/** What operators look after, under ids that are the same in every shop, but for those of messages. */
async function putTroubles(db: Database, tenant: string) {
  const [merchant, event] = ['MER-BOTH', 'evt_both']
  await putMerchant(db, { tenant, merchantReference: merchant })
  await putEvent(db, { tenant, eventId: event, state: 'dead' })
  const message = await putMessage(db, { tenant, state: 'dead' })
  const waiting = await putMessage(db, { tenant, channel: unheardChannel })
  return { merchant, event, message, waiting }
}

async function fillCart(app: RunningApp, headers: Identity, sku: string): Promise<string> {
  const attributes = { sku, quantity: 1 }
  const answer = await post(app, '/guest-cart-items', {
    ...{ type: 'guest-cart-items', attributes, headers },
  })
  return String(resourceOf(answer).id)
}

const address = {
  ...{ firstName: 'Ada', lastName: 'Kern', address1: 'Torstr.', address2: '1' },
  ...{ zipCode: '10119', city: 'Berlin', iso2Code: 'DE' },
}

/** What a guest sends to buy a cart. */
export const anOrderOf = (idCart: string) => ({
  idCart,
  customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
  billingAddress: address,
  shippingAddress: address,
  payments: [card],
  shipment: { idShipmentMethod: '1' },
})

async function placeOrder(app: RunningApp, headers: Identity, sku: string) {
  const attributes = anOrderOf(await fillCart(app, headers, sku))
  const answer = await post(app, '/checkout', { type: 'checkout', attributes, headers })
  const { redirectUrl } = openPaymentOf(answer)
  const order = String(resourceOf(answer).id)
  const read = await call(app, 'GET', `/orders/${order}`, { headers })
  const { payment } = resourceOf(read).attributes as { payment: { transactionId: string } }
  return { order, redirectUrl, paid: payment.transactionId }
}
