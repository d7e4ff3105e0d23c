import type { EventForm, StateForm, TransitionForm } from './define-process.ts'

const reserved = { flags: ['reserved'] } as const

/** The states of an item that is paid, canceled and refunded by the payment app. */
export const paymentStates = {
  new: reserved,
  'payment pending': { flags: ['reserved', 'cancellable'] },
  'payment authorization failed': { flags: ['reserved', 'cancellable'] },
  'payment authorization canceled': {},
  'payment authorized': { flags: ['reserved', 'cancellable'] },
  'payment capture ready': reserved,
  'payment capture pending': reserved,
  'payment captured': reserved,
  'payment failed': reserved,
  'payment underpaid': reserved,
  'payment overpaid': reserved,
  'payment fully captured': reserved,
  'payment cancellation ready': {},
  'payment cancellation pending': { flags: ['exclude from customer'] },
  'payment cancellation failed': {},
  'payment cancelled': {},
  'payment refund ready': {},
  'payment refund pending': {},
  'payment refund failed': {},
  'payment refund succeeded': {},
  'payment refunded': {},
  canceled: {},
} as const satisfies Record<string, StateForm>

export const paymentEvents = {
  created: { onEnter: true },
  cancel: { manual: true },
  'cancel payment by timeout': { timeout: '7 day' },
  'give up authorization': { onEnter: true },
  'capture payment': { manual: true },
  'start payment capture': { onEnter: true, command: 'Payment/Capture' },
  'retry payment': { manual: true },
  'accept underpayment': { manual: true },
  'payment overpay checked': { manual: true },
  'accept overpayment': { manual: true },
  refund: { manual: true },
  'start refund': { onEnter: true, command: 'Payment/Refund' },
  'retry payment refund': { manual: true },
  'confirm payment refund': {
    manual: true,
    timeout: '7 day',
    command: 'Payment/Refund/Confirm',
  },
  'start payment cancellation': { onEnter: true, command: 'Payment/Cancel' },
  'retry payment cancellation': { manual: true },
  'cancel payment': { manual: true },
} as const satisfies Record<string, EventForm>

type PaymentTransition = TransitionForm<keyof typeof paymentStates, keyof typeof paymentEvents>

/** From the order to the authorisation. The furthest news comes first: money that is captured is also authorised. */
export const authorizationTransitions: readonly PaymentTransition[] = [
  { from: 'new', to: 'payment pending', by: 'created', happy: true },

  { from: 'payment pending', to: 'payment captured', if: 'Payment/IsCaptured' },
  { from: 'payment pending', to: 'payment failed', if: 'Payment/IsCaptureFailed' },
  { from: 'payment pending', to: 'payment cancelled', if: 'Payment/IsCanceled' },
  { from: 'payment pending', to: 'payment authorized', if: 'Payment/IsAuthorized', happy: true },
  {
    from: 'payment pending',
    to: 'payment authorization failed',
    if: 'Payment/IsAuthorizationFailed',
  },
  { from: 'payment pending', to: 'payment cancellation ready', by: 'cancel' },
  { from: 'payment pending', to: 'payment cancellation ready', by: 'cancel payment by timeout' },

  { from: 'payment authorization failed', to: 'payment captured', if: 'Payment/IsCaptured' },
  { from: 'payment authorization failed', to: 'payment cancelled', if: 'Payment/IsCanceled' },
  { from: 'payment authorization failed', to: 'payment authorized', if: 'Payment/IsAuthorized' },
  { from: 'payment authorization failed', to: 'payment authorization canceled', by: 'cancel' },
  {
    from: 'payment authorization failed',
    to: 'payment authorization canceled',
    by: 'cancel payment by timeout',
  },
  {
    from: 'payment authorization canceled',
    to: 'payment cancellation ready',
    by: 'give up authorization',
  },
]

