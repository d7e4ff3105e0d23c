import { initializePayment } from './initialize-payment.ts'
import {
  cancelPreOrderPayment,
  confirmPreOrderPayment,
  preOrderPayment,
  readCustomer,
} from './pre-order.ts'

/** Every operation that a shop's backend calls on Tillway. */
export const appContract = [
  initializePayment,
  preOrderPayment,
  confirmPreOrderPayment,
  cancelPreOrderPayment,
  readCustomer,
] as const
export type AppContract = typeof appContract
