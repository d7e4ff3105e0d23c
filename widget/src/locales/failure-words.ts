import type { CheckoutFailure, FailureKind } from '../core/failure.ts'
import type { Word, Words } from './en.ts'

/** Kinds with words of their own. */
type Worded = Word extends infer Name
  ? Name extends `failure.${infer Kind}`
    ? Kind
    : never
  : never

/**
 * Of these a shopper need only know that nothing was charged and that trying again is safe: the
 * words of `unknown`.
 */
type Plain =
  | 'database-unavailable'
  | 'internal-error'
  | 'order-not-placed'
  | 'payment-not-approved'
  | 'redirect-invalid'

/** Kinds that are told in the words of another one. A new kind without words does not compile. */
const sameWords: Readonly<Record<Exclude<FailureKind, Worded | Plain>, Worded>> = {
  'access-token-missing': 'access-token-invalid',
  'address-not-served': 'validation-failed',
  'approval-needed': 'amount-mismatch',
  'cart-ambiguous': 'amount-mismatch',
  'cart-not-found': 'cart-empty',
  'checkout-data-invalid': 'validation-failed',
  'checkout-method-invalid': 'payment-method-not-found',
  'currency-mismatch': 'amount-mismatch',
  'currency-unknown': 'tenant-unknown',
  'customer-not-provided': 'tenant-unknown',
  'guest-id-invalid': 'access-token-invalid',
  'idempotency-key-reused': 'amount-mismatch',
  'method-missing': 'payment-method-not-found',
  'outcome-unknown': 'request-in-flight',
  'payment-canceled': 'payment-failed',
  'payment-has-order': 'payment-not-found',
  'payment-method-not-allowed': 'payment-method-not-found',
  'payment-refused': 'payment-method-not-found',
  'rate-limited': 'too-many-attempts',
  'return-incomplete': 'payment-not-found',
  'return-url-not-allowed': 'tenant-unknown',
  'shipment-not-offered': 'validation-failed',
  'shopper-missing': 'access-token-invalid',
  'tenant-disconnected': 'tenant-unknown',
  timeout: 'network',
}

/**
 * What to tell the shopper: the reason when there are words for it, else the kind, else that trying
 * again is safe.
 */
export function failureText(
  words: Words,
  { kind, reason }: Pick<CheckoutFailure, 'kind' | 'reason'>,
): string {
  const lookUp = (name: string): string | undefined => words[name as Word]
  const alias = (sameWords as Readonly<Record<string, Worded>>)[kind]
  return (
    lookUp(`reason.${reason?.replaceAll('_', '-')}`) ??
    lookUp(`failure.${alias ?? kind}`) ??
    words['failure.unknown']
  )
}
