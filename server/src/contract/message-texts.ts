import type { InboundName, OutboundName } from './messages.ts'

/** What a message means to people, and one example of its payload. */
export type MessageText = { summary: string; when: string; example: Record<string, unknown> }

const wholeOrder = {
  orderReference: 'DE--1042',
  orderItemIds: ['7', '8'],
  amount: 24890,
  currencyIsoCode: 'EUR',
}
const oneItem = { ...wholeOrder, orderItemIds: ['7'], amount: 9900 }
const because = (reason: string) => ({ context: JSON.stringify({ reason }) })
const paymentReference = 'tx_Zk3vX0bq9GJt1v7mCw2LQA'
const method = { name: 'Card', providerName: 'sandbox' }
const methodConfiguration = {
  baseUrl: 'https://pay.shop.example',
  endpoints: [
    { name: 'authorization', path: '/initialize-payment' },
    { name: 'pre-order-payment', path: '/private/pre-order-payment' },
    { name: 'pre-order-confirmation', path: '/confirm-pre-order-payment' },
    { name: 'pre-order-cancellation', path: '/cancel-pre-order-payment' },
  ],
  checkoutConfiguration: {
    strategy: 'hosted-payment-page',
    appPaymentMethodKey: 'card',
    scripts: [],
  },
}

/** Each message to the shop. One without a line here does not compile. */
export const outboundTexts: Record<OutboundName, MessageText> = {
  PaymentCreated: {
    summary: 'A payment exists at its provider.',
    when: 'The provider has accepted the payment. `entityReference`, the order, is absent for a payment that comes before its order.',
    example: {
      entityReference: 'DE--1042',
      paymentReference,
      details: '{"pspReference":"ch_8f2","targetStatus":"new"}',
    },
  },
  PaymentUpdated: {
    summary: 'Something about the payment of an order changed.',
    when: 'Before every other message about a change, and when a payment that came first has got its order. `details` is for people.',
    example: {
      entityReference: 'DE--1042',
      paymentReference,
      details:
        '{"pspReference":"ch_8f2","pspStatus":"authorized","sourceStatus":"new","targetStatus":"authorized"}',
    },
  },
  PaymentAuthorized: {
    summary: 'The money is reserved.',
    when: 'The shopper has approved the payment and the provider has authorised it. For a payment that came before its order: once the order is confirmed.',
    example: wholeOrder,
  },
  PaymentAuthorizationFailed: {
    summary: 'The payment was declined.',
    when: 'The provider has declined it, or the shopper has given up. The shopper may try again: `PaymentAuthorized` may still follow.',
    example: wholeOrder,
  },
  PaymentCaptured: {
    summary: 'Money was taken.',
    when: 'The provider has captured what `CapturePayment` asked for, or all by itself. Items and amount are those of this capture.',
    example: oneItem,
  },
  PaymentCaptureFailed: {
    summary: 'Money was not taken.',
    when: 'The provider refused the capture, or there is not that much left to capture. `context` says why.',
    example: { ...oneItem, ...because('declined') },
  },
  PaymentRefunded: {
    summary: 'Money was given back.',
    when: 'The provider says that this refund has succeeded. Items and amount are those of this refund.',
    example: oneItem,
  },
  PaymentRefundFailed: {
    summary: 'Money was not given back.',
    when: 'The provider refused the refund, it failed later, or more was asked for than was captured. `context` says why.',
    example: { ...oneItem, ...because('more-than-captured') },
  },
  PaymentCanceled: {
    summary: 'The payment is canceled; what was reserved is free.',
    when: 'After `CancelPayment`, after the shopper’s own cancellation, or after one at the provider. Repeated when a canceled payment is canceled again, since the shop waits for an answer.',
    example: wholeOrder,
  },
  PaymentCancellationFailed: {
    summary: 'The payment could not be canceled. It stands.',
    when: 'After `CancelPayment`, when the provider refuses or the money is taken already.',
    example: wholeOrder,
  },
  PaymentOverpaid: {
    summary: 'More was paid than was asked for.',
    when: 'After a `PaymentCaptured`, when the provider reports a higher amount. `context` has both amounts.',
    example: { ...wholeOrder, context: '{"requested":24890,"paid":25000}' },
  },
  PaymentUnderpaid: {
    summary: 'Less was paid than was asked for.',
    when: 'After a `PaymentCaptureFailed`, when the provider reports a lower amount. `context` has both amounts.',
    example: { ...wholeOrder, context: '{"requested":24890,"paid":20000}' },
  },
  PaymentReleased: {
    summary: 'Money that never got an order was given back.',
    when: 'A payment came before its order, and no order came in time or the shopper canceled. Tillway’s own message: a shop that does not know it may acknowledge it unread.',
    example: {
      paymentReference,
      cartReference: 'cart-7d1c',
      amount: 24890,
      currencyIsoCode: 'EUR',
      reason: 'no-order',
    },
  },
  AddPaymentMethod: {
    summary: 'A payment method can be offered.',
    when: 'The tenant was configured and has a method that it had not.',
    example: { ...method, paymentMethodAppConfiguration: methodConfiguration },
  },
  UpdatePaymentMethod: {
    summary: 'A payment method is reached or shown differently.',
    when: 'The tenant was configured and the public part of a method changed.',
    example: { ...method, paymentMethodAppConfiguration: methodConfiguration },
  },
  DeletePaymentMethod: {
    summary: 'A payment method is no longer offered.',
    when: 'The tenant was configured without it, or was disconnected.',
    example: method,
  },
  ReadyForMerchantAppOnboarding: {
    summary: 'Merchants of a marketplace can be taken on.',
    when: 'The tenant of a marketplace was configured.',
    example: {
      appName: 'Tillway',
      appIdentifier: 'tillway',
      type: 'payment',
      onboarding: {
        url: 'https://pay.shop.example/private/merchants/onboarding',
        strategy: 'redirect',
      },
    },
  },
  MerchantAppOnboardingStatusChanged: {
    summary: 'A merchant’s account at the provider has another status.',
    when: 'The provider says so.',
    example: {
      merchantReference: 'MER000001',
      appIdentifier: 'tillway',
      status: 'completed',
      type: 'payment',
    },
  },
  AppConfigUpdated: {
    summary: 'The tenant is connected, or no longer.',
    when: 'The tenant was configured or disconnected. `config` has no credential in it; `messageChannels` are the channels to fetch.',
    example: {
      appIdentifier: 'tillway',
      status: 'CONNECTED',
      isActive: true,
      config: {},
      messageChannels: ['payment-events', 'payment-method-commands'],
    },
  },
}

