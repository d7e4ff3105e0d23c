/** The commands that the built-in shop knows by name. */
export const knownCommands = [
  'Payment/Capture',
  'Payment/Cancel',
  'Payment/Refund',
  'Payment/Refund/Confirm',
  'MerchantCommission/Calculate',
  'MerchantSalesOrder/CreateOrders',
  'SalesPaymentMerchant/Payout',
  'SalesPaymentMerchant/ReversePayout',
  'Return/StartReturn',
] as const

/** The conditions that the built-in shop knows by name. */
export const knownConditions = [
  'Payment/IsAuthorized',
  'Payment/IsAuthorizationFailed',
  'Payment/IsCaptured',
  'Payment/IsCaptureFailed',
  'Payment/IsCaptureRequested',
  'Payment/IsCanceled',
  'Payment/IsCancellationFailed',
  'Payment/IsOverpaid',
  'Payment/IsUnderpaid',
  'Payment/IsRefunded',
  'Payment/IsRefundFailed',
  'SalesPaymentMerchant/IsMerchantPaidOut',
  'SalesPaymentMerchant/IsMerchantPayoutReversed',
] as const

export type CommandName = (typeof knownCommands)[number]
export type ConditionName = (typeof knownConditions)[number]
