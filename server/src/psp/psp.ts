import type { PaymentStatus, Strategy } from '../contract/glue/payments.ts'
import type { Result } from '../result.ts'
import type { PspMerchant } from './marketplace.ts'

export const modes = ['test', 'live'] as const
export type Mode = (typeof modes)[number]

/** What we ask a PSP to collect. Amounts are integers in minor units of `currency`. */
export type ChargeRequest = {
  /** Our transactionId: the PSP keeps it as reference, so that we can find the charge without its own id. */
  reference: string
  amountMinor: number
  currency: string
  /** Where the PSP sends the shopper when done, canceled or not. */
  returnUrl: string
  locale: string
  /** How the shopper pays: on the PSP's page, in its fields on the shop's page, or in the sheet of the wallet `method`. */
  strategy: Strategy
  method: string
  orderReference: string | null
  customer: { email: string | null; name: string | null }
  lines: readonly { name: string; quantity: number; amountMinor: number }[]
}

/** How far money is that is on its way. A refund that has succeeded may still fail, when the shopper's bank sends it back. */
export type MovementStatus = 'pending' | 'processing' | 'succeeded' | 'failed' | 'canceled'

/** Money that was taken of a charge, or given back. Amounts are integers in minor units of the charge's currency. */
export type PspMovement = {
  kind: 'capture' | 'refund'
  /** The id of our operation that asked for it; null when somebody else did, for instance in the PSP's own dashboard. */
  operationId: string | null
  pspReference: string
  amountMinor: number
  status: MovementStatus
  /** A stable word such as `declined`; null when nothing failed. */
  failureReason: string | null
}

/** What the PSP knows of a charge, in our words and (`pspStatus`) in its own, which is for people and never branched on. */
export type PspCharge = {
  pspReference: string
  reference: string
  /** Grows with every change of the charge: the PSP's own version, or the time of the change. Older news is not applied. */
  sequence: number
  status: PaymentStatus
  pspStatus: string
  /** True while the PSP is still deciding and the shopper has nothing left to do. */
  isProcessing: boolean
  amountMinor: number
  currency: string
  capturedMinor: number
  refundedMinor: number
  /** What was authorised and will not be taken any more. */
  voidedMinor: number
  /** Every capture and refund that the PSP knows of, the oldest first; empty where a PSP lists none. */
  movements: readonly PspMovement[]
  /** A stable word such as `declined` or `insufficient-funds`; null when nothing failed. */
  failureReason: string | null
  /** How many cards the bank has refused for this charge so far. Absent where a PSP does not count them. */
  declines?: number
  /** The page on which the shopper pays; null once there is nothing left to pay. */
  redirectUrl: string | null
  /** What the shopper's browser needs to pay in place, by the PSP's own names. Null where news do not tell it. */
  clientData: Readonly<Record<string, string>> | null
}

/** Why a PSP said no. `already-paid`: a cancel that expected an unpaid charge came too late. */
export type PspRefusal = 'refused' | 'already-paid' | 'not-cancelable'

/**
 * What became of an operation. `unknown` is an answer: it will be looked up, never repeated blindly.
 * `not-sent`: the PSP was certainly not reached, nothing happened there.
 */
export type Outcome =
  | { kind: 'succeeded'; charge: PspCharge }
  | { kind: 'failed'; refusal: PspRefusal; pspStatus: string; charge: PspCharge | null }
  | { kind: 'not-sent'; because: string }
  | { kind: 'unknown'; because: 'timeout' | 'connection' | 'server-error' }

export type LookUp =
  | { kind: 'found'; charge: PspCharge }
  | { kind: 'not-found' }
  | { kind: 'unknown'; because: string }

/** One fact that a PSP told us by webhook: of a charge, or of the account of a merchant. `type` is the PSP's own word. */
export type PspEvent = {
  eventId: string
  type: string
  mode: Mode
  occurredAt: Date
} & ({ about: 'charge'; charge: PspCharge } | { about: 'merchant'; merchant: PspMerchant })

export type WebhookRefusal = 'webhook-signature-invalid' | 'webhook-stale' | 'webhook-malformed'

export type WebhookRequest = {
  rawBody: string
  headers: Readonly<Record<string, string | undefined>>
}

/** What we believe of a charge that is to be canceled. */
export type CancelExpectation = 'unpaid' | 'authorized' | 'captured'

export type MovementRequest = {
  reference: string
  pspReference: string | null
  amountMinor: number
}

/**
 * A payment service provider. Adapters are factories `create<Name>Psp(credentials, { fetch })` that keep the promises of
 * `psp.conformance.ts`: the operation id is the PSP's idempotency key for ever, and nothing is thrown for what a PSP or a
 * network does.
 */
export type Psp = {
  readonly name: string
  readonly mode: Mode
  /** Opens a charge; the answer carries `redirectUrl`. The same operation id never opens two. */
  initialise(request: ChargeRequest, operationId: string): Promise<Outcome>
  /**
   * Cancels only if the charge is still as we believe: an `unpaid` cancel never voids an authorisation. `captured` gives up
   * what is not captured yet and leaves the rest as it is.
   */
  cancel(
    charge: { reference: string; pspReference: string | null; expecting: CancelExpectation },
    operationId: string,
  ): Promise<Outcome>
  /**
   * Takes authorised money, in one or several parts, at most what is left. Succeeded also when the PSP has only accepted it:
   * the movement in the answer's charge says how far it is.
   */
  capture(charge: MovementRequest, operationId: string): Promise<Outcome>
  /** Gives a charge that nobody has paid another amount. `already-paid` when somebody has. */
  update(
    charge: { reference: string; pspReference: string | null },
    purchase: Pick<ChargeRequest, 'amountMinor' | 'currency' | 'lines'>,
    operationId: string,
  ): Promise<Outcome>
  /** Gives captured money back, at most what is left of it. As with a capture, the movement says how far it is. */
  refund(charge: MovementRequest, operationId: string): Promise<Outcome>
  /** Finds a charge by our own reference. */
  find(reference: string): Promise<LookUp>
  /** Checks the signature over the raw bytes and the timestamp, before anything is parsed. */
  verifyWebhook(request: WebhookRequest, now: Date): Result<{ eventId: string }, WebhookRefusal>
  /** Reads a verified body. Pure: the applier calls it again on replay. */
  readEvent(rawBody: string, eventId: string): Result<PspEvent, 'webhook-malformed'>
}

/** An address as a PSP tells it; everything may be missing, and each PSP has its own habits. */
export type PspAddress = {
  fullName: string | null
  firstName: string | null
  lastName: string | null
  company: string | null
  lines: readonly string[]
  postalCode: string | null
  city: string | null
  region: string | null
  countryCode: string | null
  phone: string | null
}

export type PspCustomer = {
  fullName: string | null
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  billingAddress: PspAddress | null
  shippingAddress: PspAddress | null
}

export type CustomerLookUp =
  | { kind: 'found'; customer: PspCustomer }
  | { kind: 'not-approved' }
  | { kind: 'not-provided' }
  | { kind: 'unknown'; because: string }

/** What some PSPs can besides: tell who approved an express payment. */
export type PspCustomers = {
  /** Who approved the charge with our reference; nothing before the approval. */
  findCustomer(reference: string): Promise<CustomerLookUp>
}
