import { attemptBudgets } from '../limits/attempt-budgets.ts'
import type { RequestLimiter } from '../limits/limit-requests.ts'
import { draftPayment } from '../payments/draft-payment.ts'
import { newTransactionId } from '../payments/new-id.ts'
import { newOperation } from '../payments/new-operation.ts'
import type { Operation } from '../payments/operation.ts'
import type { Payment } from '../payments/payment.ts'
import { aGuest, type Shopper } from '../payments/shopper.ts'
import type { ChargeRequest, PspCharge } from '../psp/psp.ts'
import { sandboxMethods } from '../psp/sandbox/sandbox-methods.ts'
import { toPaymentMethods } from '../tenants/method-settings.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { findMethod } from '../tenants/tenant.ts'

/** The demo's shop, as far as payments see it. */
export const tenant: Tenant = {
  id: 'demo',
  merchantName: 'Lumen & Oak',
  standing: 'connected',
  methods: toPaymentMethods(sandboxMethods('http://localhost:4001', undefined), undefined, {
    ...{ provider: 'sandbox', mode: 'test', configurationVersion: 1 },
  }),
  otherMethods: [],
}

const card = findMethod(tenant, { provider: 'sandbox', method: 'card' })
if (!card) throw new Error('The demo tenant has no card.')

export const budgets = attemptBudgets(1000)

/** Lets everything through. */
export const noLimits: RequestLimiter = {
  take: () => null,
  giveBack: () => {},
  share: async () => {},
}

export const someGuest = (name = 'ada'): Shopper => aGuest('demo', `guest-${name}-0123456789abcdef`)

/** A payment with defaults, before anything happened to it. */
export const aPayment = (overrides: Partial<Payment> = {}): Payment => ({
  ...draftPayment({
    tenant: 'demo',
    transactionId: newTransactionId(),
    method: card,
    owner: someGuest().owner,
    amountMinor: 24_890,
    currency: 'EUR',
    successUrl: 'http://localhost:4000/return',
    cancelUrl: null,
  }),
  ...overrides,
})

/** What a PSP says of a payment, one step further than we know. */
export const aCharge = (payment: Payment, overrides: Partial<PspCharge> = {}): PspCharge => ({
  pspReference: payment.pspReference ?? 'ch_1',
  reference: payment.transactionId,
  sequence: payment.pspSequence + 1,
  status: 'new',
  pspStatus: 'open',
  isProcessing: false,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  capturedMinor: 0,
  refundedMinor: 0,
  voidedMinor: 0,
  movements: [],
  failureReason: null,
  redirectUrl: 'http://localhost:4001/pay/ch_1',
  clientData: null,
  ...overrides,
})

const chargeDetails: Pick<ChargeRequest, 'customer' | 'lines' | 'locale'> = {
  customer: { email: 'ada@example.org', name: 'Ada Kern' },
  lines: [{ name: 'Desk lamp', quantity: 1, amountMinor: 24_890 }],
  locale: 'en',
}

export const anInitialise = (payment: Payment): Operation =>
  newOperation(payment, {
    kind: 'initialise',
    charge: {
      ...chargeDetails,
      reference: payment.transactionId,
      strategy: payment.strategy,
      method: payment.method,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      orderReference: payment.orderReference,
      returnUrl: 'http://localhost:4000/app-payment/redirect?state=s',
    },
  })
