import type { ChargeRequest } from '../psp/psp.ts'

/** What we do to the outside, as a row with its own id, written before the PSP is called. */
export type Operation = Readonly<{
  tenant: string
  operationId: string
  transactionId: string
  kind: OperationKind
  request: OperationRequest
}>

export type OperationKind = 'initialise' | 'cancel'

/** All that is needed to ask again after a crash, and nothing that must not be stored. */
export type OperationRequest = InitialiseRequest | CancelRequest
export type InitialiseRequest = { kind: 'initialise'; charge: ChargeRequest }
export type CancelRequest = { kind: 'cancel'; expecting: 'unpaid' | 'authorized' }

/** How an operation ended, for its row. `unknown` stays open and falls due again. */
export type OperationEnd =
  | { state: 'succeeded' | 'failed'; note: string | null }
  | { state: 'unknown'; note: string }
