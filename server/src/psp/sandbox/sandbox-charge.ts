import { z } from 'zod'
import type { PaymentStatus } from '../../contract/glue/payments.ts'
import type { PspCharge } from '../psp.ts'

const statuses = [
  'open',
  'processing',
  'authorized',
  'captured',
  'partially_refunded',
  'refunded',
  'canceled',
] as const
type SandboxStatus = (typeof statuses)[number]

const toPaymentStatus: Record<SandboxStatus, PaymentStatus> = {
  open: 'new',
  processing: 'new',
  authorized: 'authorized',
  captured: 'captured',
  partially_refunded: 'partially refunded',
  refunded: 'refunded',
  canceled: 'canceled',
}

/** The fields of the sandbox's charge that we use. */
export const SandboxCharge = z.object({
  id: z.string().min(1),
  reference: z.string(),
  status: z.enum(statuses),
  amount: z.int(),
  currency: z.string(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  version: z.int(),
  last_attempt: z.object({ outcome: z.string(), decline_code: z.string().nullable() }).nullable(),
  hosted_url: z.string().nullable(),
  /** Answers tell it, events never do. */
  client_secret: z.string().nullish(),
})
export type SandboxCharge = z.infer<typeof SandboxCharge>

/** A declined charge stays open for another card; until then we call it failed. */
export function toPspCharge(charge: SandboxCharge): PspCharge {
  const isOpen = charge.status === 'open'
  const isDeclined = isOpen && charge.last_attempt?.outcome === 'declined'
  return {
    pspReference: charge.id,
    reference: charge.reference,
    sequence: charge.version,
    status: isDeclined ? 'authorization_failed' : toPaymentStatus[charge.status],
    pspStatus: isDeclined ? 'open/declined' : charge.status,
    isProcessing: charge.status === 'processing',
    amountMinor: charge.amount,
    currency: charge.currency,
    capturedMinor: charge.amount_captured,
    refundedMinor: charge.amount_refunded,
    failureReason: isDeclined
      ? (charge.last_attempt?.decline_code ?? 'declined').replaceAll('_', '-')
      : null,
    redirectUrl: isOpen ? charge.hosted_url : null,
    clientData: charge.client_secret
      ? { clientSecret: charge.client_secret, chargeId: charge.id }
      : null,
  }
}

export const isPaid = (charge: SandboxCharge): boolean =>
  charge.status !== 'open' && charge.status !== 'processing' && charge.status !== 'canceled'
