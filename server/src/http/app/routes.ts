import type { AppContract } from '../../contract/app/contract.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { startOrderPayment } from '../../payments/start-order-payment.ts'
import type { StartedPayment } from '../../payments/started-payment.ts'
import type { Handlers } from '../handlers.ts'

/** What shops' backends call, on one screen. */
export const createAppHandlers = (deps: PaymentDeps): Handlers<AppContract> => ({
  initializePayment: async ({ input, identity, idempotency }) => {
    const claim = idempotency && {
      tenant: identity.tenant,
      caller: 'app',
      operation: 'initializePayment',
      ...idempotency,
    }
    const result = await startOrderPayment(deps, input, { tenant: identity.tenant, claim })
    return result.ok
      ? { ...result, value: { id: null, attributes: toAttributes(result.value) } }
      : result
  },
})

const toAttributes = ({ transactionId, redirectUrl }: StartedPayment) => ({
  isSuccessful: true,
  statusCode: null,
  transactionId,
  payment: null,
  preOrderPaymentData: { transactionId },
  redirectUrl,
  message: null,
})
