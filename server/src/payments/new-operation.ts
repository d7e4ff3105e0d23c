import { newOperationId } from './new-id.ts'
import type { Operation, OperationRequest } from './operation.ts'
import type { Payment } from './payment.ts'

/** A request to the PSP for this payment, not begun yet. */
export const newOperation = (
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  request: OperationRequest,
): Operation => ({
  tenant,
  operationId: newOperationId(),
  transactionId,
  kind: request.kind,
  request,
})
