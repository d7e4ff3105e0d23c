import { z } from 'zod'
import { PaymentOutcome, PaymentStatus } from '../glue/payments.ts'
import { AmountMinor, CurrencyCode, TransactionId } from '../operation.ts'

/** How a list is read on: the answer's `nextCursor` is sent back as it is. It is opaque and never grows stale. */
export const Cursor = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe('The nextCursor of the page before.')

const pageMax = 100
export const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(pageMax)
  .default(25)
  .describe(`How many at most, up to ${pageMax}.`)

export const NextCursor = z.string().nullable().describe('Null on the last page.')

/** What an operator searches for; the words of other fields are never searched. */
export const Search = z.string().trim().min(1).max(80).optional()

export const Mode = z.enum(['test', 'live'])

/** How good or bad something is, for its colour: `ok` and `info` need nobody. */
export const Tone = z.enum(['ok', 'info', 'warning', 'bad'])
export type Tone = z.infer<typeof Tone>

/** A sentence for people: `key` and `params` for pages that have their own words, `words` for those that have none. */
export const Title = z.object({
  key: z.string().describe('Stable, such as message.delivered.'),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  words: z.string().describe('The same in English.'),
})
export type Title = z.infer<typeof Title>

/** Something else in the back office. An inbox event is named `<source>/<eventId>`. */
export const Link = z.object({
  rel: z.enum(['payment', 'order', 'message', 'inbox-event']),
  id: z.string(),
})
export type Link = z.infer<typeof Link>

/** What mends it: post `attributes` as a resource of `type` to `path`. Repeating it is harmless. */
export const Repair = z.object({
  action: z.enum([
    'replay-message',
    'replay-inbox-event',
    'look-up',
    'capture',
    'cancel',
    'refund',
    'fire-order-event',
  ]),
  path: z.string(),
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()),
})
export type Repair = z.infer<typeof Repair>

/** A few facts by name, ready to be shown. Amounts are integers in minor units. */
export const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type Facts = z.infer<typeof Facts>

/** A payment as a list shows it. Amounts are integers in minor units of `currency`. */
export const PaymentRow = z.object({
  transactionId: TransactionId,
  orderReference: z.string().nullable(),
  cartId: z.string().nullable(),
  pspReference: z.string().nullable(),
  amount: AmountMinor,
  captured: AmountMinor,
  refunded: AmountMinor,
  currency: CurrencyCode,
  status: PaymentStatus,
  outcome: PaymentOutcome,
  method: z.string(),
  provider: z.string(),
  mode: Mode,
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type PaymentRow = z.infer<typeof PaymentRow>

export const paymentRowExample: PaymentRow = {
  transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
  orderReference: 'DE--1042',
  cartId: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
  pspReference: 'ch_6fPq0sLr7mVb2nKx',
  amount: 24890,
  captured: 24890,
  refunded: 0,
  currency: 'EUR',
  status: 'captured',
  outcome: 'paid',
  method: 'card',
  provider: 'sandbox',
  mode: 'test',
  createdAt: '2026-01-15T09:14:02.118Z',
  updatedAt: '2026-01-15T09:14:41.012Z',
}

export const messageRepairExample: Repair = {
  action: 'replay-message',
  path: '/back-office/api/message-replays',
  type: 'message-replays',
  attributes: { messageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11' },
}
