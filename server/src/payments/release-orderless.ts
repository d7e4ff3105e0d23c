import { confirmPayment } from './confirm-payment.ts'
import { claimAbandoned, claimOrderless, type OrderlessTimes } from './orderless-store.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { releasePayment } from './release-payment.ts'

type OrderlessDeps = Pick<PaymentDeps, 'db' | 'shop' | 'findPsp' | 'onCommit'> & {
  preOrderDeadlineMs: number
  onDefect(error: unknown): void
}

const batchMax = 20
const firstLookMs = 30_000
const lookAgainMs = 60_000
const abandonedMs = 24 * 60 * 60_000

/**
 * No money without an order: a payment that was made and whose order never came is confirmed if the shop has placed the order
 * after all, and given back once the deadline has passed. Payments that were begun and left are closed after a day.
 */
export async function releaseOrderless(deps: OrderlessDeps): Promise<number> {
  const times: OrderlessTimes = {
    deadlineMs: deps.preOrderDeadlineMs,
    firstLookMs: Math.min(firstLookMs, deps.preOrderDeadlineMs),
    lookAgainMs: Math.min(lookAgainMs, deps.preOrderDeadlineMs),
  }
  const orderless = await claimOrderless(deps.db, times, batchMax)
  for (const { payment, isOverdue } of orderless) {
    await confirmOrRelease(deps, payment, isOverdue).catch(deps.onDefect)
  }
  const abandoned = await claimAbandoned(deps.db, { abandonedMs, lookAgainMs }, batchMax)
  for (const payment of abandoned) {
    await releasePayment(deps, payment, 'sweep', 'no-order').catch(deps.onDefect)
  }
  return orderless.length + abandoned.length
}

/** A shop that cannot be asked keeps the payment: it may have placed the order. */
async function confirmOrRelease(
  deps: OrderlessDeps,
  payment: Payment,
  isOverdue: boolean,
): Promise<void> {
  const order = await deps.shop.findOrder(payment)
  if (order) {
    const confirmed = await confirmPayment(deps, payment, order, 'sweep')
    if (confirmed.ok || confirmed.failure.kind === 'outcome-unknown') return
  }
  if (isOverdue) await releasePayment(deps, payment, 'sweep', 'no-order')
}
