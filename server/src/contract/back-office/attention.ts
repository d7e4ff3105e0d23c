import { z } from 'zod'
import { AmountMinor, CurrencyCode, operation } from '../operation.ts'
import { Facts, Link, Repair, Title, Tone } from './parts.ts'

/** More than this is not counted: the page says "1000+". */
export const countMax = 1000
/** The oldest of each kind; the lists have the rest. */
export const attentionItemsMax = 5

const attentionKinds = [
  'payments-without-order',
  'orders-without-payment',
  'dead-messages',
  'waiting-messages',
  'dead-inbox-events',
  'waiting-inbox-events',
  'unknown-operations',
  'failed-operations',
  'overshared-payments',
  'unknown-transfers',
  'failed-transfers',
] as const
export const AttentionKind = z.enum(attentionKinds)
export type AttentionKind = z.infer<typeof AttentionKind>

const AttentionItem = z.object({
  id: z.string(),
  since: z.string(),
  title: Title,
  amount: AmountMinor.nullable(),
  currency: CurrencyCode.nullable(),
  facts: Facts,
  links: z.array(Link).describe('The first one is what the item is about.'),
  repair: Repair.nullable(),
})
export type AttentionItem = z.infer<typeof AttentionItem>

const AttentionGroup = z.object({
  kind: AttentionKind,
  tone: Tone,
  title: Title,
  count: z.int().describe(`Up to ${countMax}.`),
  isMore: z.boolean().describe('There are more than count.'),
  items: z.array(AttentionItem).describe(`The oldest ${attentionItemsMax}.`),
  list: z
    .object({ path: z.string(), query: z.record(z.string(), z.string()) })
    .nullable()
    .describe('The list that has all of them.'),
})
export type AttentionGroup = z.infer<typeof AttentionGroup>

export const readAttention = operation({
  id: 'readAttention',
  method: 'get',
  path: '/back-office/api/attention',
  tag: 'back office',
  summary: 'What needs somebody now.',
  description:
    'Every kind is answered, also those with nothing in them. Each item says what mends it.',
  type: 'attention',
  status: 200,
  caller: 'operator',
  output: z.object({ groups: z.array(AttentionGroup) }),
  failures: [],
  examples: {
    output: {
      groups: [
        {
          kind: 'payments-without-order',
          tone: 'warning',
          title: {
            key: 'attention.payments-without-order',
            params: { count: 1 },
            words: 'Money without an order',
          },
          count: 1,
          isMore: false,
          items: [
            {
              id: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
              since: '2026-01-15T09:14:41.012Z',
              title: {
                key: 'attention.payment-without-order',
                params: { transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' },
                words: 'tx_Zk3vX0bq9GJt1v7mCw2LQA waits for its order',
              },
              amount: 24890,
              currency: 'EUR',
              facts: { deadline: '2026-01-15T09:44:41.012Z', looks: 3 },
              links: [{ rel: 'payment', id: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' }],
              repair: {
                action: 'look-up',
                path: '/back-office/api/payment-operations',
                type: 'payment-operations',
                attributes: { transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA', kind: 'look-up' },
              },
            },
          ],
          list: { path: '/back-office/api/payments', query: { attention: 'orderless' } },
        },
      ],
    },
  },
})
