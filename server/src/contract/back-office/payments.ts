import { z } from 'zod'
import { PaymentStatus, Strategy } from '../glue/payments.ts'
import { AmountMinor, CurrencyCode, operation, TransactionId } from '../operation.ts'
import {
  Cursor,
  Facts,
  Limit,
  Link,
  Mode,
  messageRepairExample,
  NextCursor,
  PaymentRow,
  paymentRowExample,
  Repair,
  Search,
  Title,
  Tone,
} from './parts.ts'

/** Why a payment needs somebody: money without an order, an operation that does not end, one that failed. */
export const Attention = z.enum(['orderless', 'stuck', 'failed-operation', 'overshared'])
export type Attention = z.infer<typeof Attention>

const StatusList = z
  .string()
  .max(200)
  .transform((value) => value.split(',').filter((status) => status !== ''))
  .pipe(z.array(PaymentStatus).min(1))
  .optional()
  .describe('One or several, separated by commas.')

export const searchPayments = operation({
  id: 'searchPayments',
  method: 'get',
  path: '/back-office/api/payments',
  tag: 'back office',
  summary: 'Search payments, newest first.',
  description:
    '`q` is a transaction id, order reference, cart id or PSP reference. A whole one is found however old it is; else ' +
    'payments that begin with it are. A search looks at a bounded number of payments per page: when ' +
    '`searchedBackTo` is set, older ones were not looked at yet, and `nextCursor` goes on from there.',
  type: 'payment-lists',
  status: 200,
  caller: 'operator',
  query: z.object({
    q: Search,
    status: StatusList,
    provider: z.string().min(1).max(80).optional(),
    method: z.string().min(1).max(80).optional(),
    mode: Mode.optional(),
    attention: Attention.optional(),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({
    payments: z.array(PaymentRow),
    nextCursor: NextCursor,
    searchedBackTo: z
      .string()
      .nullable()
      .describe('Set when the page ended before its limit, since it had looked at enough.'),
  }),
  failures: ['validation-failed'],
  examples: {
    output: { payments: [paymentRowExample], nextCursor: null, searchedBackTo: null },
  },
})

const movementStatuses = ['pending', 'processing', 'succeeded', 'failed', 'canceled'] as const

/** One capture or refund, as the provider tells it. */
const Movement = z.object({
  kind: z.enum(['capture', 'refund']),
  amount: AmountMinor,
  status: z.enum(movementStatuses),
  orderItemIds: z.array(z.string()).describe('What it was for; empty when that was not said.'),
  operationId: z
    .string()
    .describe('Ours; the id of the provider when somebody else asked, such as in its dashboard.'),
  failureReason: z.string().nullable(),
})
/** What can be done with a payment by hand. `look-up`: ask the provider what is true, and take it over. */
export const PaymentOperationKind = z.enum(['capture', 'cancel', 'refund', 'look-up'])
export type PaymentOperationKind = z.infer<typeof PaymentOperationKind>

export const PaymentAction = z.object({
  kind: PaymentOperationKind,
  isAllowed: z.boolean(),
  maxAmount: AmountMinor.nullable().describe(
    'For capture and refund: what is left to take or to give.',
  ),
  reason: Title.nullable().describe('Why it is not allowed.'),
})
export type PaymentAction = z.infer<typeof PaymentAction>

const timelineKinds = [
  'request',
  'operation',
  'psp-answer',
  'webhook',
  'command',
  'history',
  'message',
] as const

export const TimelineEntry = z.object({
  id: z.string().describe('Stable, for keys of lists.'),
  at: z.string().describe('When it was written, by the clock of the database.'),
  kind: z
    .enum(timelineKinds)
    .describe(
      'request: somebody asked us. operation: what we mean to do at the provider. psp-answer: what came of it. ' +
        'webhook and command: what was told to us. history: what changed. message: what we tell the shop.',
    ),
  title: Title,
  tone: Tone,
  normalised: Facts,
  raw: z
    .unknown()
    .describe(
      'The stored JSON, with everything taken out that is secret; null when there is none.',
    ),
  links: z.array(Link),
  repair: Repair.nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

const PaymentFacts = PaymentRow.extend({
  strategy: Strategy,
  orderItemIds: z.array(z.string()),
  pspStatus: z.string().nullable().describe('In the words of the provider.'),
  isProcessing: z.boolean(),
  failureReason: z.string().nullable(),
  customerEmail: z.string().nullable(),
  requested: z
    .object({ amount: AmountMinor, currency: CurrencyCode })
    .nullable()
    .describe(
      'The amount that the provider was asked to change to, until it has said that it did.',
    ),
  orderless: z
    .object({
      since: z.string(),
      deadline: z.string().describe('When the money is given back, if no order comes.'),
      looks: z.int().describe('How often the shop was asked for the order.'),
    })
    .nullable()
    .describe('Set while money waits for its order.'),
})

const Money = z.object({
  authorised: AmountMinor,
  captured: AmountMinor,
  refunded: AmountMinor,
  voided: AmountMinor,
  capturing: AmountMinor.describe('Asked for and not answered yet.'),
  refunding: AmountMinor.describe('Asked for and not answered yet.'),
  currency: CurrencyCode,
})

const Line = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: AmountMinor,
  sumPrice: AmountMinor,
  state: z.string(),
})

export const timelineMax = 200

export const inspectPayment = operation({
  id: 'inspectPayment',
  method: 'get',
  path: '/back-office/api/payments/{transactionId}',
  tag: 'back office',
  summary: 'Read everything that is known of one payment.',
  description:
    'Its money, facts and items, what can be done now, and its timeline: requests, operations, answers of the provider, ' +
    'webhooks, changes and messages in one order. Secrets are taken out of what is shown raw.',
  type: 'payment-dossiers',
  status: 200,
  caller: 'operator',
  params: z.object({ transactionId: TransactionId }),
  output: z.object({
    payment: PaymentFacts,
    money: Money,
    movements: z.array(Movement).describe('Captures and refunds, the oldest first.'),
    items: z.array(Line).describe('Empty where the built-in shop does not know the order.'),
    actions: z.array(PaymentAction),
    timeline: z.object({
      entries: z.array(TimelineEntry).describe('Newest first.'),
      limit: z.int(),
      isTruncated: z.boolean().describe('There are older entries that are not shown.'),
    }),
  }),
  failures: ['payment-not-found'],
  examples: {
    output: {
      payment: {
        ...paymentRowExample,
        strategy: 'hosted-payment-page',
        orderItemIds: ['7', '8'],
        pspStatus: 'captured',
        isProcessing: false,
        failureReason: null,
        customerEmail: 'ada@example.org',
        requested: null,
        orderless: null,
      },
      money: {
        authorised: 24890,
        captured: 24890,
        refunded: 0,
        voided: 0,
        capturing: 0,
        refunding: 0,
        currency: 'EUR',
      },
      movements: [
        {
          kind: 'capture',
          amount: 24890,
          status: 'succeeded',
          orderItemIds: ['7', '8'],
          operationId: 'op_4cVh2PqYt0',
          failureReason: null,
        },
      ],
      items: [
        {
          id: '7',
          sku: 'fjord',
          name: 'Desk lamp “Fjord”',
          quantity: 1,
          unitPrice: 14900,
          sumPrice: 14900,
          state: 'payment captured',
        },
      ],
      actions: [
        {
          kind: 'capture',
          isAllowed: false,
          maxAmount: null,
          reason: {
            key: 'action.capture.nothing-left',
            params: {},
            words: 'Everything that was authorised is captured.',
          },
        },
        { kind: 'refund', isAllowed: true, maxAmount: 24890, reason: null },
      ],
      timeline: {
        entries: [
          {
            id: 'message:0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11',
            at: '2026-01-15T09:14:41.012Z',
            kind: 'message',
            title: {
              key: 'message.dead',
              params: { name: 'PaymentCaptured' },
              words: 'The shop never took PaymentCaptured',
            },
            tone: 'bad',
            normalised: { state: 'dead', attempts: 21 },
            raw: { orderReference: 'DE--1042', amount: 24890, currencyIsoCode: 'EUR' },
            links: [{ rel: 'message', id: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11' }],
            repair: messageRepairExample,
          },
        ],
        limit: timelineMax,
        isTruncated: false,
      },
    },
  },
})

export const operatePayment = operation({
  id: 'operatePayment',
  method: 'post',
  path: '/back-office/api/payment-operations',
  tag: 'back office',
  summary: 'Capture, cancel, refund or look up a payment by hand.',
  description:
    'Idempotency-Key is required: the same key is applied once, however often it is sent. Without an amount, all that is ' +
    'left is captured or refunded. `look-up` asks the provider what is true and takes it over.',
  type: 'payment-operations',
  status: 201,
  caller: 'operator',
  idempotent: true,
  input: z.strictObject({
    transactionId: TransactionId,
    kind: PaymentOperationKind,
    amount: AmountMinor.min(1, 'must not be 0').optional(),
    orderItemIds: z.array(z.string().min(1).max(80)).max(500).default([]),
  }),
  output: z.object({
    outcome: z
      .enum(['succeeded', 'pending', 'refused', 'unchanged'])
      .describe(
        'pending: the provider has not finished; the payment changes by itself. refused: the provider said no. ' +
          'unchanged: a look-up found what was known.',
      ),
    note: z.string().nullable().describe('A stable word, such as the reason of a refusal.'),
    payment: PaymentRow,
  }),
  failures: [
    'payment-not-found',
    'operation-not-allowed',
    'idempotency-key-invalid',
    'psp-unavailable',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: { transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA', kind: 'refund', amount: 14900 },
    output: {
      outcome: 'succeeded',
      note: null,
      payment: { ...paymentRowExample, refunded: 14900, status: 'partially refunded' },
    },
  },
})
