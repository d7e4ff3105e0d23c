import { recognisePayment } from './attempt-store.ts'
import type { PaymentView } from './contract.ts'
import { tellTabs } from './tabs.ts'

/** Tells the checkouts of the same purchase, in all tabs, that there is news of this payment. */
export function announcePayment(payment: PaymentView): void {
  for (const name of recognisePayment(payment)) tellTabs(name, 'changed')
}
