import { type inspectPayment as contract, timelineMax } from '../contract/back-office/payments.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { Movement } from '../payments/movement.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { type Dossier, findDossier } from './dossier-store.ts'
import type { DeskItem } from './order-desk.ts'
import { actionsOf, moneyOf } from './payment-actions.ts'
import { toPaymentRow } from './payment-row.ts'
import { toTimeline } from './timeline.ts'
import { findTraces } from './timeline-store.ts'

type Inspection = OutputOf<typeof contract>
type InspectDeps = Pick<BackOfficeDeps, 'db' | 'findPsp' | 'orderDesk' | 'preOrderDeadlineMs'>

/** Everything that is known of one payment, without anything that is secret. */
export async function inspectPayment(
  deps: InspectDeps,
  { tenant, transactionId }: { tenant: string; transactionId: string },
): Promise<Result<Inspection, Failure<'payment-not-found'>>> {
  const dossier = await findDossier(deps.db, tenant, transactionId)
  if (!dossier) return fail({ kind: 'payment-not-found' })
  const { payment } = dossier
  const traces = await findTraces(deps.db, payment, timelineMax + 1)
  const order =
    payment.orderReference === null
      ? null
      : await deps.orderDesk?.findOrder(tenant, payment.orderReference)
  const hasProvider = (await deps.findPsp(payment)) !== null
  return ok({
    payment: toFacts(dossier, deps.preOrderDeadlineMs),
    money: moneyOf(payment),
    movements: payment.movements.map(toMovement),
    items: (order?.items ?? []).map(toLine),
    actions: actionsOf(payment, hasProvider),
    timeline: { ...toTimeline(transactionId, traces, timelineMax), limit: timelineMax },
  })
}

const toMovement = (one: Movement): Inspection['movements'][number] => ({
  kind: one.kind,
  amount: one.amountMinor,
  status: one.status,
  operationId: one.operationId,
  orderItemIds: [...one.orderItemIds],
  failureReason: one.failureReason,
})

function toFacts(
  { payment, orderless, customerEmail }: Dossier,
  deadlineMs: number,
): Inspection['payment'] {
  const { requested } = payment
  const waits = orderless && payment.status !== 'new' && payment.status !== 'authorization_failed'
  return {
    ...toPaymentRow(payment),
    strategy: payment.strategy,
    orderItemIds: [...payment.orderItemIds],
    pspStatus: payment.pspStatus,
    isProcessing: payment.isProcessing,
    failureReason: payment.failureReason,
    customerEmail,
    requested: requested && { amount: requested.amountMinor, currency: requested.currency },
    orderless: waits
      ? {
          since: orderless.since.toISOString(),
          deadline: new Date(orderless.since.getTime() + deadlineMs).toISOString(),
          looks: orderless.looks,
        }
      : null,
  }
}

const toLine = (item: DeskItem): Inspection['items'][number] => ({
  id: item.id,
  sku: item.sku,
  name: item.name,
  quantity: item.quantity,
  unitPrice: item.unitPriceMinor,
  sumPrice: item.unitPriceMinor * item.quantity,
  state: item.state,
})
