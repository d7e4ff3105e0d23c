import { z } from 'zod'
import type { PaymentStatus } from '../../contract/glue/payments.ts'
import type { PspCharge, PspMovement } from '../psp.ts'

const statuses = [
  'open',
  'processing',
  'authorized',
  'captured',
  'overpaid',
  'underpaid',
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
  overpaid: 'overpaid',
  underpaid: 'underpaid',
  partially_refunded: 'partially refunded',
  refunded: 'refunded',
  canceled: 'canceled',
}

const SandboxMovement = z.object({
  id: z.string().min(1),
  key: z.string().nullable(),
  amount: z.int(),
  status: z.enum(['pending', 'processing', 'succeeded', 'failed']),
  failure_code: z.string().nullable(),
  created: z.iso.datetime(),
})
type SandboxMovement = z.infer<typeof SandboxMovement>

/** The fields of the sandbox's charge that we use. */
export const SandboxCharge = z.object({
  id: z.string().min(1),
  reference: z.string(),
  status: z.enum(statuses),
  amount: z.int(),
  currency: z.string(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  amount_voided: z.int(),
  captures: z.array(SandboxMovement),
  refunds: z.array(SandboxMovement),
  version: z.int(),
  last_attempt: z
    .object({ number: z.int(), outcome: z.string(), decline_code: z.string().nullable() })
    .nullable(),
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
    voidedMinor: charge.amount_voided,
    movements: toMovements(charge),
    failureReason: isDeclined ? toReason(charge.last_attempt?.decline_code ?? 'declined') : null,
    declines: toDeclines(charge.last_attempt),
    redirectUrl: isOpen ? charge.hosted_url : null,
    clientData: charge.client_secret
      ? { clientSecret: charge.client_secret, chargeId: charge.id }
      : null,
  }
}

/** Every attempt before the last one was declined: any other ending leaves nothing to try again. */
const toDeclines = (last: SandboxCharge['last_attempt']): number =>
  last === null ? 0 : last.number - (last.outcome === 'declined' ? 0 : 1)

const toReason = (code: string): string => code.replaceAll('_', '-')

/** Captures and refunds in the order in which they were made. */
function toMovements({ captures, refunds }: SandboxCharge): PspMovement[] {
  const all = [
    ...captures.map((movement) => ({ kind: 'capture' as const, movement })),
    ...refunds.map((movement) => ({ kind: 'refund' as const, movement })),
  ]
  return all
    .sort((a, b) => Date.parse(a.movement.created) - Date.parse(b.movement.created))
    .map(({ kind, movement }) => ({ kind, ...toMovement(movement) }))
}

/** The sandbox repeats the idempotency key of the call, and ours are operation ids; any other key is somebody else's. */
const toMovement = ({
  id,
  key,
  amount,
  status,
  failure_code,
}: SandboxMovement): Omit<PspMovement, 'kind'> => ({
  operationId: key?.startsWith('op_') ? key : null,
  pspReference: id,
  amountMinor: amount,
  status,
  failureReason: failure_code === null ? null : toReason(failure_code),
})

export const isPaid = (charge: SandboxCharge): boolean =>
  charge.status !== 'open' && charge.status !== 'processing' && charge.status !== 'canceled'
