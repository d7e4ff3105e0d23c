import type { initializePayment } from '../contract/app/initialize-payment.ts'
import type { Failure } from '../contract/failures.ts'
import type { InputOf } from '../contract/operation.ts'
import { fail, type Result } from '../result.ts'
import { findMethod } from '../tenants/tenant.ts'
import { draftPayment } from './draft-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { exponentOf } from './money.ts'
import { newTransactionId } from './new-id.ts'
import { answerFromKey, openPayment } from './open-payment.ts'
import type { OpenFailure, StartedPayment } from './started-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { ownerFromCustomerReference } from './shopper.ts'

type Input = InputOf<typeof initializePayment>
type OrderData = Input['orderData']

type StartFailure =
  | OpenFailure
  | Failure<'payment-method-not-found' | 'currency-unknown' | 'return-url-not-allowed' | 'validation-failed'>

/** Starts the payment of an order that the shop has placed. The shop's amount is the truth here. */
export async function startOrderPayment(
  deps: Omit<PaymentDeps, 'signReadToken' | 'shop'>,
  input: Input,
  { tenant, claim }: { tenant: string; claim: IdempotencyClaim | null },
): Promise<Result<StartedPayment, StartFailure> & { replayed?: boolean }> {
  const earlier = claim ? await answerFromKey(deps, claim) : null
  if (earlier) return earlier
  const { orderData } = input
  const known = deps.findTenant(tenant)
  const method =
    known && findMethod(known, orderData.paymentProviderName ?? null, orderData.paymentMethodName ?? orderData.paymentMethod)
  if (!method) return fail({ kind: 'payment-method-not-found' })
  if (exponentOf(orderData.currencyCode) === null) return fail({ kind: 'currency-unknown' })
  const urls = [input.redirectSuccessUrl, input.redirectCancelUrl, input.checkoutSummaryPageUrl]
  if (!urls.every((url) => url == null || deps.isAllowedUrl(url))) return fail({ kind: 'return-url-not-allowed' })
  if (!orderData.orderReference) {
    return fail({ kind: 'validation-failed', detail: 'orderData.orderReference => is required for this strategy' })
  }
  const payment = draftPayment({
    tenant,
    transactionId: newTransactionId(),
    method,
    owner: ownerFromCustomerReference(orderData.customerReference ?? `order:${orderData.orderReference}`),
    orderReference: orderData.orderReference,
    orderItemIds: toItemIds(orderData),
    amountMinor: orderData.grandTotal,
    currency: orderData.currencyCode,
    successUrl: input.redirectSuccessUrl ?? null,
    cancelUrl: input.redirectCancelUrl ?? input.checkoutSummaryPageUrl ?? null,
  })
  return openPayment(deps, { payment, charge: toCharge(orderData), claim }, true)
}

const toItemIds = ({ items }: OrderData): string[] =>
  items.flatMap(({ idSalesOrderItem }) => (idSalesOrderItem == null ? [] : [idSalesOrderItem]))

const toCharge = (order: OrderData) => ({
  customer: {
    email: order.customerEmail ?? null,
    name: [order.customerFirstName, order.customerLastName].filter(Boolean).join(' ') || null,
  },
  locale: (order.localeName ?? 'en_US').replace('_', '-'),
  lines: [...order.items, ...(order.expenses ?? [])].map((line) => ({
    name: line.name ?? '',
    quantity: line.quantity,
    amountMinor: (line.unitPrice ?? 0) * line.quantity,
  })),
})
