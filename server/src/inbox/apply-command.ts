import type { InboundName, InboundPayload } from '../contract/messages.ts'
import { announceCancellation } from '../payments/announce-cancellation.ts'
import { cancelPayment } from '../payments/cancel-payment.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import { findOrderPayment } from '../payments/payment-store.ts'

type CommandDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

type CommandHandlers = {
  [Name in InboundName]: (
    deps: CommandDeps,
    tenant: string,
    payload: InboundPayload<Name>,
  ) => Promise<string>
}

/** One verb per message that shops send: a message without a line here does not compile. */
const handlers: CommandHandlers = {
  CancelPayment: cancelOrderPayment,
}

/** Applies a command of a shop, and answers in a word what became of it. Repeating it is harmless. */
export const applyCommand = (
  deps: CommandDeps,
  name: InboundName,
  { tenant, payload }: { tenant: string; payload: InboundPayload },
): Promise<string> => handlers[name](deps, tenant, payload)

/** The shop waits for a message, so one is sent even when there is nothing left to cancel. */
async function cancelOrderPayment(
  deps: CommandDeps,
  tenant: string,
  { orderReference }: InboundPayload<'CancelPayment'>,
): Promise<string> {
  const payment = await findOrderPayment(deps.db, tenant, orderReference)
  if (!payment) return 'payment-not-found'
  const isCanceledAlready = payment.status === 'canceled'
  const cancellation = await cancelPayment(deps, payment, 'command')
  if (isCanceledAlready || cancellation === 'not-cancelable') {
    await announceCancellation(
      deps,
      payment,
      isCanceledAlready ? 'PaymentCanceled' : 'PaymentCancellationFailed',
    )
  }
  return cancellation
}
