import type { PaymentMethod } from '../tenants/payment-method.ts'
import type { Payment } from './payment.ts'

type Known = Pick<
  Payment,
  'tenant' | 'transactionId' | 'owner' | 'amountMinor' | 'currency' | 'successUrl' | 'cancelUrl'
> &
  Partial<Pick<Payment, 'cartId' | 'orderReference' | 'orderItemIds' | 'asker'>> & {
    method: PaymentMethod
  }

/** A new payment, before anything is written or asked. */
export function draftPayment({ method, ...known }: Known): Payment {
  const now = new Date()
  return {
    cartId: null,
    orderReference: null,
    orderItemIds: [],
    asker: null,
    ...known,
    mode: method.mode,
    provider: method.provider,
    configurationVersion: method.configurationVersion,
    method: method.method,
    strategy: method.strategy,
    status: 'new',
    isProcessing: false,
    version: 1,
    capturedMinor: 0,
    refundedMinor: 0,
    voidedMinor: 0,
    movements: [],
    pspReference: null,
    pspSequence: 0,
    pspStatus: null,
    redirectUrl: null,
    clientData: null,
    requested: null,
    failureReason: null,
    declines: 0,
    createdAt: now,
    updatedAt: now,
  }
}