/** Each command of the shop. One without a line here does not compile. */
export const inboundTexts: Record<InboundName, MessageText> = {
  CapturePayment: {
    summary: 'Take money that is reserved.',
    when: 'The goods are about to leave. 0 or no amount means all that is left. Answered by `PaymentCaptured` or `PaymentCaptureFailed`.',
    example: {
      orderReference: 'DE--1042',
      orderItemIds: [7],
      amount: 9900,
      currencyIsoCode: 'EUR',
    },
  },
  CancelPayment: {
    summary: 'Cancel the payment of an order.',
    when: 'The order is canceled. It means the whole payment, or what is not captured of it, whatever the amount says. Answered by `PaymentCanceled` or `PaymentCancellationFailed`.',
    example: {
      orderReference: 'DE--1042',
      orderItemIds: [7, 8],
      amount: 0,
      currencyIsoCode: 'EUR',
    },
  },
  RefundPayment: {
    summary: 'Give money back.',
    when: 'Goods came back. The sign of the amount says nothing: shops send it negative. Answered by `PaymentRefunded` or `PaymentRefundFailed`.',
    example: {
      orderReference: 'DE--1042',
      orderItems: [{ orderItemId: 7, sku: 'fjord' }],
      amount: -9900,
      currencyIsoCode: 'EUR',
    },
  },
}
