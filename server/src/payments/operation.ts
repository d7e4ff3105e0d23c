import type { CancelExpectation, ChargeRequest } from '../psp/psp.ts'

/** What we do to the outside, as a row with its own id, written before the PSP is called. */
export type Operation = Readonly<{
  tenant: string
  operationId: string
  transactionId: string
  kind: OperationKind
  request: OperationRequest
}>

export type OperationKind = 'initialise' | 'update' | 'cancel' | 'capture' | 'refund'

/** All that is needed to ask again after a crash, and nothing that must not be stored. */
export type OperationRequest =
  | InitialiseRequest
  | UpdateRequest
  | CancelRequest
  | CaptureRequest
  | RefundRequest
export type InitialiseRequest = { kind: 'initialise'; charge: ChargeRequest }
export type UpdateRequest = { kind: 'update'; purchase: Purchase }
export type CancelRequest = {
  kind: 'cancel'
  expecting: CancelExpectation
  reason?: ReleaseReason
}
export type CaptureRequest = { kind: 'capture'; amountMinor: number }
export type RefundRequest = { kind: 'refund'; amountMinor: number; reason?: ReleaseReason }

/** What a payment is for. Amounts are integers in minor units. */
export type Purchase = Pick<ChargeRequest, 'amountMinor' | 'currency' | 'lines'>

/** Why money is given back before there is an order. */
export type ReleaseReason = 'no-order' | 'canceled-by-shopper'

/** How an operation ended, for its row. `unknown` stays open and falls due again. */
export type OperationEnd = SettledEnd | { state: 'unknown'; note: string }
export type SettledEnd = { state: 'succeeded' | 'failed'; note: string | null }
