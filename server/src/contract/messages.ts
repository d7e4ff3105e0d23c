import { z } from 'zod'
import { AmountMinor, LenientAmountMinor, OpenMap } from './operation.ts'

const OrderReference = z.string().min(1).max(80)
const OrderItemId = z.union([z.string().min(1).max(80), z.int()]).transform(String)

/** Facts about an order's payment. Amounts are integers in minor units. */
export const PaymentPayload = z.object({
  orderReference: z.string(),
  orderItemIds: z.array(z.string()),
  amount: AmountMinor,
  currencyIsoCode: z.string(),
  /** A JSON string, as shops store it: why something failed, or what was asked and what was paid. */
  context: z.string().optional(),
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

/** Where the shop reaches the app for this method, and the public part of its configuration. Never a credential. */
const PaymentMethodAppConfiguration = z.object({
  baseUrl: z.string(),
  endpoints: z.array(z.object({ name: z.string(), path: z.string() })),
  checkoutConfiguration: z
    .object({
      strategy: z.string(),
      appPaymentMethodKey: z.string().optional(),
      scripts: z.array(
        z.object({ url: z.string(), queryParams: z.record(z.string(), z.string()).optional() }),
      ),
      paymentServiceProviderData: OpenMap.optional(),
    })
    .optional(),
})

export const PaymentMethodPayload = z.object({
  name: z.string(),
  providerName: z.string(),
  paymentMethodAppConfiguration: PaymentMethodAppConfiguration,
})

const ReadyForMerchantAppOnboardingPayload = z.object({
  appName: z.string(),
  appIdentifier: z.string(),
  type: z.string(),
  onboarding: z.object({ url: z.string(), strategy: z.enum(['iframe', 'redirect', 'api']) }),
  additionalLinks: z
    .array(z.object({ label: z.string(), url: z.string(), attributes: OpenMap.optional() }))
    .optional(),
  merchantOnboardingStates: z
    .array(z.object({ name: z.string(), attributes: z.record(z.string(), z.string()) }))
    .optional(),
})

const MerchantAppOnboardingStatusChangedPayload = z.object({
  merchantReference: z.string(),
  appIdentifier: z.string(),
  status: z.string(),
  type: z.string(),
  additionalInfo: z.string().optional(),
})

/** `config` never carries a credential, which the contract's own message does. */
const AppConfigUpdatedPayload = z.object({
  appIdentifier: z.string(),
  status: z.enum(['NEW', 'CONNECTED', 'DISCONNECTED']),
  isActive: z.boolean(),
  config: OpenMap,
  messageChannels: z.array(z.string()),
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
  PaymentRefunded: { channel: 'payment-events', payload: PaymentPayload },
  PaymentRefundFailed: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCanceled: { channel: 'payment-events', payload: PaymentPayload },
  PaymentCancellationFailed: { channel: 'payment-events', payload: PaymentPayload },
  PaymentOverpaid: { channel: 'payment-events', payload: PaymentPayload },
  PaymentUnderpaid: { channel: 'payment-events', payload: PaymentPayload },
  PaymentReleased: { channel: 'payment-events', payload: PaymentReleasedPayload },
  AddPaymentMethod: { channel: 'payment-method-commands', payload: PaymentMethodPayload },
  UpdatePaymentMethod: { channel: 'payment-method-commands', payload: PaymentMethodPayload },
  DeletePaymentMethod: {
    channel: 'payment-method-commands',
    payload: PaymentMethodPayload.pick({ name: true, providerName: true }),
  },
  ReadyForMerchantAppOnboarding: {
    channel: 'merchant-app-events',
    payload: ReadyForMerchantAppOnboardingPayload,
  },
  MerchantAppOnboardingStatusChanged: {
    channel: 'merchant-app-events',
    payload: MerchantAppOnboardingStatusChangedPayload,
  },
  AppConfigUpdated: { channel: 'app-events', payload: AppConfigUpdatedPayload },
} as const satisfies Record<string, { channel: string; payload: z.ZodType }>

export type OutboundName = keyof typeof outboundMessages

/** Shops send 0 for "all of it". */
const CommandAmount = LenientAmountMinor.nullish()
  .transform((amount) => amount || null)
  .meta({ description: 'Minor units, also as a numeric string. 0 or nothing: all that is left.' })

/** Shops send what is to be refunded as a negative amount; its sign says nothing. */
const RefundAmount = z
  .preprocess(
    (value) =>
      typeof value === 'number'
        ? Math.abs(value)
        : typeof value === 'string'
          ? value.replace(/^-/, '')
          : value,
    LenientAmountMinor.refine((amount) => amount > 0, 'must not be 0'),
  )
  .meta({
    description: 'Minor units, also as a numeric string. The sign says nothing.',
    minimum: -999_999_999_999,
  })

export const CommandPayload = z.looseObject({
  orderReference: OrderReference,
  orderItemIds: z.array(OrderItemId).max(500).default([]),
  amount: CommandAmount,
  currencyIsoCode: z.string().nullish(),
})

/** Older shops send `orderItemIds`, newer ones `orderItems`: one list comes out. */
const RefundPaymentPayload = z
  .looseObject({
    orderReference: OrderReference,
    orderItems: z
      .array(z.looseObject({ orderItemId: OrderItemId, sku: z.string().nullish() }))
      .max(500)
      .nullish(),
    orderItemIds: z.array(OrderItemId).max(500).nullish(),
    amount: RefundAmount,
    currencyIsoCode: z.string().nullish(),
  })
  .transform(({ orderItems, orderItemIds, ...payload }) => ({
    ...payload,
    orderItemIds: orderItems?.map(({ orderItemId }) => orderItemId) ?? orderItemIds ?? [],
  }))

/**
 * Messages from the shop to Tillway. Amounts are integers in minor units: null means all that is left, which shops write as 0.
 * CancelPayment means the whole payment, or what is not captured of it.
 */
export const inboundMessages = {
  CapturePayment: { channel: 'payment-commands', payload: CommandPayload },
  CancelPayment: { channel: 'payment-commands', payload: CommandPayload },
  RefundPayment: { channel: 'payment-commands', payload: RefundPaymentPayload },
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
