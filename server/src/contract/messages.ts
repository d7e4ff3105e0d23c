import { z } from 'zod'
import { AmountMinor, LenientAmountMinor } from './operation.ts'

const OrderItemIds = z.array(z.union([z.string(), z.int()]).transform(String))

/** Facts about an order's payment. Amounts are integers in minor units. */
const PaymentPayload = z.object({
  orderReference: z.string(),
  orderItemIds: z.array(z.string()),
  amount: AmountMinor,
  currencyIsoCode: z.string(),
})

/** `details` is a JSON string, as shops store it. `entityReference` is the order reference, absent before there is one. */
const PaymentCreatedPayload = z.object({
  entityReference: z.string().optional(),
  paymentReference: z.string(),
  details: z.string(),
})

/**
 * Beyond the contract's own catalogue: money was given back because no order came for it. There is no order to name, so
 * the payment and its cart are named.
 */
const PaymentReleasedPayload = z.object({
  paymentReference: z.string(),
  cartReference: z.string().nullable(),
  amount: AmountMinor,
  currencyIsoCode: z.string(),
  reason: z.enum(['no-order', 'canceled-by-shopper']),
})

/** Messages from Tillway to the shop: name -> channel and payload. */
export const outboundMessages = {
  PaymentCreated: { channel: 'payment-events', payload: PaymentCreatedPayload },
  PaymentUpdated: {
    channel: 'payment-events',
    payload: PaymentCreatedPayload.required({ entityReference: true }),
  },
  PaymentAuthorized: { channel: 'payment-events', payload: PaymentPayload },
  PaymentAuthorizationFailed: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCaptured: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCaptureFailed: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCanceled: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCancellationFailed: { channel: 'payment-events', payload: PaymentPayload },
  PaymentOverpaid: { channel: 'payment-events', payload: PaymentPayload },
  PaymentUnderpaid: { channel: 'payment-events', payload: PaymentPayload },
  PaymentReleased: { channel: 'payment-events', payload: PaymentReleasedPayload },
} as const satisfies Record<string, { channel: string; payload: z.ZodType }>

export type OutboundName = keyof typeof outboundMessages

/** Messages from the shop to Tillway. Shops send `amount: 0` with CancelPayment: the whole payment is meant. */
export const inboundMessages = {
  CancelPayment: {
    channel: 'payment-commands',
    payload: z.looseObject({
      orderReference: z.string().min(1).max(80),
      orderItemIds: OrderItemIds.default([]),
      amount: LenientAmountMinor.nullish(),
      currencyIsoCode: z.string().nullish(),
    }),
  },
} as const satisfies Record<string, { channel: string; payload: z.ZodType }>

export type InboundName = keyof typeof inboundMessages
export type InboundPayload<Name extends InboundName = InboundName> = z.output<
  (typeof inboundMessages)[Name]['payload']
>

/** One message on its way to a shop: stable id, the time it became true, and the tenant whose shop it is for. */
export type OutboundMessage = {
  messageId: string
  tenant: string
  name: OutboundName
  channel: string
  payload: Record<string, unknown>
  timestamp: string
}
