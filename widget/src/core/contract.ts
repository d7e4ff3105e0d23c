import type { FailureKind as AnyFailureKind } from '../../../server/src/contract/failures.ts'
import type { GlueContract } from '../../../server/src/contract/glue/contract.ts'
import type * as payments from '../../../server/src/contract/glue/payments.ts'
import type * as preOrder from '../../../server/src/contract/glue/pre-order.ts'
import type { InputOf, OutputOf } from '../../../server/src/contract/operation.ts'

/** What a shopper needs to know of a payment, in one word. */
export type PaymentOutcome = payments.PaymentOutcome

/** One payment as its shopper sees it. `amount` is an integer in minor units. */
export type PaymentView = payments.PaymentView

/** One way to pay, in the order and the language of the server. */
export type PaymentMethodView = payments.PaymentMethodView

/** The attributes of `POST /payments`. */
export type StartPaymentInput = InputOf<typeof payments.startPayment>

/** What `POST /payments` answers. */
export type StartPaymentOutput = OutputOf<typeof payments.startPayment>

/** What `POST /payment-cancellations` answers. */
export type CancelPaymentOutput = OutputOf<typeof preOrder.cancelPreOrder>

/** What `POST /payment-customer` answers. */
export type PaymentCustomerOutput = OutputOf<typeof preOrder.readPaymentCustomer>

/** Failures that any endpoint may answer before or after its own work. */
type EdgeFailureKind = Extract<
  AnyFailureKind,
  | 'validation-failed'
  | 'access-token-invalid'
  | 'access-token-missing'
  | 'shopper-missing'
  | 'guest-id-invalid'
  | 'rate-limited'
  | 'internal-error'
  | 'database-unavailable'
>

/** Failures that a shop's `placeOrder` can hand on by rejecting with `{ kind }`. */
type ShopFailureKind = Extract<
  AnyFailureKind,
  'order-not-placed' | 'checkout-data-invalid' | 'checkout-method-invalid' | 'stock-insufficient'
>

/** Every failure that the operations of the widget can answer. */
export type ServerFailureKind =
  | GlueContract[number]['failures'][number]
  | EdgeFailureKind
  | ShopFailureKind
