import type { Failure } from '../../contract/failures.ts'
import type { InputOf, OutputOf } from '../../contract/operation.ts'
import { transactionIdIn } from '../../contract/pre-order-data.ts'
import type { checkout } from '../../contract/shop/checkout.ts'
import type { Database, Executor } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { cartTotals, type OpenCart } from './cart.ts'
import { findOpenCart, lockCart, markCartOrdered } from './cart-store.ts'
import { currency } from './catalogue.ts'
import { type CheckoutChoice, chooseCheckout } from './checkout-choice.ts'
import { confirmOrderPayment } from './confirm-order-payment.ts'
import { listOfferedMethods, type MethodSource } from './offered-methods.ts'
import { type Order, openPaymentOf, toPieces } from './order.ts'
import { toLocaleName } from './order-data.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isUnpaid } from './order-state.ts'
import { countRecentOrders, findLiveOrder, findOwnedOrder, insertOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { beingCanceled, startOrderPayment } from './start-order-payment.ts'
import { lockStock, takeStock } from './stock-store.ts'
import type { Storefront } from './storefront.ts'

type Deps = {
  db: Database
  app: PaymentApp
  storefront: Storefront
  processes: OrderProcesses
  orderDeadlineMs: number
  merchant: MethodSource
}
type Input = InputOf<typeof checkout>
export type CheckoutFailure = Failure<(typeof checkout)['failures'][number]>
type Placed = Result<Order, CheckoutFailure>

const ordersPerHourMax = 10

/**
 * Makes an order of the cart and starts its payment, or links it to the payment that was made before. One cart becomes one order: however often and however fast this is
 * asked, the answer names the same order and the same payment page.
 */
export async function placeOrder(
  deps: Deps,
  shopper: Shopper,
  { input, locale }: { input: Input; locale: string },
): Promise<Result<OutputOf<typeof checkout>, CheckoutFailure>> {
  const choice = chooseCheckout(input, await listOfferedMethods(deps, locale))
  if (!choice.ok) return choice
  const placed = await deps.db.transaction().execute((tx) =>
    place(tx, shopper, {
      ...deps,
      input,
      choice: choice.value,
      localeName: toLocaleName(locale),
    }),
  )
  if (!placed.ok) return placed
  if (isUnpaid(placed.value.state) && placed.value.isCancellationPending) {
    return fail({ kind: 'order-not-placed', detail: beingCanceled })
  }
  const settle = placed.value.isPreOrder ? confirmOrderPayment : startOrderPayment
  const started = await settle(deps, shopper, placed.value)
  return started.ok ? ok(toAnswer(started.value)) : started
}

function toAnswer(order: Order): OutputOf<typeof checkout> {
  const redirectUrl = openPaymentOf(order)?.redirectUrl ?? null
  const { orderReference, transactionId } = order
  return { orderReference, redirectUrl, isExternalRedirect: redirectUrl !== null, transactionId }
}

type Wish = {
  input: Input
  choice: CheckoutChoice
  localeName: string
  processes: OrderProcesses
  orderDeadlineMs: number
}

/** Every check comes before the first write: a refusal leaves nothing to undo. */
async function place(tx: Executor, shopper: Shopper, wish: Wish): Promise<Placed> {
  const { idCart } = wish.input
  const locked = await lockCart(tx, shopper, idCart)
  if (!locked) return fail({ kind: 'cart-not-found' })
  if (!locked.isOpen) return findPlaced(tx, shopper, wish)
  const cart = await findOpenCart(tx, shopper, idCart)
  if (!cart) throw new Error('A locked open cart was not found.')
  const refusal = refuse(cart, wish) ?? (await refuseByStock(tx, shopper.tenant, cart))
  if (refusal) return fail(refusal)
  const recent = await countRecentOrders(tx, shopper.tenant, idCart)
  if (recent.orders >= ordersPerHourMax) {
    return fail({ kind: 'too-many-attempts', retryAfterSeconds: recent.secondsToWait })
  }
  return ok(await write(tx, shopper, { ...wish, cart }))
}

async function findPlaced(
  tx: Executor,
  shopper: Shopper,
  { input, choice }: Wish,
): Promise<Placed> {
  const order = await findLiveOrder(tx, shopper, input.idCart)
  if (!order) return fail({ kind: 'cart-not-found' })
  const transactionId = transactionIdIn(input.preOrderPaymentData)
  if (transactionId !== null && transactionId !== order.transactionId) {
    return fail({ kind: 'order-differs' })
  }
  return isOther(choice.amountMinor, order.totals.grandTotal) ? fail(amountMismatch) : ok(order)
}

const amountMismatch = {
  kind: 'amount-mismatch',
  detail:
    'payments[0].amount is not the total of the cart. Read the cart again and show the new total.',
  source: { pointer: '/data/attributes/payments/0/amount' },
} as const

const isOther = (amountMinor: number | null, totalMinor: number): boolean =>
  amountMinor !== null && amountMinor !== totalMinor

function refuse(cart: OpenCart, { choice }: Wish): CheckoutFailure | null {
  if (cart.lines.length === 0) return { kind: 'cart-empty' }
  const { grandTotal } = cartTotals(delivered(cart, choice))
  return isOther(choice.amountMinor, grandTotal) ? amountMismatch : null
}

/** The cart as it goes to the address that the order names. */
const delivered = (cart: OpenCart, { shipment, shippingAddress }: CheckoutChoice): OpenCart => ({
  ...cart,
  idShipmentMethod: shipment.id,
  shippingCountry: shippingAddress.iso2Code,
})

/** The stock stays locked until the order is written, so that the last piece is sold once. */
async function refuseByStock(
  tx: Executor,
  tenant: string,
  cart: OpenCart,
): Promise<CheckoutFailure | null> {
  const skus = cart.lines.map(({ product }) => product.sku)
  const left = await lockStock(tx, tenant, skus)
  const short = cart.lines.find(({ product, quantity }) => (left.get(product.sku) ?? 0) < quantity)
  if (!short) return null
  const { sku, name } = short.product
  return { kind: 'stock-insufficient', detail: `Only ${left.get(sku) ?? 0} of ${name} left.` }
}

async function write(
  tx: Executor,
  shopper: Shopper,
  wish: Wish & { cart: OpenCart },
): Promise<Order> {
  const { cart, choice, input } = wish
  const { tenant } = shopper
  const transactionId = transactionIdIn(input.preOrderPaymentData)
  await takeStock(
    tx,
    tenant,
    cart.lines.map(({ product, quantity }) => ({ sku: product.sku, quantity })),
  )
  const orderReference = await insertOrder(
    tx,
    tenant,
    {
      idCart: cart.id,
      owner: shopper.owner,
      currency,
      totals: cartTotals(delivered(cart, choice)),
      shipment: {
        name: choice.shipment.name,
        carrierName: choice.shipment.carrierName,
        price: choice.shipment.price,
      },
      shippingAddress: choice.shippingAddress,
      billingAddress: choice.billingAddress,
      customer: choice.customer,
      paymentProvider: choice.method.paymentProviderName,
      paymentMethod: choice.method.paymentMethodName,
      localeName: wish.localeName,
      isPreOrder: transactionId !== null,
    },
    {
      items: toPieces(cart.lines.map(toLine)),
      deadlineMs: wish.orderDeadlineMs,
      transactionId,
      process: wish.processes.chosen.name,
      first: wish.processes.first,
    },
  )
  await markCartOrdered(tx, { tenant, id: input.idCart }, choice.shipment.id)
  const order = await findOwnedOrder(tx, shopper, orderReference)
  if (!order) throw new Error('An inserted order was not found.')
  return order
}

const toLine = ({ product, quantity }: OpenCart['lines'][number]) => ({
  sku: product.sku,
  name: product.name,
  quantity,
  unitPriceMinor: product.priceMinor,
  merchantReference: product.merchantReference ?? null,
})
