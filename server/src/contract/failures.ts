/**
 * Every failure a client can meet: HTTP status, stable code, and a sentence that says what to change.
 * Codes that Spryker's Glue already has keep its number (001-008, 901, 11xx); 40xx are requests, 41xx payments,
 * 42xx webhooks, 43xx the built-in shop, 44xx the back office, 50xx ours. A code never changes its meaning.
 */
export const failures = {
  'body-missing': { status: 400, code: '4000', detail: 'Post data is invalid.' },
  'body-malformed': { status: 400, code: '4001', detail: 'The body is not a JSON object.' },
  'type-invalid': { status: 400, code: '4002', detail: 'Invalid type.' },
  'body-too-large': { status: 413, code: '4003', detail: 'The body is larger than 256 KiB.' },
  'media-type-unsupported': {
    status: 415,
    code: '4004',
    detail: 'Unsupported media type. Send application/json or application/vnd.api+json.',
  },
  'not-acceptable': {
    status: 406,
    code: '4005',
    detail: 'Not acceptable. Accept application/vnd.api+json or application/json.',
  },
  'idempotency-key-invalid': {
    status: 400,
    code: '4006',
    detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
  },
  'idempotency-key-reused': {
    status: 422,
    code: '4007',
    detail: 'This Idempotency-Key was used with another request. Use a new key for a new request.',
  },
  'request-in-flight': {
    status: 409,
    code: '4008',
    detail: 'The first request with this Idempotency-Key is still running. Repeat it shortly.',
  },
  'guest-id-invalid': {
    status: 400,
    code: '4009',
    detail:
      'X-Anonymous-Customer-Unique-Id must be 20 to 200 characters. It is a secret: make it random.',
  },
  'validation-failed': { status: 422, code: '901', detail: 'The request is not valid.' },
  'access-token-invalid': { status: 401, code: '001', detail: 'Invalid access token.' },
  'access-token-missing': { status: 403, code: '002', detail: 'Missing access token.' },
  'credentials-invalid': { status: 401, code: '003', detail: 'Failed to authenticate user.' },
  'resource-not-found': { status: 404, code: '007', detail: 'Not found.' },
  'method-not-allowed': { status: 405, code: '008', detail: 'This method is not allowed here.' },
  'tenant-missing': {
    status: 422,
    code: '4010',
    detail: 'X-Tenant-Identifier in header is required.',
  },
  'tenant-mismatch': { status: 403, code: '4011', detail: 'This token is not for that tenant.' },
  'tenant-unknown': { status: 404, code: '4012', detail: 'This tenant is not known here.' },

  'tenant-disconnected': { status: 403, code: '4013', detail: 'Tenant is disconnected.' },
  'tenant-not-configured': {
    status: 422,
    code: '4014',
    detail: 'No payment provider is connected for this tenant. Connect one with POST /configure.',
  },
  'connection-ambiguous': {
    status: 422,
    code: '4015',
    detail: 'Several connections fit. Name one with provider and mode.',
  },
  'provider-unknown': {
    status: 422,
    code: '4016',
    detail: 'This installation has no such payment provider.',
  },
  'configuration-invalid': {
    status: 422,
    code: '4017',
    detail: 'The configuration is not valid. Nothing was saved.',
  },
  'rate-limited': {
    status: 429,
    code: '4018',
    detail: 'Too many requests. Wait as long as Retry-After says.',
  },
  'payments-open': {
    status: 409,
    code: '21000',
    detail:
      'There are open payments. Disconnecting takes no new ones; the open ones can still be captured, canceled and refunded.',
  },
  'disconnect-declined-payments': {
    status: 400,
    code: '21001',
    detail: 'Not disconnected: there are open payments.',
  },
  'merchants-connected': {
    status: 409,
    code: '22000',
    detail:
      'There are merchants who are paid through this provider. They cannot be paid for new orders.',
  },
  'disconnect-declined-merchants': {
    status: 400,
    code: '22001',
    detail: 'Not disconnected: there are merchants.',
  },

  'payment-not-found': { status: 404, code: '4100', detail: 'Payment not found.' },
  'payment-method-not-found': { status: 422, code: '4101', detail: 'Payment method not found.' },
  'amount-mismatch': {
    status: 422,
    code: '4102',
    detail:
      'payment.amount is not the total of the cart. Read the cart again and show the new total.',
  },
  'currency-mismatch': {
    status: 422,
    code: '4103',
    detail: 'quote.currency.code is not the currency of the cart.',
  },
  'currency-unknown': {
    status: 422,
    code: '4104',
    detail: 'The currency is not an ISO 4217 code.',
  },
  'cart-ambiguous': {
    status: 422,
    code: '4105',
    detail: 'There are several carts. Name one with idCart.',
  },
  'return-url-not-allowed': {
    status: 422,
    code: '4106',
    detail: 'This URL is not on an allowed origin. Add its origin to ALLOWED_ORIGINS.',
  },
  'payment-refused': {
    status: 422,
    code: '4107',
    detail: 'The payment provider refused to start this payment. Nothing was charged.',
  },
  'psp-unavailable': {
    status: 503,
    code: '4108',
    detail:
      'The payment provider did not answer. Nothing was charged. Try again, or choose another payment method.',
  },
  'outcome-unknown': {
    status: 503,
    code: '4109',
    detail:
      'The payment provider has not said yet what happened. Repeat this request: it continues, it does not pay again.',
  },
  'too-many-attempts': {
    status: 429,
    code: '4110',
    detail: 'Too many payment attempts for this cart. Wait before you try again.',
  },
  'return-state-invalid': {
    status: 400,
    code: '4111',
    detail:
      'This return link is damaged or too old. The order page shows the state of the payment.',
  },
  'payment-differs': {
    status: 409,
    code: '4112',
    detail: 'This cart or order has a payment already, of another amount, currency or method.',
  },
  'transaction-unknown': {
    status: 400,
    code: '4113',
    detail: 'No payment has this transactionId.',
  },

  'payment-has-order': {
    status: 409,
    code: '4114',
    detail: 'An order exists for this payment. Cancel or refund the order instead.',
  },
  'payment-canceled': {
    status: 409,
    code: '4115',
    detail: 'This payment is canceled. Start a new one.',
  },
  'cancellation-pending': {
    status: 503,
    code: '4116',
    detail:
      'The payment provider has not said yet whether the payment is canceled. It is being finished; repeat this request to learn how it ended.',
  },
  'payment-not-cancelable': {
    status: 409,
    code: '4117',
    detail: 'The payment provider refused to cancel this payment. It stands.',
  },
  'payment-not-approved': {
    status: 409,
    code: '4118',
    detail: 'The shopper has not approved this payment yet.',
  },
  'approval-needed': {
    status: 409,
    code: '4119',
    detail:
      'The total is no longer what the shopper approved. Cancel this payment and ask the shopper again.',
  },
  'order-differs': {
    status: 409,
    code: '4120',
    detail: 'This payment belongs to another order, or this order has another payment.',
  },
  'payment-method-not-allowed': {
    status: 422,
    code: '4121',
    detail:
      'This payment method is not offered for this cart. GET /payment-methods says for which.',
  },
  'address-not-served': {
    status: 422,
    code: '4122',
    detail: 'The shop does not ship to this address.',
  },
  'shipment-not-offered': {
    status: 422,
    code: '4123',
    detail: 'The shop does not offer this shipping option for this cart.',
  },
  'customer-not-provided': {
    status: 422,
    code: '4124',
    detail: 'This payment method tells nothing about the customer.',
  },

  'attempts-spent': {
    status: 429,
    code: '4125',
    detail: 'Too many payments failed. Wait as long as Retry-After says, or pay in another way.',
  },
  'marketplace-not-supported': {
    status: 400,
    code: '4126',
    detail: 'The connected payment provider has no marketplace features, or they are switched off.',
  },
  'merchant-mismatch': {
    status: 422,
    code: '4127',
    detail: 'X-Merchant-Reference is not the merchant of the body.',
  },
  'merchant-refused': {
    status: 412,
    code: '4128',
    detail:
      'The payment provider refused to open an account for this merchant. Check its configuration.',
  },

  'webhook-body-missing': { status: 400, code: '4200', detail: 'POST content is required.' },
  'webhook-signature-invalid': {
    status: 401,
    code: '4201',
    detail: 'The signature does not match.',
  },
  'webhook-stale': {
    status: 401,
    code: '4202',
    detail: 'The timestamp is more than 300 seconds away.',
  },
  'webhook-malformed': {
    status: 400,
    code: '4203',
    detail: 'The signed body is not an event of this provider.',
  },
  'webhook-endpoint-unknown': {
    status: 404,
    code: '4204',
    detail: 'No provider is configured for this webhook path.',
  },
  'message-unknown': {
    status: 422,
    code: '4205',
    detail: 'No message of this name is accepted on this channel.',
  },
  'message-id-reused': {
    status: 409,
    code: '4207',
    detail: 'Another message was sent under this Message-Id. Give each message an id of its own.',
  },

  'checkout-data-invalid': { status: 422, code: '1101', detail: 'Checkout data is invalid.' },
  'order-not-placed': { status: 422, code: '1102', detail: 'Order could not be placed.' },
  'cart-not-found': { status: 422, code: '1103', detail: 'Cart not found.' },
  'cart-empty': { status: 422, code: '1104', detail: 'Cart is empty.' },
  'shopper-missing': {
    status: 400,
    code: '1105',
    detail: 'Send a Bearer token or X-Anonymous-Customer-Unique-Id.',
  },
  'payments-several': { status: 422, code: '1107', detail: 'Multiple payments are not allowed.' },
  'checkout-method-invalid': {
    status: 422,
    code: '1108',
    detail: 'The payment method or provider is not valid.',
  },
  'product-not-found': { status: 404, code: '4300', detail: 'Product not found.' },
  'item-not-found': { status: 404, code: '4301', detail: 'The cart has no such item.' },
  'stock-insufficient': {
    status: 422,
    code: '4302',
    detail: 'There are not enough of this product left.',
  },
  'order-not-found': { status: 404, code: '4303', detail: 'Order not found.' },
  'order-not-cancellable': {
    status: 409,
    code: '4304',
    detail: 'This order is paid and can no longer be changed.',
  },

  'operation-not-allowed': {
    status: 409,
    code: '4400',
    detail: 'This payment does not allow this now. Read it again to see what it allows.',
  },
  'order-event-not-available': {
    status: 409,
    code: '4401',
    detail: 'This event cannot be fired on all of these items now. Read the order again.',
  },
  'message-not-found': { status: 404, code: '4402', detail: 'Message not found.' },
  'inbox-event-not-found': { status: 404, code: '4403', detail: 'Event not found.' },
  'replay-not-needed': {
    status: 409,
    code: '4404',
    detail: 'This is not dead: it is done, or still being tried by itself.',
  },
  'streams-too-many': {
    status: 503,
    code: '4405',
    detail: 'Too many pages are watching. Close some, or try again shortly.',
  },
  'configuration-changed': {
    status: 409,
    code: '4406',
    detail: 'Somebody else has changed this connection. Nothing was saved. Read it again.',
  },
  'app-not-connected': {
    status: 409,
    code: '4407',
    detail: 'This provider is not connected in this mode. Connect it first.',
  },

  'internal-error': {
    status: 500,
    code: '5000',
    detail: 'Something broke here. Nothing was charged by this request.',
  },
  'database-unavailable': {
    status: 503,
    code: '5001',
    detail: 'The database does not answer. Nothing was charged by this request. Try again shortly.',
  },
} as const satisfies Record<string, FailureEntry>

type FailureEntry = {
  status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503
  code: string
  detail: string
}

export type FailureKind = keyof typeof failures

/**
 * One expected failure. `source` points into the request (JSON:API pointer); `retryAfterSeconds` becomes `Retry-After`;
 * `transactionId` is the asker's own payment that is in the way.
 */
export type Failure<Kind extends FailureKind = FailureKind> = {
  kind: Kind
  detail?: string
  source?: { pointer?: string; header?: string; parameter?: string }
  retryAfterSeconds?: number
  transactionId?: string
  /** What is wrong with single fields: each is told as an error of its own. */
  fields?: readonly { field: string; message: string }[]
}

/** Failures that are questions: a request that confirms them goes on. */
export const confirmations: Partial<Record<FailureKind, { labelOk: string; labelCancel: string }>> =
  {
    'payments-open': { labelOk: 'Ignore & Disconnect', labelCancel: 'Cancel' },
    'merchants-connected': { labelOk: 'Ignore & Disconnect', labelCancel: 'Cancel' },
  }
