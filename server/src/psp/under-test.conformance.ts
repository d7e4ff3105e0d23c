import type {
  CancelExpectation,
  ChargeRequest,
  Outcome,
  Psp,
  PspCharge,
  WebhookRequest,
} from './psp.ts'

/** An adapter in front of its PSP, with the levers that the suite needs. */
export type PspUnderTest = {
  psp: Psp
  /** The same adapter with hardly any patience. */
  impatient: Psp
  /** The same adapter in front of an address where nobody listens. */
  unreachable: Psp
  /** The next call has its effect, and its answer is lost. */
  loseNextAnswer(): Promise<void>
  /** From now on answers come later than the impatient adapter waits. */
  answerTooLate(): Promise<void>
  /** The next call fails with a server error, before any effect. */
  failNextCall(): Promise<void>
  /** Back to normal, and forgets all charges. */
  reset(): Promise<void>
  /** The shopper pays, or is declined. */
  pay(charge: PspCharge): Promise<void>
  decline(charge: PspCharge): Promise<void>
  /** The next capture is refused by the shopper's bank. */
  refuseNextCapture(): Promise<void>
  /** From now on captures, or refunds, are accepted at once and end no sooner than `endMovements` lets them. */
  captureSlowly(): Promise<void>
  refundSlowly(ending: 'succeeded' | 'failed'): Promise<void>
  /** From now on refunds succeed, and the bank sends the money back at `endMovements`. */
  refundInVain(): Promise<void>
  /** Everything that is under way comes to its end. */
  endMovements(): Promise<void>
  /** Somebody takes money or gives it back in the PSP's own dashboard. */
  moveElsewhere(
    charge: PspCharge,
    movement: { kind: 'capture' | 'refund'; amountMinor: number },
  ): Promise<void>
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
export const cancelOf = ({ reference, pspReference }: PspCharge, expecting: CancelExpectation) => ({
  reference,
  pspReference,
  expecting,
})

/** A capture or a refund of so much. */
export const partOf = ({ reference, pspReference }: PspCharge, amountMinor: number) => ({
  reference,
  pspReference,
  amountMinor,
})

type Payable = Pick<PspUnderTest, 'psp' | 'pay'>

/** A charge that is authorised. */
export async function authorizedCharge({ psp, pay }: Payable): Promise<PspCharge> {
  const request = aRequest()
  const charge = chargeOf(await psp.initialise(request, `op_open_${request.reference}`))
  await pay(charge)
  return charge
}

/** A charge of which all the money is taken. */
export async function capturedCharge(it: Payable): Promise<PspCharge> {
  const charge = await authorizedCharge(it)
  const operationId = `op_capture_${charge.reference}`
  return chargeOf(await it.psp.capture(partOf(charge, charge.amountMinor), operationId))
}

/** The charge that a look-up must find. */
export async function foundCharge({ psp }: PspUnderTest, reference: string): Promise<PspCharge> {
  const found = await psp.find(reference)
  if (found.kind !== 'found') throw new Error(`Expected a charge: ${JSON.stringify(found)}`)
  return found.charge
}
