import { z } from 'zod'
import { operation } from '../operation.ts'

const Text = z.string().trim().min(1).max(80)

/** Minor units, signed: positive pays out, negative takes back. Shops send text. */
const SignedAmountMinor = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : value),
  z
    .int('must be an integer in minor units, without a decimal point')
    .min(-999_999_999_999)
    .max(999_999_999_999)
    .refine((amount) => amount !== 0, 'must not be 0'),
)

const names = {
  merchant_reference: 'merchantReference',
  order_reference: 'orderReference',
  item_reference: 'itemReference',
  transfer_id: 'transferId',
} as const

/** Shops write these keys in snake case, by default. */
const inCamelCase = (item: unknown): unknown =>
  typeof item === 'object' && item !== null
    ? Object.fromEntries(
        Object.entries(item).map(([key, value]) => [
          key in names ? names[key as keyof typeof names] : key,
          value,
        ]),
      )
    : item

/** Shops leave this empty where there is none. */
const TransferId = z.preprocess((value) => (value === '' ? null : value), Text.nullish())

/** One order item or expense whose money goes to a merchant, or comes back. */
const TransmissionItem = z.preprocess(
  inCamelCase,
  z.object({
    type: z.string().max(80).nullish(),
    merchantReference: Text,
    orderReference: Text,
    itemReference: Text,
    amount: SignedAmountMinor,
    transferId: TransferId.describe('Of the payout that is taken back.'),
  }),
)
export type TransmissionItem = z.output<typeof TransmissionItem>

/** A sign that says the opposite of what is asked, or an item that is asked twice, is somebody's mistake: nothing is guessed. */
const TransmissionItems = z
  .array(TransmissionItem)
  .min(1)
  .max(500)
  .superRefine((items, context) => {
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      const { orderReference, itemReference, transferId, amount } = item
      const say = (message: string) =>
        context.addIssue({ code: 'custom', path: [index, 'amount'], message })
      if (transferId && amount > 0) say(`must be negative: ${itemReference} is taken back`)
      if (!transferId && amount < 0) say(`must be positive: ${itemReference} has no transferId`)
      const key = JSON.stringify([orderReference, itemReference, transferId ?? null])
      if (seen.has(key)) say(`${itemReference} of ${orderReference} is in this request already`)
      seen.add(key)
    }
  })

/** Why a transfer did not succeed. */
export const TransferFailureReason = z.enum([
  'payment-not-found',
  'payment-not-captured',
  'merchant-not-found',
  'merchant-not-ready',
  'transfer-not-found',
  'amount-too-high',
  'item-differs',
  'provider-refused',
  'outcome-unknown',
  'marketplace-not-supported',
])
export type TransferFailureReason = z.infer<typeof TransferFailureReason>

export const transferPayments = operation({
  id: 'transferPayments',
  method: 'post',
  path: '/payments/transfers',
  aliases: [{ path: '/private/payments/transfers' }],
  tag: 'app',
  summary: 'Pay merchants their share of captured payments, or take it back.',
  description:
    'Send the items as orderItems, as paymentTransmissionItems, or (as shops do) as both: then they must be the same. Keys in ' +
    'snake case and amounts as text are accepted. Items without transferId are paid out, one transfer per order and merchant; ' +
    'items with transferId are taken back from that payout, with a negative amount. Each item is paid out once, and the same ' +
    'amount of it is taken back from a payout once: asking again answers the same transfer and moves nothing, and what is new ' +
    'beside it is a transfer of its own. Merchants are never paid more than was captured and not refunded. A transfer that ' +
    'fails does not stop the others: the answer is 200 and says of each how it ended, in failureReason. outcome-unknown: ask ' +
    'again, it goes on and does not pay twice. An answer in which something failed is not replayed under its Idempotency-Key.',
  type: 'payments-transfers',
  status: 200,
  caller: 'tenant',
  idempotent: true,
  input: z
    .looseObject({
      orderItems: TransmissionItems.nullish(),
      paymentTransmissionItems: TransmissionItems.nullish(),
    })
    .refine(
      (body) => body.orderItems != null || body.paymentTransmissionItems != null,
      'needs orderItems or paymentTransmissionItems',
    )
    .refine(
      ({ orderItems, paymentTransmissionItems }) =>
        orderItems == null ||
        paymentTransmissionItems == null ||
        JSON.stringify(orderItems) === JSON.stringify(paymentTransmissionItems),
      'orderItems and paymentTransmissionItems are not the same',
    ),
  output: z.object({
    transfers: z.array(
      z.object({
        isSuccessful: z.boolean(),
        failureMessage: z.string().nullable(),
        /** A stable word for `failureMessage`; null when nothing failed. */
        failureReason: TransferFailureReason.nullable(),
        merchantReference: z.string(),
        orderReference: z.string(),
        paymentTransmissionItems: z.array(
          z.object({
            merchantReference: z.string(),
            orderReference: z.string(),
            itemReference: z.string(),
            amount: z.string(),
          }),
        ),
        /** The sum of the items in minor units, as text; negative when taken back. */
        amount: z.string(),
        transferId: z.string().nullable(),
      }),
    ),
  }),
  failures: [
    'tenant-not-configured',
    'marketplace-not-supported',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: {
      orderItems: [
        {
          type: 'order-item',
          merchantReference: 'MER000002',
          orderReference: 'DE--1042',
          itemReference: '1f6f2f04-93a5-5b0a-8d3c-0f6a6e3b7e9a',
          amount: 13410,
        },
      ],
    },
    output: {
      transfers: [
        {
          isSuccessful: true,
          failureMessage: null,
          failureReason: null,
          merchantReference: 'MER000002',
          orderReference: 'DE--1042',
          paymentTransmissionItems: [
            {
              merchantReference: 'MER000002',
              orderReference: 'DE--1042',
              itemReference: '1f6f2f04-93a5-5b0a-8d3c-0f6a6e3b7e9a',
              amount: '13410',
            },
          ],
          amount: '13410',
          transferId: 'tr_Zk3vX0bq9GJt1v7mCw2LQA',
        },
      ],
    },
  },
})
