import { z } from 'zod'
import { AmountMinor, CurrencyCode, operation } from '../operation.ts'
import { MerchantRef } from './catalogue.ts'

/** Sums of a cart or an order, integers in minor units, tax included in all of them. */
export const Totals = z.object({
  subtotal: AmountMinor,
  expenseTotal: AmountMinor.describe('Shipping.'),
  discountTotal: AmountMinor,
  taxTotal: AmountMinor.describe('Contained in grandTotal.'),
  grandTotal: AmountMinor,
  priceToPay: AmountMinor,
})

const CartView = z.object({
  name: z.string(),
  priceMode: z.literal('GROSS_MODE'),
  currency: CurrencyCode,
  store: z.string(),
  idShipmentMethod: z.string().nullable(),
  totals: Totals,
})
export type CartView = z.infer<typeof CartView>

/** One line of a cart; related to it as `items` or `guest-cart-items`, with the SKU as its id. */
export const CartItemView = z.object({
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  groupKey: z.string(),
  imageUrl: z.string(),
  isAvailable: z.boolean(),
  merchant: MerchantRef.nullable().describe('Who sells it; null when the shop itself does.'),
  calculations: z.object({ unitPrice: AmountMinor, sumPrice: AmountMinor }),
})
export type CartItemView = z.infer<typeof CartItemView>

const ItemInput = z.object({ sku: z.string().min(1).max(80), quantity: z.int().min(1).max(99) })
const QuantityInput = z.object({ quantity: z.int().min(0).max(99) })
const IdCart = z.object({ idCart: z.string().min(1).max(80) })
const IdCartAndSku = IdCart.extend({ sku: z.string().min(1).max(80) })

const cartExample: CartView = {
  name: 'Cart',
  priceMode: 'GROSS_MODE',
  currency: 'EUR',
  store: 'DE',
  idShipmentMethod: null,
  totals: {
    subtotal: 24400,
    expenseTotal: 0,
    discountTotal: 0,
    taxTotal: 3896,
    grandTotal: 24400,
    priceToPay: 24400,
  },
}
const itemExample = { sku: 'fjord', quantity: 1 }

const itemFailures = [
  'cart-not-found',
  'product-not-found',
  'item-not-found',
  'stock-insufficient',
] as const

const shared = { tag: 'shop', caller: 'shopper', output: CartView } as const

export const listGuestCarts = operation({
  ...shared,
  id: 'listGuestCarts',
  method: 'get',
  path: '/guest-carts',
  summary: "List the guest's carts, with their items.",
  type: 'guest-carts',
  status: 200,
  many: true,
  failures: [],
  examples: { output: cartExample },
})

export const getGuestCart = operation({
  ...shared,
  id: 'getGuestCart',
  method: 'get',
  path: '/guest-carts/{idCart}',
  summary: 'Read one cart of the guest.',
  type: 'guest-carts',
  status: 200,
  params: IdCart,
  failures: ['cart-not-found'],
  examples: { output: cartExample },
})

export const addFirstGuestItem = operation({
  ...shared,
  id: 'addFirstGuestItem',
  method: 'post',
  path: '/guest-cart-items',
  summary: "Add a product to the guest's cart; the cart is made when there is none.",
  type: 'guest-cart-items',
  status: 201,
  input: ItemInput,
  failures: itemFailures,
  examples: { input: itemExample, output: cartExample },
})

export const addGuestItem = operation({
  ...shared,
  id: 'addGuestItem',
  method: 'post',
  path: '/guest-carts/{idCart}/guest-cart-items',
  summary: "Add a product to one of the guest's carts.",
  type: 'guest-cart-items',
  status: 201,
  params: IdCart,
  input: ItemInput,
  failures: itemFailures,
  examples: { input: itemExample, output: cartExample },
})

export const changeGuestItem = operation({
  ...shared,
  id: 'changeGuestItem',
  method: 'patch',
  path: '/guest-carts/{idCart}/guest-cart-items/{sku}',
  summary: 'Change the quantity of an item; 0 removes it.',
  type: 'guest-cart-items',
  status: 200,
  params: IdCartAndSku,
  input: QuantityInput,
  failures: itemFailures,
  examples: { input: { quantity: 2 }, output: cartExample },
})

export const removeGuestItem = operation({
  ...shared,
  id: 'removeGuestItem',
  method: 'delete',
  path: '/guest-carts/{idCart}/guest-cart-items/{sku}',
  summary: 'Remove an item.',
  type: 'guest-cart-items',
  status: 204,
  params: IdCartAndSku,
  failures: ['cart-not-found', 'item-not-found'],
  examples: { output: cartExample },
})

export const listCarts = operation({
  ...shared,
  id: 'listCarts',
  method: 'get',
  path: '/carts',
  summary: "List the customer's carts, with their items.",
  type: 'carts',
  status: 200,
  many: true,
  failures: [],
  examples: { output: cartExample },
})

export const createCart = operation({
  ...shared,
  id: 'createCart',
  method: 'post',
  path: '/carts',
  summary: 'Make a cart for the customer.',
  type: 'carts',
  status: 201,
  input: z.looseObject({ name: z.string().min(1).max(80).default('Cart') }),
  failures: ['access-token-missing'],
  examples: { input: { name: 'Cart' }, output: cartExample },
})

export const getCart = operation({
  ...shared,
  id: 'getCart',
  method: 'get',
  path: '/carts/{idCart}',
  summary: 'Read one cart of the customer.',
  type: 'carts',
  status: 200,
  params: IdCart,
  failures: ['cart-not-found'],
  examples: { output: cartExample },
})

export const addItem = operation({
  ...shared,
  id: 'addItem',
  method: 'post',
  path: '/carts/{idCart}/items',
  summary: 'Add a product.',
  type: 'items',
  status: 201,
  params: IdCart,
  input: ItemInput,
  failures: itemFailures,
  examples: { input: itemExample, output: cartExample },
})

export const changeItem = operation({
  ...shared,
  id: 'changeItem',
  method: 'patch',
  path: '/carts/{idCart}/items/{sku}',
  summary: 'Change the quantity of an item; 0 removes it.',
  type: 'items',
  status: 200,
  params: IdCartAndSku,
  input: QuantityInput,
  failures: itemFailures,
  examples: { input: { quantity: 2 }, output: cartExample },
})

export const removeItem = operation({
  ...shared,
  id: 'removeItem',
  method: 'delete',
  path: '/carts/{idCart}/items/{sku}',
  summary: 'Remove an item.',
  type: 'items',
  status: 204,
  params: IdCartAndSku,
  failures: ['cart-not-found', 'item-not-found'],
  examples: { output: cartExample },
})
