import { expect, test } from 'vitest'
import { toGroups } from './transfer-groups.ts'

const item = (
  orderReference: string,
  merchantReference: string,
  changes: { amount?: number; transferId?: string | null } = {},
) => ({
  ...{ orderReference, merchantReference, itemReference: `${orderReference}/${merchantReference}` },
  amount: changes.transferId ? -100 : 100,
  ...changes,
})

const shape = (items: Parameters<typeof toGroups>[0]) =>
  toGroups(items).map(({ kind, orderReference, merchantReference, ofTransfer, items: all }) => [
    ...[kind, orderReference, ofTransfer ?? merchantReference],
    all.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  ])

test('what is paid out goes together by order and merchant, in the order in which it was asked', () => {
  expect(
    shape([item('DE--1', 'B'), item('DE--2', 'B'), item('DE--1', 'A'), item('DE--1', 'B')]),
  ).toEqual([
    ['payout', 'DE--1', 'B', 200],
    ['payout', 'DE--2', 'B', 100],
    ['payout', 'DE--1', 'A', 100],
  ])
})

test('what is taken back goes together by transfer and order, and its amounts are positive here', () => {
  const transferId = 'tr_1'
  expect(
    shape([
      item('DE--1', 'A', { transferId }),
      item('DE--1', 'A'),
      item('DE--1', 'A', { transferId, amount: -50 }),
      item('DE--2', 'A', { transferId }),
    ]),
  ).toEqual([
    ['reversal', 'DE--1', 'tr_1', 150],
    ['payout', 'DE--1', 'A', 100],
    ['reversal', 'DE--2', 'tr_1', 100],
  ])
})

test('names that look alike in a row are kept apart', () => {
  expect(toGroups([item('a', 'b,c'), item('a,b', 'c')])).toHaveLength(2)
})
