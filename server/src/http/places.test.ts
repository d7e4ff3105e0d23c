import { expect, test } from 'vitest'
import { createPlaces } from './places.ts'

test('nobody takes the places of others, and all together are limited', () => {
  const take = createPlaces({ each: 2, all: 3 })
  expect(take('greedy')).not.toBeNull()
  const leave = take('greedy')
  expect(take('greedy')).toBeNull()
  expect(take('other')).not.toBeNull()
  expect(take('third')).toBeNull()
  leave?.()
  leave?.()
  expect(take('third')).not.toBeNull()
  expect(take('fourth')).toBeNull()
})
