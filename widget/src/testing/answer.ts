import type { ServerFailureKind } from '../core/contract.ts'
import { failureStatus } from './failure-status.ts'
import { refusal } from './json-api.ts'

/** What one operation of the kit answers: the attributes of a resource, or a failure of the contract. */
export type TestAnswer<Output> =
  | { ok: true; output: Output }
  | { ok: false; kind: ServerFailureKind }

export const refuse = (kind: ServerFailureKind): { ok: false; kind: ServerFailureKind } => ({
  ok: false,
  kind,
})

/** The contract's document for a failure, with its status. */
export const refusalOf = (kind: ServerFailureKind): Response => refusal(failureStatus[kind], kind)
