import { configure, disconnect } from './configuration.ts'
import { initializePayment } from './initialize-payment.ts'
import { onboardMerchant } from './onboarding.ts'
import {
  cancelPreOrderPayment,
  confirmPreOrderPayment,
  preOrderPayment,
  readCustomer,
} from './pre-order.ts'
import { transferPayments } from './transfers.ts'

/** Every operation that a shop's backend calls on Tillway. */
export const appContract = [
  initializePayment,
  preOrderPayment,
  confirmPreOrderPayment,
  cancelPreOrderPayment,
  readCustomer,
  configure,
  disconnect,
  transferPayments,
  onboardMerchant,
] as const
export type AppContract = typeof appContract
