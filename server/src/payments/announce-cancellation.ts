import { announce, type Change } from './change.ts'
import { changePayment } from './change-payment.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

/** Tells the shop how its cancel command ended when nothing changed: the order waits for an answer either way. */
export const announceCancellation = async (
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  payment: Payment,
  name: 'PaymentCanceled' | 'PaymentCancellationFailed',
): Promise<void> => {
  const entry = {
    source: 'command',
    event: 'cancel-answered',
    fromStatus: null,
    toStatus: null,
    details: { name },
  } as const
  await changePayment(
    deps,
    payment,
    (current): Change => ({
      payment: current,
      history: [entry],
      messages: [announce(current, name)],
    }),
  )
}
