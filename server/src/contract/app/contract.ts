import { initializePayment } from './initialize-payment.ts'

/** Every operation that a shop's backend calls on Tillway. */
export const appContract = [initializePayment] as const
export type AppContract = typeof appContract
