import { lookUpPayment } from './look-up-payment.ts'
import { outcomeOf, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'

/**
 * The shopper comes back from the PSP's page. What the browser says is not believed: the PSP is asked, and its answer has
 * its effect once, however often the address is opened. Answers where to send the browser, with a token to read the status.
 */
export async function returnShopper(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit' | 'signReadToken'>,
  { tenant, transactionId }: { tenant: string; transactionId: string },
): Promise<string | null> {
  const payment = await findPayment(deps.db, tenant, transactionId)
  if (!payment) return null
  const current = await lookUp(deps, payment)
  const isPaidOrPending = outcomeOf(current) === 'paid' || outcomeOf(current) === 'pending'
  const target = isPaidOrPending ? current.successUrl : (current.cancelUrl ?? current.successUrl)
  if (!target) return null
  const url = new URL(target)
  url.searchParams.set('transactionId', transactionId)
  url.hash = new URLSearchParams({ tillway_token: await deps.signReadToken(payment) }).toString()
  return url.href
}

async function lookUp(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  payment: Payment,
): Promise<Payment> {
  const outcome = outcomeOf(payment)
  if (outcome === 'paid' || outcome === 'canceled') return payment
  const recorded = await lookUpPayment(deps, payment, 'return')
  return recorded === null || recorded.kind === 'not-found' ? payment : recorded.payment
}
