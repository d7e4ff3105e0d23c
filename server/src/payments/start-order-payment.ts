import type { initializePayment } from '../contract/app/initialize-payment.ts'
import type { Failure } from '../contract/failures.ts'
import type { InputOf } from '../contract/operation.ts'
import { transactionIdIn } from '../contract/pre-order-data.ts'
import { fail, ok, type Result } from '../result.ts'
import type { PaymentMethod } from '../tenants/payment-method.ts'
import { findMethod, isOffered } from '../tenants/tenant.ts'
import { answerOnce } from './answer-once.ts'
import { continuePayment } from './continue-payment.ts'
import { draftPayment } from './draft-payment.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { toLocale } from './locale.ts'
import { exponentOf } from './money.ts'
import { newTransactionId } from './new-id.ts'
import { findEarlier, openPayment } from './open-payment.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { ownerFromCustomerReference } from './shopper.ts'
import { noShipping, type OpenFailure, type StartedPayment, toStarted } from './started-payment.ts'

type Input = Pick<
  InputOf<typeof initializePayment>,
  | 'orderData'
  | 'preOrderPaymentData'
  | 'redirectSuccessUrl'
  | 'redirectCancelUrl'
  | 'checkoutSummaryPageUrl'
>
type OrderData = Input['orderData']

type StartFailure =
  | OpenFailure
  | Failure<
      | 'payment-method-not-found'
      | 'tenant-disconnected'
      | 'payment-method-not-allowed'
      | 'currency-unknown'
      | 'return-url-not-allowed'
      | 'transaction-unknown'
    >

/**
 * Starts the payment of an order that the shop has placed, or of a cart that will become one. The shop's amount is the truth
 * here.
 */
export async function startOrderPayment(
  deps: Omit<PaymentDeps, 'signReadToken' | 'shop' | 'findCustomers'>,
  input: Input,
  { tenant, claim }: { tenant: string; claim: IdempotencyClaim | null },
): Promise<Result<StartedPayment, StartFailure> & { replayed?: boolean }> {
  const { orderData } = input
  const transactionId = transactionIdIn(input.preOrderPaymentData)
  const checked = await check(deps, input, tenant)
  if (transactionId !== null) {
    return answerOnce(deps, claim, async () =>
      checked.ok
        ? continueNamed(deps, { tenant, transactionId, method: checked.value }, orderData)
        : checked,
    )
  }
  const earlier = await findEarlier(deps, claim)
  if (earlier.kind === 'answer') return earlier.result
  if (!checked.ok) return checked
  const orderReference = orderData.orderReference || null
  const payment = draftPayment({
    tenant,
    transactionId: newTransactionId(),
    method: checked.value,
    owner: ownerOf(orderData),
    orderReference,
    // One cart has at most one live payment before its order; after that the order is what counts.
    cartId: orderReference === null ? (orderData.idCart ?? null) : null,
    orderItemIds: toItemIds(orderData),
    amountMinor: orderData.grandTotal,
    currency: orderData.currencyCode,
    successUrl: input.redirectSuccessUrl ?? null,
    cancelUrl: input.redirectCancelUrl ?? input.checkoutSummaryPageUrl ?? null,
  })
  const draft = { payment, charge: toCharge(orderData), claim, shipping: noShipping }
  return openPayment(deps, draft, earlier.kind === 'none')
}

/** A shop that does not say who pays is the only one that may ask for this payment again. */
const ownerOf = ({ customerReference, orderReference, idCart }: OrderData): string =>
  ownerFromCustomerReference(
    customerReference ?? (orderReference ? `order:${orderReference}` : `cart:${idCart ?? ''}`),
  )

