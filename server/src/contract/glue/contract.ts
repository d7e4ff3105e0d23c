import { getPayment, listPaymentMethods, startPayment, streamPayment } from './payments.ts'
import { cancelPreOrder, readPaymentCustomer } from './pre-order.ts'

/** Every operation that a storefront or an app calls on Tillway. */
export const glueContract = [
  startPayment,
  getPayment,
  streamPayment,
  listPaymentMethods,
  cancelPreOrder,
  readPaymentCustomer,
] as const
export type GlueContract = typeof glueContract
