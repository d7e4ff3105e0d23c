import { cancelPayment } from './cancel-payment.ts'
import { confirmPayment } from './confirm-payment.ts'
import { lookUpPayment } from './look-up-payment.ts'
import { claimOrderless, claimUnpaid } from './orderless-store.ts'
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
const unpaidLookAgainMs = 60 * 60_000
const abandonedMs = 24 * 60 * 60_000

/**
 * No money without an order: a payment that was made and whose order never came is confirmed if the shop has placed the order
 * after all, and given back once the deadline has passed. Payments that nobody seems to have paid are looked up at the PSP,
 * and closed after a day.
 */
export async function releaseOrderless(deps: OrderlessDeps): Promise<number> {
  const deadlineMs = deps.preOrderDeadlineMs
  const orderless = await claimOrderless(
    deps.db,
    {
      deadlineMs,
      firstLookMs: Math.min(firstLookMs, deadlineMs),
      lookAgainMs: Math.min(lookAgainMs, deadlineMs),
    },
    batchMax,
  )
  for (const { payment, isOverdue } of orderless) {
    await confirmOrRelease(deps, payment, isOverdue).catch(deps.onDefect)
  }
  const times = { afterMs: deadlineMs, abandonedMs, lookAgainMs: unpaidLookAgainMs }
  const unpaid = await claimUnpaid(deps.db, times, batchMax)
  for (const { payment, isAbandoned } of unpaid) {
    await lookUpOrClose(deps, payment, isAbandoned).catch(deps.onDefect)
  }
  return orderless.length + unpaid.length
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

/** A payment that turns out to be paid waits for its order from now on: what was decided on an unpaid one voids nothing. */
async function lookUpOrClose(
  deps: OrderlessDeps,
  payment: Payment,
  isAbandoned: boolean,
): Promise<void> {
  if (isAbandoned) return void (await cancelPayment(deps, payment, 'sweep', { reason: 'no-order' }))
  await lookUpPayment(deps, payment, 'sweep')
}