async function check(
  deps: Pick<PaymentDeps, 'findTenant' | 'isAllowedUrl'>,
  input: Input,
  tenant: string,
): Promise<Result<PaymentMethod, StartFailure>> {
  const { orderData } = input
  const known = await deps.findTenant(tenant)
  const name = orderData.paymentMethodName ?? orderData.paymentMethod
  const method =
    known &&
    findMethod(known, {
      provider: orderData.paymentProviderName ?? null,
      method: name,
      mode: orderData.paymentMode,
    })
  if (!method && known?.standing === 'disconnected') return fail({ kind: 'tenant-disconnected' })
  if (!method) return fail({ kind: 'payment-method-not-found' })
  if (exponentOf(orderData.currencyCode) === null) return fail({ kind: 'currency-unknown' })
  const urls = [input.redirectSuccessUrl, input.redirectCancelUrl, input.checkoutSummaryPageUrl]
  if (!urls.every((url) => url == null || deps.isAllowedUrl(url)))
    return fail({ kind: 'return-url-not-allowed' })
  return isOffered(method, toPurchase(orderData))
    ? ok(method)
    : fail({ kind: 'payment-method-not-allowed' })
}

const toPurchase = ({ grandTotal, currencyCode, countryCode }: OrderData) => ({
  amountMinor: grandTotal,
  currency: currencyCode,
  countryCode: countryCode ?? null,
})

/**
 * A shop that knows the payment of an order already gets it as it is; before there is an order the payment takes the new
 * amount. Of another tenant or customer it does not exist, of another order it is not the one that is meant.
 */
async function continueNamed(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  {
    tenant,
    transactionId,
    method,
  }: { tenant: string; transactionId: string; method: PaymentMethod },
  orderData: OrderData,
): Promise<Result<StartedPayment, OpenFailure | Failure<'transaction-unknown'>>> {
  const payment = await findPayment(deps.db, tenant, transactionId)
  const { customerReference } = orderData
  const isOther =
    customerReference && payment?.owner !== ownerFromCustomerReference(customerReference)
  if (!payment || isOther) return fail({ kind: 'transaction-unknown' })
  if (payment.orderReference === null && !orderData.orderReference) {
    return continueBeforeOrder(deps, payment, method, orderData)
  }
  const isSame =
    payment.orderReference === orderData.orderReference &&
    payment.amountMinor === orderData.grandTotal &&
    payment.currency === orderData.currencyCode
  return isSame ? ok(toStarted(payment)) : fail({ kind: 'payment-differs' })
}

async function continueBeforeOrder(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  payment: Payment,
  method: PaymentMethod,
  orderData: OrderData,
): Promise<Result<StartedPayment, OpenFailure>> {
  const continued = await continuePayment(deps, payment, {
    method,
    cartId: orderData.idCart ?? null,
    purchase: {
      amountMinor: orderData.grandTotal,
      currency: orderData.currencyCode,
      lines: toLines(orderData),
    },
  })
  if (continued.ok) return continued
  const { kind } = continued.failure
  return fail({
    ...continued.failure,
    kind: kind === 'payment-has-order' ? 'payment-differs' : kind,
  })
}

const toItemIds = ({ items }: OrderData): string[] =>
  items.flatMap(({ idSalesOrderItem }) => (idSalesOrderItem == null ? [] : [idSalesOrderItem]))

const toCharge = (order: OrderData) => ({
  customer: {
    email: order.customerEmail ?? null,
    name: [order.customerFirstName, order.customerLastName].filter(Boolean).join(' ') || null,
  },
  locale: toLocale(order.localeName),
  lines: toLines(order),
})

/** Shops may leave names out, and providers refuse lines without one. */
const toLines = (order: OrderData) => [
  ...order.items.map((item) => toLine(item.name || item.sku || 'Item', item)),
  ...(order.expenses ?? []).map((expense) =>
    toLine(expense.name || expense.type || 'Expense', expense),
  ),
]

const toLine = (
  name: string,
  line: Pick<OrderData['items'][number], 'quantity' | 'unitPrice'>,
) => ({
  name,
  quantity: line.quantity,
  amountMinor: (line.unitPrice ?? 0) * line.quantity,
})
