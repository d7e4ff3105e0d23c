/** What the provider's fields answer when they were asked to pay. */
export type FieldsResult =
  | { status: 'authorized' | 'processing' | 'closed' | 'unavailable' }
  | { status: 'declined'; code: string }
  /** The fields say themselves what is missing. */
  | { status: 'invalid' }

/** How one payment is made with fields. */
export type FieldsPayment = {
  clientSecret: string
  signal: AbortSignal
  /** The shopper is asked by their bank, inside of the fields. */
  onChallenge: (isOpen: boolean) => void
}

/** Fields of a provider that are ready to be paid with; they always answer, `unavailable` at the latest. */
export type CardFields = { pay: (payment: FieldsPayment) => Promise<FieldsResult> }
