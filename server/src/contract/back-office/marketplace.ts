import { z } from 'zod'
import { OnboardingStatus } from '../app/onboarding.ts'
import { AmountMinor, CurrencyCode, operation, TransactionId } from '../operation.ts'
import { Cursor, Limit, Mode, NextCursor, Search } from './parts.ts'

const Reference = z.string().min(1).max(80)

const MerchantRow = z.object({
  merchantReference: Reference,
  name: z.string(),
  provider: z.string(),
  mode: Mode,
  status: OnboardingStatus,
  canBePaid: z.boolean(),
  missing: z
    .array(z.string())
    .describe('What the provider still wants to know, as stable words; empty when nothing.'),
  pspReference: z.string().nullable(),
  pspStatus: z.string().nullable().describe('In the words of the provider.'),
  balances: z
    .array(z.object({ currency: CurrencyCode, amount: z.int() }))
    .describe('What was paid out and not taken back, in minor units, by currency.'),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type MerchantRow = z.infer<typeof MerchantRow>

export const searchMerchants = operation({
  id: 'searchMerchants',
  method: 'get',
  path: '/back-office/api/merchants',
  tag: 'back office',
  summary: 'List the merchants of the marketplace, the newest first.',
  description: '`q` begins the reference of a merchant, or is in its name.',
  type: 'merchant-lists',
  status: 200,
  caller: 'operator',
  query: z.object({
    q: Search,
    status: OnboardingStatus.optional(),
    mode: Mode.optional(),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({ merchants: z.array(MerchantRow), nextCursor: NextCursor }),
  failures: ['resource-not-found', 'validation-failed'],
  examples: {
    output: {
      merchants: [
        {
          merchantReference: 'MER000002',
          name: 'Oak Workshop',
          provider: 'sandbox',
          mode: 'test',
          status: 'restricted',
          canBePaid: false,
          missing: ['bank-account'],
          pspReference: 'mer_6fPq0sLr7mVb2nKx',
          pspStatus: 'details_needed',
          balances: [{ currency: 'EUR', amount: 13410 }],
          createdAt: '2026-01-15T09:14:02.118Z',
          updatedAt: '2026-01-15T09:14:41.012Z',
        },
      ],
      nextCursor: null,
    },
  },
})

const transferStates = ['pending', 'succeeded', 'failed', 'unknown'] as const
export const TransferState = z.enum(transferStates)
export type TransferState = z.infer<typeof TransferState>

const TransferRow = z.object({
  transferId: z.string(),
  kind: z.enum(['payout', 'reversal']),
  state: TransferState.describe('unknown: the provider has not said yet; it is looked up.'),
  failureReason: z.string().nullable(),
  merchantReference: Reference,
  merchantName: z.string().nullable(),
  orderReference: z.string(),
  transactionId: TransactionId.describe('The payment whose money it is.'),
  itemReferences: z.array(z.string()),
  amount: AmountMinor.describe('What moved; `kind` says in which direction.'),
  currency: CurrencyCode,
  provider: z.string(),
  mode: Mode,
  pspReference: z.string().nullable(),
  createdAt: z.string(),
})
export type TransferRow = z.infer<typeof TransferRow>

export const searchTransfers = operation({
  id: 'searchTransfers',
  method: 'get',
  path: '/back-office/api/transfers',
  tag: 'back office',
  summary: 'List payouts to merchants and what was taken back, the newest first.',
  description:
    '`q` begins the id of a transfer, an order reference, or the reference of a merchant.',
  type: 'transfer-lists',
  status: 200,
  caller: 'operator',
  query: z.object({
    q: Search,
    merchant: Reference.optional(),
    transactionId: TransactionId.optional(),
    kind: z.enum(['payout', 'reversal']).optional(),
    state: TransferState.optional(),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({ transfers: z.array(TransferRow), nextCursor: NextCursor }),
  failures: ['resource-not-found', 'validation-failed'],
  examples: {
    output: {
      transfers: [
        {
          transferId: 'tr_Zk3vX0bq9GJt1v7mCw2LQA',
          kind: 'payout',
          state: 'succeeded',
          failureReason: null,
          merchantReference: 'MER000002',
          merchantName: 'Oak Workshop',
          orderReference: 'DE--1042',
          transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
          itemReferences: ['1f6f2f04-93a5-5b0a-8d3c-0f6a6e3b7e9a'],
          amount: 13410,
          currency: 'EUR',
          provider: 'sandbox',
          mode: 'test',
          pspReference: 'tr_6fPq0sLr7mVb2nKx',
          createdAt: '2026-01-15T09:14:41.012Z',
        },
      ],
      nextCursor: null,
    },
  },
})
