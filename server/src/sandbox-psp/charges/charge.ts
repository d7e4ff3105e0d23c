import { z } from 'zod'
import { Movement, type MovementKind, toMovementBody } from './movement.ts'

const chargeStatuses = [
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

/** How the shopper pays: on the hosted page, in card fields on the merchant's page, in a wallet's sheet. */
export const flows = ['hosted', 'fields', 'wallet'] as const
export const wallets = ['pebble', 'kite'] as const
export type Wallet = (typeof wallets)[number]

/** A charge as every answer and every event tells it. Amounts are integers in minor units. */
export const ChargeSnapshot = z.object({
  id: z.string(),
  reference: z.string(),
  order_reference: z.string().nullable(),
  amount: z.int(),
  currency: z.string(),
  status: z.enum(chargeStatuses),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  attempts: z.int(),
  last_outcome: z.enum(['declined', 'authorized', 'processing']).nullable(),
  decline_code: z.string().nullable(),
  version: z.int(),
  created_at: z.string(),
  // Snapshots from before there were flows and wallets are of hosted charges.
  flow: z.enum(flows).default('hosted'),
  wallet: z.enum(wallets).nullable().default(null),
  // Snapshots from before movements were kept tell none.
  amount_voided: z.int().default(0),
  movements: z.array(Movement).default([]),
  // Snapshots from before there were live accounts are of the test one.
  livemode: z.boolean().default(false),
})
export type ChargeSnapshot = z.infer<typeof ChargeSnapshot>

/** A snapshot for the merchant's server alone: events never carry the client secret. */
export const AnsweredCharge = ChargeSnapshot.extend({ client_secret: z.string().nullable() })
export type AnsweredCharge = z.infer<typeof AnsweredCharge>

/** A charge as its row holds it: the snapshot, and what the payment page needs. */
export const Charge = AnsweredCharge.extend({
  account_id: z.string(),
  /** What the payment page calls the merchant; null is the name of the account. */
  page_title: z.string().nullable(),
  capture: z.enum(['manual', 'automatic']),
  card_last4: z.string().nullable(),
  challenge_id: z.string().nullable(),
  challenge_ending: z.string().nullable(),
  customer: z.object({ email: z.string().nullish(), name: z.string().nullish() }),
  lines: z.array(z.object({ name: z.string(), quantity: z.int(), amount: z.int() })),
  return_url: z.string(),
  locale: z.string(),
  wallet_customer: z.unknown(),
  difference: z.int(),
  first_amount: z.int().nullable(),
  first_currency: z.string().nullable(),
})
export type Charge = z.infer<typeof Charge>

const reserved = (charge: ChargeSnapshot, kind: MovementKind): number =>
  charge.movements
    .filter((movement) => movement.kind === kind && movement.status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0)

/** What may still be taken, as far as this picture of the charge tells. */
export const leftToCapture = (charge: Charge): number =>
  ['authorized', 'captured', 'partially_refunded'].includes(charge.status)
    ? charge.amount + charge.difference - charge.amount_voided - reserved(charge, 'capture')
    : 0

/** What may still be given back, as far as this picture of the charge tells. */
export const leftToRefund = (charge: Charge): number =>
  charge.amount_captured - reserved(charge, 'refund')

const movementsOf = ({ movements }: ChargeSnapshot, kind: MovementKind) =>
  movements.filter((movement) => movement.kind === kind).map(toMovementBody)

/** The charge on the wire, as events tell it. */
export const toChargeBody = (charge: ChargeSnapshot, publicUrl: string) => ({
  id: charge.id,
  object: 'charge',
  reference: charge.reference,
  order_reference: charge.order_reference,
  amount: charge.amount,
  currency: charge.currency,
  amount_captured: charge.amount_captured,
  amount_refunded: charge.amount_refunded,
  amount_voided: charge.amount_voided,
  status: charge.status,
  captures: movementsOf(charge, 'capture'),
  refunds: movementsOf(charge, 'refund'),
  last_attempt: charge.last_outcome && {
    number: charge.attempts,
    outcome: charge.last_outcome,
    decline_code: charge.decline_code,
  },
  flow: charge.flow,
  wallet: charge.wallet,
  hosted_url: charge.flow === 'hosted' ? `${publicUrl}/pay/${charge.id}` : null,
  livemode: charge.livemode,
  created: new Date(charge.created_at).toISOString(),
  version: charge.version,
})

/** The charge on the wire, as answers to the merchant's server tell it. */
export const toAnswerBody = (charge: AnsweredCharge, publicUrl: string) => ({
  ...toChargeBody(charge, publicUrl),
  client_secret: charge.client_secret,
})

/** The answer that the first request under its key got: replays repeat it, whatever happened since. */
export const asCreated = (charge: Charge): Charge => ({
  ...charge,
  amount: charge.first_amount ?? charge.amount,
  currency: charge.first_currency ?? charge.currency,
  status: 'open',
  amount_captured: 0,
  amount_refunded: 0,
  amount_voided: 0,
  movements: [],
  attempts: 0,
  last_outcome: null,
  decline_code: null,
  version: 1,
})
