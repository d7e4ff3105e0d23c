import type { ChargeRequest, Outcome, Psp, PspCharge, WebhookRequest } from './psp.ts'

/**
 * An adapter in front of its PSP, with the levers that the suite needs. Its patience must be about a second.
 */
export type PspUnderTest = {
  psp: Psp
  /** The same adapter in front of an address where nobody listens. */
  unreachable: Psp
  /** The next call has its effect, and its answer is lost. */
  loseNextAnswer(): Promise<void>
  /** From now on answers come later than the adapter waits. */
  answerTooLate(): Promise<void>
  /** The next call fails with a server error, before any effect. */
  failNextCall(): Promise<void>
  /** Back to normal, and forgets all charges. */
  reset(): Promise<void>
  /** The shopper pays, or is declined. */
  pay(charge: PspCharge): Promise<void>
  decline(charge: PspCharge): Promise<void>
  /** The money of a paid charge is taken. */
  capture(charge: PspCharge): Promise<void>
  /** A method that is paid with in the sheet of a wallet. */
  expressMethod: string
  /** How many charges the PSP really holds under our reference. */
  countCharges(reference: string): Promise<number>
  /** The first webhook that the PSP sends for this charge. */
  firstWebhook(charge: PspCharge): Promise<WebhookRequest>
  /** Signs as the PSP does: `second` is the other configured secret, `foreign` is nobody's. */
  sign(rawBody: string, secret: 'first' | 'second' | 'foreign', at: Date): WebhookRequest
  close(): Promise<void>
}

export const createTimeoutMs = 60_000

let references = 0
/** A payment on the provider's page, with a reference of its own. */
export const aRequest = (changes: Partial<ChargeRequest> = {}): ChargeRequest => {
  references += 1
  return {
    reference: `tx_conformance_${references}`,
    amountMinor: 24_890,
    currency: 'EUR',
    returnUrl: 'https://shop.example/return',
    locale: 'de-DE',
    strategy: 'hosted-payment-page',
    method: 'card',
    orderReference: 'DE--1042',
    customer: { email: 'ada@example.com', name: 'Ada Kern' },
    lines: [{ name: 'Desk lamp', quantity: 1, amountMinor: 24_890 }],
    ...changes,
  }
}

/** The charge of an effect that must have succeeded. */
export function chargeOf(outcome: Outcome): PspCharge {
  if (outcome.kind !== 'succeeded')
    throw new Error(`Expected a success: ${JSON.stringify(outcome)}`)
  return outcome.charge
}

/** The cancel of a charge that we believe to be so. */
export const cancelOf = (charge: PspCharge, expecting: 'unpaid' | 'authorized') => ({
  reference: charge.reference,
  pspReference: charge.pspReference,
  expecting,
})
