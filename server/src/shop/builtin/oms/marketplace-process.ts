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
const reserved = { flags: ['reserved'] } as const

/** The process of a marketplace: merchants deliver, are paid out, and pay back what is refunded. */
export const marketplaceProcess = defineProcess({
  name: 'ForeignPaymentStateMachine01',
  initialState: 'new',
  states: {
    ...paymentStates,
    'commission calculated': reserved,
    'sent to merchant': reserved,
    delivered: handedOver,
    'waiting for return': handedOver,
    returned: {},
    'merchant payout ready': handedOver,
    'payout failed': handedOver,
    closed: handedOver,
    'merchant payout reverse ready': {},
    'reverse payout failed': {},
  },
  events: {
    ...paymentEvents,
    'commission calculate': { onEnter: true, command: 'MerchantCommission/Calculate' },
    'send to merchant': { onEnter: true, command: 'MerchantSalesOrder/CreateOrders' },
    deliver: { manual: true },
    close: { manual: true },
    'start-return': { manual: true, command: 'Return/StartReturn' },
    'cancel-return': { manual: true },
    'execute-return': { manual: true },
    'merchant payout': { manual: true },
    'payout merchant': { onEnter: true, command: 'SalesPaymentMerchant/Payout' },
    'retry merchant payout': { manual: true },
    'reverse merchant payout': { onEnter: true },
    'reverse payout': { onEnter: true, command: 'SalesPaymentMerchant/ReversePayout' },
    'retry reverse payout': { manual: true },
  },
  transitions: [
    ...authorizationTransitions,
    ...captureTransitions,

    {
      from: 'payment captured',
      to: 'payment fully captured',
      by: 'payment overpay checked',
      happy: true,
    },
    {
      from: 'payment fully captured',
      to: 'commission calculated',
      by: 'commission calculate',
      happy: true,
    },
    { from: 'commission calculated', to: 'sent to merchant', by: 'send to merchant', happy: true },
    { from: 'sent to merchant', to: 'delivered', by: 'deliver', happy: true },
    { from: 'sent to merchant', to: 'payment refund ready', by: 'refund' },
    { from: 'delivered', to: 'merchant payout ready', by: 'merchant payout', happy: true },
    { from: 'delivered', to: 'waiting for return', by: 'start-return' },
    { from: 'waiting for return', to: 'delivered', by: 'cancel-return' },
    { from: 'waiting for return', to: 'returned', by: 'execute-return' },
    { from: 'returned', to: 'payment refund ready', by: 'refund' },

    {
      from: 'merchant payout ready',
      to: 'closed',
      by: 'payout merchant',
      if: 'SalesPaymentMerchant/IsMerchantPaidOut',
      happy: true,
    },
    { from: 'merchant payout ready', to: 'payout failed', by: 'payout merchant' },
    { from: 'payout failed', to: 'merchant payout ready', by: 'retry merchant payout' },
    { from: 'closed', to: 'payment refund ready', by: 'refund' },

    ...cancellationTransitions,
    ...refundTransitions,
    {
      from: 'payment refunded',
      to: 'merchant payout reverse ready',
      by: 'reverse merchant payout',
      if: 'SalesPaymentMerchant/IsMerchantPaidOut',
    },
    { from: 'payment refunded', to: 'canceled', by: 'close' },
    {
      from: 'merchant payout reverse ready',
      to: 'canceled',
      by: 'reverse payout',
      if: 'SalesPaymentMerchant/IsMerchantPayoutReversed',
    },
    { from: 'merchant payout reverse ready', to: 'reverse payout failed', by: 'reverse payout' },
    {
      from: 'reverse payout failed',
      to: 'merchant payout reverse ready',
      by: 'retry reverse payout',
    },
    { from: 'payment cancelled', to: 'canceled', by: 'close' },
  ],
})
