import type { OutboundName } from '../../contract/messages.ts'
import type { OrderState } from '../../contract/shop/checkout.ts'

/** Which message moves an order in which state where. What is not listed changes nothing. */
const moves: Record<OrderState, Partial<Record<OutboundName, OrderState>>> = {
  'payment pending': {
    PaymentAuthorized: 'authorized',
    PaymentCaptured: 'authorized',
    PaymentAuthorizationFailed: 'authorization failed',
    PaymentCanceled: 'canceled',
  },
  // The shopper may pay with another card on the same payment page.
  'authorization failed': {
    PaymentAuthorized: 'authorized',
    PaymentCaptured: 'authorized',
    PaymentCanceled: 'canceled',
  },
  authorized: { PaymentCanceled: 'canceled' },
  canceled: {},
}

/** The state after a message, or the same state when the message does not move it. */
export const stateAfter = (state: OrderState, name: OutboundName): OrderState =>
  moves[state][name] ?? state

/** True while nobody has paid: the order may be continued, canceled or released. */
export const isUnpaid = (state: OrderState): boolean =>
  state === 'payment pending' || state === 'authorization failed'

/** True when money came for an order that was released: its goods are sold again, so the money must go back. */
export const isPaidAfterRelease = (state: OrderState, name: OutboundName): boolean =>
  state === 'canceled' && (name === 'PaymentAuthorized' || name === 'PaymentCaptured')
