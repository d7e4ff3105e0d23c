import type { OutboundMessage } from '../../contract/messages.ts'
import type { InputOf } from '../../contract/operation.ts'
import type { createAccessToken } from '../../contract/shop/catalogue.ts'
import type {
  checkout,
  readCheckoutData as readCheckoutDataOperation,
} from '../../contract/shop/checkout.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import type { Shop } from '../shop.ts'
import { addItem } from './add-item.ts'
import { cancelOrder } from './cancel-order.ts'
import { changeItem } from './change-item.ts'
import { consumeMessage } from './consume-message.ts'
import { createCart } from './create-cart.ts'
import { createMessageFetcher } from './fetch-messages.ts'
import { fireTimeouts } from './fire-timeouts.ts'
import { listMerchants } from './list-merchants.ts'
import { type BrokerFetch, createMessageSource } from './message-source.ts'
import type { MethodSource } from './offered-methods.ts'
import type { Process } from './oms/process.ts'
import { createOrderDesk } from './order-desk.ts'
import { orderProcesses } from './order-processes.ts'
import { createPaymentApp } from './payment-app.ts'
import { placeOrder } from './place-order.ts'
import type { Assortment } from './product.ts'
import { findCart, listCarts, readCart } from './read-cart.ts'
import { findProduct, searchCatalogue } from './read-catalogue.ts'
import { readCheckoutData } from './read-checkout-data.ts'
import { findOrder, findPlacedOrder, listOrders } from './read-orders.ts'
import { removeItem } from './remove-item.ts'
import { repriceCart } from './reprice-cart.ts'
import { seedShop } from './seed-shop.ts'
import { sendCommands } from './send-commands.ts'
import { signIn } from './sign-in.ts'
import { startOnboarding } from './start-onboarding.ts'
import type { Storefront } from './storefront.ts'

export type BuiltinShopDeps = {
  db: Database
  fetch: typeof fetch
  brokerFetch: BrokerFetch
  appBaseUrl: string
  appToken: string
  storefront: Storefront
  assortment: Assortment
  merchant: MethodSource
  signToken(customerReference: string): Promise<{ accessToken: string; expiresIn: number }>
  orderDeadlineMs: number
  /** The process of new orders: the name of one that comes with the shop, or one that was imported. */
  orderProcess: Process | string | null
}

type Item = { sku: string; quantity: number }
type Caller = { tenant: string; shopper: Shopper | null }

/** A shop that plays a Spryker shop, of one tenant: it calls the payment app over HTTP and hears of payments by its messages only. */
export function createBuiltinShop(parts: BuiltinShopDeps) {
  const { orderDeadlineMs, orderProcess } = parts
  const processes = orderProcesses({
    orderDeadlineMs,
    chosen: orderProcess,
    terms: parts.assortment,
  })
  const deps = { ...parts, processes, app: createPaymentApp(parts) }
  const { tenant } = parts.merchant
  const port: Shop = {
    readCart: (shopper, idCart) => readCart(deps, shopper, idCart),
    repriceCart: (shopper, idCart, repricing) => repriceCart(deps, shopper, idCart, repricing),
    findOrder: (payment) => findPlacedOrder(deps, payment),
  }
  return {
    tenant,
    port,
    orderDesk: createOrderDesk(deps),
    seed: () => seedShop(deps, tenant),
    fetchMessages: createMessageFetcher({ ...deps, tenant, source: createMessageSource(parts) }),
    consume: (message: OutboundMessage) => consumeMessage(deps, message),
    fireTimeouts: (limit: number) => fireTimeouts(deps, tenant, limit),
    /** One round of the worker; answers how many orders and commands it handled. */
    tick: async (limit: number) =>
      (await fireTimeouts(deps, tenant, limit)) +
      (await sendCommands(deps, tenant, { messageId: null, limit })),

    searchCatalogue: (ofTenant: string, words: string) => searchCatalogue(deps, ofTenant, words),
    findProduct: (ofTenant: string, sku: string) => findProduct(deps, ofTenant, sku),
    signIn: (caller: Caller, credentials: InputOf<typeof createAccessToken>) =>
      signIn(deps, caller, credentials),

    listCarts: (shopper: Shopper) => listCarts(deps, shopper),
    findCart: (shopper: Shopper, idCart: string) => findCart(deps, shopper, idCart),
    createCart: (shopper: Shopper, name: string) => createCart(deps, shopper, name),
    addItem: (shopper: Shopper, idCart: string | null, item: Item) =>
      addItem(deps, shopper, { idCart, item }),
    changeItem: (shopper: Shopper, idCart: string, item: Item) =>
      changeItem(deps, shopper, { idCart, item }),
    removeItem: (shopper: Shopper, idCart: string, sku: string) =>
      removeItem(deps, shopper, { idCart, sku }),

    readCheckoutData: (
      shopper: Shopper,
      input: InputOf<typeof readCheckoutDataOperation>,
      locale: string,
    ) => readCheckoutData(deps, shopper, { input, locale }),
    placeOrder: (shopper: Shopper, input: InputOf<typeof checkout>, locale: string) =>
      placeOrder(deps, shopper, { input, locale }),
    listOrders: (shopper: Shopper) => listOrders(deps, shopper),
    findOrder: (shopper: Shopper, orderReference: string) =>
      findOrder(deps, shopper, orderReference),
    listMerchants: () => listMerchants(deps, tenant),
    startOnboarding: (merchantReference: string, locale: string) =>
      startOnboarding(deps, tenant, { merchantReference, locale }),
    cancelOrder: (shopper: Shopper, orderReference: string) =>
      cancelOrder(deps, shopper, orderReference),
  }
}

export type BuiltinShop = ReturnType<typeof createBuiltinShop>
