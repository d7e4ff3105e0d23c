import { expect, test } from 'vitest'
import { mayMoveMoney, sharedEvents } from './shared-events.ts'

test('only what every selected item allows is offered', () => {
  expect(sharedEvents([{ events: ['ship', 'cancel'] }, { events: ['cancel', 'refund'] }])).toEqual([
    'cancel',
  ])
  expect(sharedEvents([{ events: ['ship'] }, { events: ['refund'] }])).toEqual([])
  expect(sharedEvents([])).toEqual([])
})

test('what takes or gives back money is asked about, what only moves goods is not', () => {
  expect(
    ['capture', 'refund', 'cancel', 'retry payment', 'merchant payout'].every(mayMoveMoney),
  ).toBe(true)
  expect(['ship', 'deliver', 'export'].some(mayMoveMoney)).toBe(false)
})
