import {
  addFirstGuestItem,
  addGuestItem,
  addItem,
  changeGuestItem,
  changeItem,
  createCart,
  getCart,
  getGuestCart,
  listCarts,
  listGuestCarts,
  removeGuestItem,
  removeItem,
} from './carts.ts'
import { createAccessToken, getProduct, searchCatalogue } from './catalogue.ts'
import { cancelOrder, checkout, getOrder, listOrders, readCheckoutData } from './checkout.ts'
import { listMerchants, startOnboarding } from './merchants.ts'

/** Every operation of the built-in shop. A real shop serves these itself. */
export const shopContract = [
  searchCatalogue,
  getProduct,
  createAccessToken,
  listGuestCarts,
  getGuestCart,
  addFirstGuestItem,
  addGuestItem,
  changeGuestItem,
  removeGuestItem,
  listCarts,
  createCart,
  getCart,
  addItem,
  changeItem,
  removeItem,
  readCheckoutData,
  checkout,
  listOrders,
  getOrder,
  cancelOrder,
  listMerchants,
  startOnboarding,
] as const
export type ShopContract = typeof shopContract
