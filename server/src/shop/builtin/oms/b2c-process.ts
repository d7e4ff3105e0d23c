import { defineProcess } from './define-process.ts'
import {
  authorizationTransitions,
  cancellationTransitions,
  captureTransitions,
  paymentEvents,
  paymentStates,
  refundTransitions,
} from './payment-part.ts'

const handedOver = { flags: ['handed over'] } as const

/** The process of a shop that sells its own goods: authorise, capture, ship, deliver, close; cancel, return and refund. */
export const b2cProcess = defineProcess({
  name: 'ForeignPaymentB2CStateMachine01',
  initialState: 'new',
  states: {
    ...paymentStates,
    shipped: handedOver,
    delivered: handedOver,
    'waiting for return': handedOver,
    returned: {},
    closed: handedOver,
  },
  events: {
    ...paymentEvents,
    ship: { manual: true },
    deliver: { manual: true },
    close: { manual: true, timeout: '14 day' },
    'start-return': { manual: true, command: 'Return/StartReturn' },
    'cancel-return': { manual: true },
    'execute-return': { manual: true },
  },
  transitions: [
    ...authorizationTransitions,
    ...captureTransitions,

    { from: 'payment captured', to: 'shipped', by: 'ship', happy: true },
    { from: 'payment captured', to: 'delivered', by: 'deliver' },
    { from: 'payment captured', to: 'payment fully captured', by: 'payment overpay checked' },
    { from: 'payment fully captured', to: 'shipped', by: 'ship' },
    { from: 'payment fully captured', to: 'payment refund ready', by: 'refund' },
    { from: 'shipped', to: 'delivered', by: 'deliver', happy: true },
    { from: 'shipped', to: 'payment refund ready', by: 'refund' },
    { from: 'delivered', to: 'closed', by: 'close', happy: true },
    { from: 'delivered', to: 'waiting for return', by: 'start-return' },
    { from: 'waiting for return', to: 'delivered', by: 'cancel-return' },
    { from: 'waiting for return', to: 'returned', by: 'execute-return' },
    { from: 'returned', to: 'payment refund ready', by: 'refund' },
    { from: 'closed', to: 'payment refund ready', by: 'refund' },

    ...cancellationTransitions,
    ...refundTransitions,
    { from: 'payment cancelled', to: 'canceled', by: 'close' },
    { from: 'payment refunded', to: 'canceled', by: 'close' },
  ],
})
