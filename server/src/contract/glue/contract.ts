import { getPayment, listPaymentMethods, startPayment, streamPayment } from './payments.ts'

/** Every operation that a storefront or an app calls on Tillway. */
export const glueContract = [startPayment, getPayment, streamPayment, listPaymentMethods] as const
export type GlueContract = typeof glueContract
