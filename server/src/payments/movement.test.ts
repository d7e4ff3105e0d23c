import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MovementStatus, PspMovement } from '../psp/psp.ts'
import {
  type Movement,
  mergeMovements,
  movementsMax,
  succeededMinor,
  underWayMinor,
} from './movement.ts'

const ours = (overrides: Partial<Movement> = {}): Movement => ({
  kind: 'capture',
  operationId: 'op_1',
  amountMinor: 1_000,
  orderItemIds: ['7'],
  status: 'pending',
  failureReason: null,
  ...overrides,
})

const theirs = (overrides: Partial<PspMovement> = {}): PspMovement => ({
  kind: 'capture',
  operationId: 'op_1',
  pspReference: 'cap_1',
  amountMinor: 1_000,
  status: 'succeeded',
  failureReason: null,
  ...overrides,
})

/** What we knew: these movements, and the sums that go with them. */
const known = (
  movements: readonly Movement[],
  sums: { capturedMinor?: number; refundedMinor?: number } = {},
) => ({
  movements,
  capturedMinor: succeededMinor(movements, 'capture'),
  refundedMinor: succeededMinor(movements, 'refund'),
  ...sums,
})

const picture = (
  movements: PspMovement[],
  sums: { capturedMinor?: number; refundedMinor?: number } = {},
) => ({
  status: 'captured' as const,
  movements,
  capturedMinor: 0,
  refundedMinor: 0,
  ...sums,
})

test('what the provider says of a movement counts, and the items stay ours', () => {
  expect(mergeMovements(known([ours()]), picture([theirs()]))).toEqual([
    ours({ status: 'succeeded' }),
  ])
})

test('money that somebody else moved is added, without items', () => {
  const foreign = theirs({ operationId: null, kind: 'refund', pspReference: 're_9' })
  const [, added] = mergeMovements(known([ours()]), picture([theirs(), foreign]))
  expect(added).toMatchObject({ kind: 'refund', operationId: 're_9', orderItemIds: [] })
})

test('a provider that lists nothing is believed by its sums, the oldest movement first', () => {
  const movements = [
    ours({ kind: 'refund', operationId: 'op_1', amountMinor: 300 }),
    ours({ kind: 'refund', operationId: 'op_2', amountMinor: 700 }),
  ]
  const merged = mergeMovements(
    known(movements, { capturedMinor: 1_000 }),
    picture([], { capturedMinor: 1_000, refundedMinor: 400 }),
  )
  expect(merged.map(({ status }) => status)).toEqual(['succeeded', 'pending'])
})

test('a listed movement that is on its way is not taken for done because a sum is high enough', () => {
  const pending = theirs({ kind: 'refund', status: 'pending' })
  const merged = mergeMovements(
    known([ours({ kind: 'refund' })], { capturedMinor: 5_000 }),
    picture([pending], { capturedMinor: 5_000, refundedMinor: 5_000 }),
  )
  expect(merged[0]?.status).toBe('pending')
})

test('however news repeats and mixes, a movement is counted once and never both moved and on its way', () => {
  const status = fc.constantFrom<MovementStatus>('pending', 'processing', 'succeeded', 'failed')
  const news = fc.array(fc.record({ id: fc.integer({ min: 1, max: 4 }), status }), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(news, (told) => {
      const merged = told.reduce(
        (movements, { id, status: now }) =>
          mergeMovements(
            known(movements),
            picture([theirs({ operationId: `op_${id}`, status: now })]),
          ),
        [] as readonly Movement[],
      )
      const ids = new Set(told.map(({ id }) => id))
      expect(merged).toHaveLength(ids.size)
      expect(merged.length).toBeLessThanOrEqual(movementsMax)
      expect(
        succeededMinor(merged, 'capture') + underWayMinor(merged, 'capture'),
      ).toBeLessThanOrEqual(ids.size * 1_000)
    }),
  )
})
