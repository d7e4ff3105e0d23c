import { newTransactionId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { findPayment } from '../payments/payment-store.ts'
import type { Shopper } from '../payments/shopper.ts'
import { startCartPayment } from '../payments/start-cart-payment.ts'
import type { Cart, PlacedOrder } from '../shop/shop.ts'
import { someGuest, tenant } from './builders.ts'
import type { PaymentWorld } from './payment-world.ts'

/** A cart in the shop of this world. Amounts are in minor units. */
export function putCart(world: PaymentWorld, overrides: Partial<Cart> = {}): Cart {
  const cart: Cart = {
    id: newTransactionId(),
    currency: 'EUR',
    countryCode: null,
    grandTotalMinor: 24_890,
    lines: [{ sku: 'fjord', name: 'Desk lamp', quantity: 1, amountMinor: 24_890 }],
    customer: { email: null, name: null },
    shippingOptions: [{ id: '1', name: 'Standard', amountMinor: 490 }],
    idShipmentMethod: '1',
    ...overrides,
  }
  world.carts.set(cart.id, cart)
  return cart
}

type Start = {
  transactionId?: string
  method?: string
  amount?: number
  shopper?: Shopper
}

/** Starts the payment of a cart before its order, or goes on with the one that is named. */
export const startPreOrder = (
  world: PaymentWorld,
  cart: Cart,
  { transactionId, method = 'pebble-express', amount, shopper = someGuest() }: Start = {},
) =>
  startCartPayment(
    world.deps,
    {
      idCart: cart.id,
      payment: {
        paymentProviderName: 'sandbox',
        paymentMethodName: method,
        ...(amount !== undefined && { amount }),
      },
      ...(transactionId !== undefined && { preOrderPaymentData: { transactionId } }),
    },
    { shopper, claim: null, locale: 'en', asker: null },
  )

/** A payment that was started before its order, and nothing more. */
export async function startedPreOrder(
  world: PaymentWorld,
  start: Start & { cart?: Cart } = {},
): Promise<{ payment: Payment; cart: Cart }> {
  const cart = start.cart ?? putCart(world)
  const started = await startPreOrder(world, cart, start)
  if (!started.ok) throw new Error(started.failure.kind)
  return { payment: await readPayment(world, started.value.transactionId), cart }
}

/** A payment that the shopper has approved, and that we have heard of. */
export async function approvedPreOrder(
  world: PaymentWorld,
  start: Start & { cart?: Cart } = {},
): Promise<{ payment: Payment; cart: Cart }> {
  const { payment, cart } = await startedPreOrder(world, start)
  const charge = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook(`evt_${payment.transactionId}`, charge)
  return { payment: await readPayment(world, payment.transactionId), cart }
}

export async function readPayment(world: PaymentWorld, transactionId: string): Promise<Payment> {
  const payment = await findPayment(world.db, tenant.id, transactionId)
  if (!payment) throw new Error(`No payment ${transactionId}.`)
  return payment
}

let orders = 2000

/** The order that a shop places with a payment. */
export const anOrderOf = (payment: Payment, overrides: Partial<PlacedOrder> = {}): PlacedOrder => {
  orders += 1
  return {
    orderReference: `DE--${orders}`,
    orderItemIds: ['7', '8'],
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    owner: payment.owner,
    ...overrides,
  }
}
