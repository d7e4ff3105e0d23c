import { expect, test } from 'vitest'
import { failureOf, noAnswer, refusal } from './failure.ts'

test('a refusal keeps the kind and the status that the widget looks for', () => {
  const error = refusal({ kind: 'cart-empty', status: 422 }, 'Cart is empty.')
  expect(error).toMatchObject({ kind: 'cart-empty', status: 422, message: 'Cart is empty.' })
  expect(failureOf(error)).toMatchObject({ kind: 'cart-empty', status: 422 })
})

test('a lost answer looks like one of fetch, without a kind: nobody knows what happened', () => {
  expect(noAnswer()).toBeInstanceOf(TypeError)
  expect(noAnswer()).not.toHaveProperty('kind')
  expect(failureOf(noAnswer())).toEqual({ kind: 'unreachable', status: null })
})

test('a mistake of our own is not mistaken for a lost answer', () => {
  expect(failureOf(new TypeError('x is not a function'))).toEqual({
    kind: 'internal-error',
    status: 500,
  })
})
