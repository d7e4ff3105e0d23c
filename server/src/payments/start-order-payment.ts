import type { initializePayment } from '../contract/app/initialize-payment.ts'
import type { Failure } from '../contract/failures.ts'
import type { InputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import { findMethod, type PaymentMethod } from '../tenants/tenant.ts'
import { draftPayment } from './draft-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { toLocale } from './locale.ts'
import { exponentOf } from './money.ts'
import { newTransactionId } from './new-id.ts'
import { findEarlier, openPayment } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { ownerFromCustomerReference } from './shopper.ts'
import { type OpenFailure, type StartedPayment, toStarted } from './started-payment.ts'

type Input = InputOf<typeof initializePayment>
type OrderData = Input['orderData']

type StartFailure =
  | OpenFailure
  | Failure<
      | 'payment-method-not-found'
      | 'currency-unknown'
      | 'return-url-not-allowed'
      | 'transaction-unknown'
      | 'validation-failed'
    >

/** Starts the payment of an order that the shop has placed. The shop's amount is the truth here. */
export async function startOrderPayment(
  deps: Omit<PaymentDeps, 'signReadToken' | 'shop'>,
  input: Input,
  { tenant, claim }: { tenant: string; claim: IdempotencyClaim | null },
): Promise<Result<StartedPayment, StartFailure> & { replayed?: boolean }> {
  const earlier = await findEarlier(deps, claim)
  if (earlier.kind === 'answer') return earlier.result
  const { orderData } = input
  const known = input.preOrderPaymentData?.['transactionId']
  // An empty transaction id is how shops say that they have none yet.
  if (typeof known === 'string' && known !== '') {
    return continuePayment(deps, { tenant, transactionId: known }, orderData)
  }
  const checked = check(deps, input, tenant)
  if (!checked.ok) return checked
  const { method, orderReference } = checked.value
  const payment = draftPayment({
    tenant,
    transactionId: newTransactionId(),
    method,
    owner: ownerFromCustomerReference(orderData.customerReference ?? `order:${orderReference}`),
    orderReference,
    orderItemIds: toItemIds(orderData),
    amountMinor: orderData.grandTotal,
    currency: orderData.currencyCode,
    successUrl: input.redirectSuccessUrl ?? null,
    cancelUrl: input.redirectCancelUrl ?? input.checkoutSummaryPageUrl ?? null,
  })
  return openPayment(deps, { payment, charge: toCharge(orderData), claim }, earlier.kind === 'none')
}

function check(
  deps: Pick<PaymentDeps, 'findTenant' | 'isAllowedUrl'>,
  input: Input,
  tenant: string,
): Result<{ method: PaymentMethod; orderReference: string }, StartFailure> {
  const { orderData } = input
  const known = deps.findTenant(tenant)
  const name = orderData.paymentMethodName ?? orderData.paymentMethod
  const method = known && findMethod(known, orderData.paymentProviderName ?? null, name)
  if (!method) return fail({ kind: 'payment-method-not-found' })
  if (exponentOf(orderData.currencyCode) === null) return fail({ kind: 'currency-unknown' })
  const urls = [input.redirectSuccessUrl, input.redirectCancelUrl, input.checkoutSummaryPageUrl]
  if (!urls.every((url) => url == null || deps.isAllowedUrl(url)))
    return fail({ kind: 'return-url-not-allowed' })
  if (orderData.orderReference) return ok({ method, orderReference: orderData.orderReference })
  return fail({
    kind: 'validation-failed',
    detail: 'orderData.orderReference => is required for this strategy',
  })
}

/** A shop that knows the payment already gets it as it is; of another tenant, order or amount it is not the one it means. */
async function continuePayment(
  { db }: Pick<PaymentDeps, 'db'>,
  { tenant, transactionId }: { tenant: string; transactionId: string },
  orderData: OrderData,
): Promise<Result<StartedPayment, Failure<'transaction-unknown' | 'payment-differs'>>> {
  const payment = await findPayment(db, tenant, transactionId)
  if (!payment) return fail({ kind: 'transaction-unknown' })
  const isSame =
    payment.orderReference === orderData.orderReference &&
    payment.amountMinor === orderData.grandTotal &&
    payment.currency === orderData.currencyCode
  return isSame ? ok(toStarted(payment)) : fail({ kind: 'payment-differs' })
}

const toItemIds = ({ items }: OrderData): string[] =>
  items.flatMap(({ idSalesOrderItem }) => (idSalesOrderItem == null ? [] : [idSalesOrderItem]))

const toCharge = (order: OrderData) => ({
  customer: {
    email: order.customerEmail ?? null,
    name: [order.customerFirstName, order.customerLastName].filter(Boolean).join(' ') || null,
  },
  locale: toLocale(order.localeName),
  // Shops may leave names out, and providers refuse lines without one.
  lines: [
    ...order.items.map((item) => toLine(item.name || item.sku || 'Item', item)),
    ...(order.expenses ?? []).map((expense) =>
      toLine(expense.name || expense.type || 'Expense', expense),
    ),
  ],
})

const toLine = (
  name: string,
  line: Pick<OrderData['items'][number], 'quantity' | 'unitPrice'>,
) => ({
  name,
  quantity: line.quantity,
  amountMinor: (line.unitPrice ?? 0) * line.quantity,
})
