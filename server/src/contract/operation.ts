import { z } from 'zod'
import type { FailureKind } from './failures.ts'

/** Who may call: anyone, a shopper (customer token or guest id), the shop's backend (tenant token), or its operator. */
export type Caller = 'anyone' | 'shopper' | 'reader' | 'tenant' | 'operator'

/**
 * One operation as plain data: the single source for validation, OpenAPI, the handlers' types and the widget's types.
 * `input` and `output` are the JSON:API attributes; amounts are integers in minor units.
 */
export type Operation = {
  id: string
  method: 'get' | 'post' | 'patch' | 'delete'
  /** OpenAPI style, `/payments/{transactionId}`. */
  path: `/${string}`
  /** Names under which real shops call the same operation; they take the type of their own path when it differs. */
  aliases?: readonly { path: `/${string}`; type?: string }[]
  tag: 'payments' | 'shop' | 'app' | 'webhooks' | 'back office'
  /** What is answered instead of JSON. */
  media?: 'text/event-stream' | 'image/svg+xml'
  summary: string
  description?: string
  /** JSON:API resource type of the answer, and of the request unless `input` is absent. */
  type: string
  status: 200 | 201 | 202 | 204
  caller: Caller
  params?: z.ZodObject
  query?: z.ZodObject
  /** Headers that mean something to this operation, by their names in lower case. */
  headers?: z.ZodObject
  input?: z.ZodType
  output: z.ZodType
  /** True when the answer's `data` is a list of resources. */
  many?: boolean
  /** True when a request without a body means an empty one. */
  isBodyOptional?: boolean
  /** Failures come as a bare list, which is what shops read, or below `errors`, which is what app catalogues read. */
  errorsAs?: 'list' | 'errors'
  /** True when the operation moves a payment and so takes `Idempotency-Key`. */
  idempotent?: boolean
  failures: readonly FailureKind[]
  examples: { input?: unknown; output: unknown }
}

/** Keeps the literal types of an operation, so that handlers and clients can be typed by it. */
export const operation = <const O extends Operation>(definition: O): O => definition

export type InputOf<O extends Operation> = O['input'] extends z.ZodType
  ? z.output<O['input']>
  : undefined
export type ParamsOf<O extends Operation> = O['params'] extends z.ZodObject
  ? z.output<O['params']>
  : Record<never, never>
export type QueryOf<O extends Operation> = O['query'] extends z.ZodObject
  ? z.output<O['query']>
  : Record<never, never>
export type HeadersOf<O extends Operation> = O['headers'] extends z.ZodObject
  ? z.output<O['headers']>
  : Record<never, never>
/** What the client sends, before defaults and coercion. */
export type WireInputOf<O extends Operation> = O['input'] extends z.ZodType
  ? z.input<O['input']>
  : undefined
export type OutputOf<O extends Operation> = z.input<O['output']>

/** An amount in the currency's minor units: 2490 is 24.90 EUR, 2490 JPY, 2.490 KWD. */
export const AmountMinor = z
  .int('must be an integer in minor units, without a decimal point')
  .min(0, 'must not be negative')
  .max(999_999_999_999, 'must be at most 999999999999')

/** As `AmountMinor`, and also the numeric strings that PHP shops send. */
export const LenientAmountMinor = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value),
  AmountMinor,
)

export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR')

/** A map whose content belongs to somebody else. PHP writes an empty map as `[]`, so that is accepted too. */
export const OpenMap = z.preprocess(
  (value) => (Array.isArray(value) && value.length === 0 ? {} : value),
  z.record(z.string(), z.unknown()),
)

/** Minted by Tillway before the provider is called: 128 random bits, at most 36 characters. */
export const TransactionId = z.string().min(1).max(36)
