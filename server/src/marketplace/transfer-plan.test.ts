import { expect, test } from 'vitest'
import type { PaymentStatus } from '../contract/glue/payments.ts'
import { aPayment } from '../testing/builders.ts'
import { storedMerchant, storedTransfer } from '../testing/stored-transfers.ts'
import type { Transfer } from './transfer.ts'
import type { TransferGroup } from './transfer-groups.ts'
import { type PlannedPart, planPayout, planReversal } from './transfer-plan.ts'

const { merchantReference, orderReference, transferId } = storedTransfer

const group = (...items: [string, number][]): TransferGroup => ({
  ...{ kind: 'payout', orderReference, merchantReference, ofTransfer: null },
  items: items.map(([itemReference, amountMinor]) => ({
    ...{ merchantReference, orderReference, itemReference, amountMinor },
  })),
})

const reversal = (...items: [string, number][]): TransferGroup => ({
  ...group(...items),
  ...{ kind: 'reversal', ofTransfer: transferId },
})

const moved = (
  itemReference: string,
  amountMinor: number,
  transfer: Transfer = storedTransfer,
) => ({
  ...{ itemReference, amountMinor, transfer },
})

/** What becomes of which items, in one line each. */
const told = (parts: readonly PlannedPart[]): string[] =>
  parts.map((part) => {
    const items = part.items.map(({ itemReference }) => itemReference).join('+')
    return `${part.kind === 'refused' ? part.reason : part.kind} ${items}`
  })

type Money = { status?: PaymentStatus; captured?: number; refunded?: number; shared?: number }

const pay = (amountMinor: number, { status = 'captured', ...money }: Money) => {
  const { captured = 0, refunded = 0, shared = 0 } = money
  const payment = aPayment({ status, capturedMinor: captured, refundedMinor: refunded })
  const facts = { payment, sharedMinor: shared, merchant: storedMerchant, paid: [] }
  return told(planPayout(group(['a', amountMinor]), facts))
}

test.each<[number, Money, string]>([
  [1_000, { captured: 1_000 }, 'new'],
  [1_001, { captured: 1_000 }, 'amount-too-high'],
  [1_000, { status: 'authorized' }, 'payment-not-captured'],
  [1_000, { status: 'authorized', captured: 1_000 }, 'new'],
  [1_000, { status: 'overpaid', captured: 1_000 }, 'new'],
  [600, { status: 'partially refunded', captured: 1_000, refunded: 400 }, 'new'],
  [601, { status: 'partially refunded', captured: 1_000, refunded: 400 }, 'amount-too-high'],
  [1, { status: 'refunded', captured: 1_000, refunded: 1_000 }, 'amount-too-high'],
  [1, { status: 'canceled', captured: 1_000 }, 'payment-not-captured'],
  [300, { captured: 1_000, shared: 700 }, 'new'],
  [301, { captured: 1_000, shared: 700 }, 'amount-too-high'],
  [1, { captured: 1_000, refunded: 500, shared: 700 }, 'amount-too-high'],
])('a payout of %i from %j: %s', (amountMinor, money, expected) => {
  expect(pay(amountMinor, money)).toEqual([`${expected} a`])
})

test('a refund that is under way is not there to be shared', () => {
  const payment = aPayment({
    ...{ status: 'captured', capturedMinor: 1_000 },
    movements: [
      {
        ...{ kind: 'refund', operationId: 'op_1', amountMinor: 400, orderItemIds: [] },
        ...{ status: 'pending', failureReason: null },
      },
    ],
  })
  const facts = { payment, sharedMinor: 0, merchant: storedMerchant, paid: [] }
  expect(told(planPayout(group(['a', 600]), facts))).toEqual(['new a'])
  expect(told(planPayout(group(['a', 601]), facts))).toEqual(['amount-too-high a'])
})

test.each([
  [null, 'merchant-not-found'],
  [{ ...storedMerchant, canBePaid: false }, 'merchant-not-ready'],
  [{ ...storedMerchant, pspReference: null }, 'merchant-not-ready'],
])('a merchant %j: %s', (merchant, expected) => {
  const payment = aPayment({ status: 'captured', capturedMinor: 1_000 })
  const facts = { payment, sharedMinor: 0, merchant, paid: [] }
  expect(told(planPayout(group(['a', 1]), facts))).toEqual([`${expected} a`])
})

test('items are sorted by what is known of them, and what was paid needs no room', () => {
  const other = { ...storedTransfer, transferId: 'tr_other' }
  const toAnother = { ...storedTransfer, merchantReference: 'MER-8' }
  const payment = aPayment({ status: 'captured', capturedMinor: 1_000 })
  const paid = [
    ...[moved('a', 100), moved('b', 200, other), moved('c', 300)],
    ...[moved('d', 400), moved('e', 500, toAnother)],
  ]
  const asked = group(
    ['x', 60],
    ['a', 100],
    ['b', 200],
    ['c', 300],
    ['d', 1],
    ['e', 500],
    ['y', 40],
  )
  const facts = { payment, sharedMinor: 900, merchant: storedMerchant, paid }
  expect(told(planPayout(asked, facts))).toEqual([
    'known a+c',
    'known b',
    'item-differs d+e',
    'new x+y',
  ])
})

const back = { ...storedTransfer, transferId: 'tr_back', kind: 'reversal' as const }

test.each<[[string, number][], [string, number][], string[]]>([
  [[['a', 1_000]], [], ['new a']],
  [[['a', 1_001]], [], ['amount-too-high a']],
  [[['a', 400]], [['a', 400]], ['known a']],
  [[['a', 600]], [['a', 400]], ['new a']],
  [[['a', 601]], [['a', 400]], ['amount-too-high a']],
  [
    [
      ['a', 400],
      ['b', 500],
    ],
    [['a', 400]],
    ['known a', 'new b'],
  ],
  [
    [
      ['a', 1_000],
      ['c', 1],
    ],
    [],
    ['item-differs c', 'new a'],
  ],
  [
    [
      ['a', 1_000],
      ['b', 501],
    ],
    [],
    ['amount-too-high a+b'],
  ],
])('%j is taken back, %j has come back before: %j', (asked, before, expected) => {
  const facts = {
    payout: storedTransfer,
    paid: [moved('a', 1_000), moved('b', 500)],
    reversed: before.map(([item, amountMinor]) => moved(item, amountMinor, back)),
  }
  expect(told(planReversal(reversal(...asked), facts))).toEqual(expected)
})

test.each<[Partial<Transfer> | null, string]>([
  [null, 'transfer-not-found'],
  [{ orderReference: 'DE--8' }, 'transfer-not-found'],
  [{ kind: 'reversal' }, 'transfer-not-found'],
  [{ state: 'failed' }, 'transfer-not-found'],
  [{ state: 'pending', pspReference: null }, 'outcome-unknown'],
  [{ state: 'unknown', pspReference: null }, 'outcome-unknown'],
  [{ merchantReference: 'MER-8' }, 'item-differs'],
])('nothing is taken back of %j: %s', (changes, expected) => {
  const payout = changes && { ...storedTransfer, ...changes }
  const facts = { payout, paid: [moved('a', 1_000)], reversed: [] }
  expect(told(planReversal(reversal(['a', 1]), facts))).toEqual([`${expected} a`])
})
