import type { PspCharge } from '../psp/psp.ts'
import type { Change, Source } from './change.ts'
import { changePayment } from './change-payment.ts'
import type { Operation, SettledEnd } from './operation.ts'
import { endedChange } from './operation-change.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

/** An operation that was sent to the PSP for a payment, and who wanted it. */
export type Asked = { payment: Payment; operation: Operation; source: Source }

/** The PSP's answer: the charge as it is now if it said so, and its own word for it. */
type Settlement = {
  charge: PspCharge | null
  event: string
  pspStatus: string | null
  end: SettledEnd
}

/**
 * Writes what the PSP said of a charge, the operation's own line in the history and its end, in one commit. `complete` adds
 * what this kind of operation means for the payment.
 */
export const settleOperation = (
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  { payment, operation: { operationId }, source }: Asked,
  { charge, event, pspStatus, end }: Settlement,
  complete: (change: Change, current: Payment) => Change,
): Promise<Payment> =>
  changePayment(
    deps,
    payment,
    (current) => {
      const entry = { source, event, details: { pspStatus } }
      return complete(endedChange(current, charge, entry), current)
    },
    { operation: { operationId, end } },
  )
