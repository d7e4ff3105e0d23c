import { expect, test } from 'vitest'
import { createCounters, type Hit } from './counters.ts'
import { createRates } from './rates.ts'

const rates = createRates({ shopper: 10, address: 100, tenant: 0 })
const of = (key: string): Hit => ({ rate: 'shopper', tenant: 'demo', key })
const minute = 60_000

test('a count moves on to the window before, and is forgotten after that', () => {
  const counters = createCounters(rates, 10)
  counters.at(of('ada'), 0).own += 3
  expect(counters.seen(of('ada'), minute - 1)).toEqual({ current: 3, previous: 0 })
  expect(counters.seen(of('ada'), minute)).toEqual({ current: 0, previous: 3 })
  counters.forgetOld(minute)
  expect(counters.seen(of('ada'), minute)).toEqual({ current: 0, previous: 3 })
  counters.forgetOld(2 * minute)
  expect(counters.seen(of('ada'), minute)).toEqual({ current: 0, previous: 0 })
})

test('however many keys there are, only so many are kept: those that were used last', () => {
  const counters = createCounters(rates, 3)
  for (const key of ['a', 'b', 'c', 'a', 'd']) counters.at(of(key), 0).own += 1
  const counted = ['a', 'b', 'c', 'd'].map((key) => counters.seen(of(key), 0).current)
  expect(counted).toEqual([2, 0, 1, 1])
})

test('a key of one tenant is another one of the next', () => {
  const counters = createCounters(rates, 10)
  counters.at(of('ada'), 0).own += 3
  expect(counters.seen({ ...of('ada'), tenant: 'other' }, 0).current).toBe(0)
})

test('others hear of a key once it was asked for often, and of all that follows', () => {
  const counters = createCounters(rates, 10)
  const often: Hit = { rate: 'address', tenant: 'demo', key: 'x' }
  counters.at(often, 0).own += 9
  expect(counters.due(10)).toEqual([])
  counters.at(often, 0).own += 1
  expect(counters.due(10)).toMatchObject([{ own: 10 }])
  Object.assign(counters.at(often, 0), { own: 0, shared: 10 })
  expect(counters.due(10)).toEqual([])
  counters.at(often, 0).own += 1
  expect(counters.due(10)).toMatchObject([{ own: 1 }])
})
