import { beginPayment } from '../payments/begin-store.ts'
import { initialise } from '../payments/initialise-payment.ts'
import { newTransactionId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { noShipping } from '../payments/started-payment.ts'
import { anInitialise, aPayment, budgets } from './builders.ts'
import type { PaymentWorld } from './payment-world.ts'
import { readPayment } from './pre-order.ts'

/** An order of three items whose payment is open or authorised at the PSP and here. */
export async function aPaidOrder(
  world: PaymentWorld,
  { status = 'authorized' }: { status?: 'new' | 'authorized' } = {},
): Promise<Payment> {
  const payment = aPayment({
    orderReference: `DE--${newTransactionId()}`,
    orderItemIds: ['1', '2', '3'],
  })
  const operation = anInitialise(payment)
  await beginPayment(world.db, payment, operation, { claim: null, budgets })
  await initialise(world.deps, { payment, operation, claim: null, shipping: noShipping })
  if (status === 'authorized') {
    const charge = world.psp.move(payment.transactionId, { status })
    await world.webhook(`evt_authorized_${payment.transactionId}`, charge)
  }
  return readPayment(world, payment.transactionId)
}
