import type { Title } from '../contract/back-office/parts.ts'
import type { PaymentAction } from '../contract/back-office/payments.ts'
import { underWayMinor } from '../payments/movement.ts'
import {
  canFollow,
  capturableMinor,
  isUnpaid,
  type Payment,
  refundableMinor,
} from '../payments/payment.ts'
import { toTitle } from './title.ts'

/** The money of a payment. Amounts are integers in minor units of `currency`. */
export type Money = {
  authorised: number
  captured: number
  refunded: number
  voided: number
  capturing: number
  refunding: number
  currency: string
}

/** What is held, taken, given back and on its way. */
export const moneyOf = (payment: Payment): Money => ({
  authorised: authorisedMinor(payment),
  captured: payment.capturedMinor,
  refunded: payment.refundedMinor,
  voided: payment.voidedMinor,
  capturing: underWayMinor(payment.movements, 'capture'),
  refunding: underWayMinor(payment.movements, 'refund'),
  currency: payment.currency,
})

function authorisedMinor({ status, amountMinor, capturedMinor, voidedMinor }: Payment): number {
  if (isUnpaid(status)) return 0
  return status === 'canceled' ? Math.max(voidedMinor, capturedMinor) : amountMinor
}

/** What an operator can do now, and why not the rest. The provider has the last word. */
export const actionsOf = (payment: Payment, hasProvider: boolean): PaymentAction[] =>
  (['capture', 'cancel', 'refund', 'look-up'] as const).map((kind) =>
    hasProvider ? rules[kind](payment) : forbidden(kind, noProvider(kind)),
  )

const rules: Record<PaymentAction['kind'], (payment: Payment) => PaymentAction> = {
  capture,
  cancel,
  refund,
  'look-up': () => allowed('look-up'),
}

function capture(payment: Payment): PaymentAction {
  if (isUnpaid(payment.status)) {
    return forbidden('capture', toTitle('action.capture.not-authorised', 'Nobody has paid yet.'))
  }
  if (payment.orderReference === null) {
    return forbidden('capture', toTitle('action.capture.no-order', 'There is no order yet.'))
  }
  const left = capturableMinor(payment)
  if (left > 0) return allowed('capture', left)
  return forbidden(
    'capture',
    underWayMinor(payment.movements, 'capture') > 0
      ? toTitle('action.capture.under-way', 'The rest is being captured.')
      : toTitle('action.capture.nothing-left', 'Nothing is left to capture.'),
  )
}

function cancel(payment: Payment): PaymentAction {
  if (payment.status === 'canceled') {
    return forbidden('cancel', toTitle('action.cancel.done', 'The payment is canceled.'))
  }
  if (underWayMinor(payment.movements, 'capture') > 0) {
    return forbidden('cancel', toTitle('action.cancel.capturing', 'It is being captured.'))
  }
  if (canFollow(payment.status, 'canceled') || capturableMinor(payment) > 0) {
    return allowed('cancel')
  }
  return forbidden(
    'cancel',
    toTitle('action.cancel.captured', 'Nothing is left to cancel. Refund what was captured.'),
  )
}

function refund(payment: Payment): PaymentAction {
  const left = refundableMinor(payment)
  if (left > 0) return allowed('refund', left)
  if (payment.capturedMinor === 0) {
    return forbidden('refund', toTitle('action.refund.not-captured', 'No money was captured.'))
  }
  return forbidden(
    'refund',
    underWayMinor(payment.movements, 'refund') > 0
      ? toTitle('action.refund.under-way', 'The rest is being refunded.')
      : toTitle('action.refund.nothing-left', 'Everything is refunded.'),
  )
}

const allowed = (kind: PaymentAction['kind'], maxAmount: number | null = null): PaymentAction => ({
  kind,
  isAllowed: true,
  maxAmount,
  reason: null,
})

const forbidden = (kind: PaymentAction['kind'], reason: Title): PaymentAction => ({
  kind,
  isAllowed: false,
  maxAmount: null,
  reason,
})

const noProvider = (kind: PaymentAction['kind']): Title =>
  toTitle(`action.${kind}.no-provider`, 'The provider of this payment is not configured any more.')