/** From the authorisation to the money, and every way on from a capture that went wrong. */
export const captureTransitions: readonly PaymentTransition[] = [
  { from: 'payment authorized', to: 'payment captured', if: 'Payment/IsCaptured' },
  { from: 'payment authorized', to: 'payment failed', if: 'Payment/IsCaptureFailed' },
  { from: 'payment authorized', to: 'payment underpaid', if: 'Payment/IsUnderpaid' },
  { from: 'payment authorized', to: 'payment cancelled', if: 'Payment/IsCanceled' },
  { from: 'payment authorized', to: 'payment capture ready', by: 'capture payment', happy: true },
  { from: 'payment authorized', to: 'payment cancellation ready', by: 'cancel' },

  {
    from: 'payment capture ready',
    to: 'payment capture pending',
    by: 'start payment capture',
    happy: true,
  },
  {
    from: 'payment capture pending',
    to: 'payment captured',
    if: 'Payment/IsCaptured',
    happy: true,
  },
  { from: 'payment capture pending', to: 'payment failed', if: 'Payment/IsCaptureFailed' },
  { from: 'payment capture pending', to: 'payment failed', if: 'Payment/IsUnderpaid' },
  { from: 'payment capture pending', to: 'payment cancelled', if: 'Payment/IsCanceled' },

  { from: 'payment failed', to: 'payment captured', if: 'Payment/IsCaptured' },
  { from: 'payment failed', to: 'payment underpaid', if: 'Payment/IsUnderpaid' },
  {
    from: 'payment failed',
    to: 'payment captured',
    by: 'capture payment',
    if: 'Payment/IsCaptured',
  },
  { from: 'payment failed', to: 'payment capture ready', by: 'capture payment' },
  { from: 'payment failed', to: 'payment capture ready', by: 'retry payment' },
  { from: 'payment failed', to: 'payment cancellation ready', by: 'cancel' },

  { from: 'payment underpaid', to: 'payment captured', if: 'Payment/IsCaptured' },
  { from: 'payment underpaid', to: 'payment capture ready', by: 'retry payment' },
  { from: 'payment underpaid', to: 'payment captured', by: 'accept underpayment' },
  { from: 'payment underpaid', to: 'payment refund ready', by: 'refund' },

  {
    from: 'payment captured',
    to: 'payment overpaid',
    by: 'payment overpay checked',
    if: 'Payment/IsOverpaid',
  },
  { from: 'payment captured', to: 'payment refund ready', by: 'refund' },
  { from: 'payment overpaid', to: 'payment fully captured', by: 'accept overpayment' },
  { from: 'payment overpaid', to: 'payment refund ready', by: 'refund' },
]

/** Giving up a payment before its money came; money that comes all the same is given back. */
export const cancellationTransitions: readonly PaymentTransition[] = [
  {
    from: 'payment cancellation ready',
    to: 'payment cancellation pending',
    by: 'start payment cancellation',
  },
  { from: 'payment cancellation pending', to: 'payment cancelled', if: 'Payment/IsCanceled' },
  {
    from: 'payment cancellation pending',
    to: 'payment cancellation failed',
    if: 'Payment/IsCancellationFailed',
  },
  { from: 'payment cancellation failed', to: 'payment cancelled', if: 'Payment/IsCanceled' },
  { from: 'payment cancellation failed', to: 'payment refund ready', if: 'Payment/IsCaptured' },
  {
    from: 'payment cancellation failed',
    to: 'payment cancellation ready',
    by: 'retry payment cancellation',
  },
  { from: 'payment cancellation failed', to: 'payment cancelled', by: 'cancel payment' },
]

/** Giving money back, item by item; a provider may change its mind either way until the refund is confirmed. */
export const refundTransitions: readonly PaymentTransition[] = [
  { from: 'payment refund ready', to: 'payment refund pending', by: 'start refund' },
  { from: 'payment refund pending', to: 'payment refund succeeded', if: 'Payment/IsRefunded' },
  { from: 'payment refund pending', to: 'payment refund failed', if: 'Payment/IsRefundFailed' },
  { from: 'payment refund failed', to: 'payment refund succeeded', if: 'Payment/IsRefunded' },
  { from: 'payment refund failed', to: 'payment refund ready', by: 'retry payment refund' },
  { from: 'payment refund succeeded', to: 'payment refund failed', if: 'Payment/IsRefundFailed' },
  { from: 'payment refund succeeded', to: 'payment refunded', by: 'confirm payment refund' },
]
