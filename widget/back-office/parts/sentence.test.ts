import { expect, test } from 'vitest'
import { fromWords, toSentence } from './sentence.ts'

test('gaps are filled, and marks become pieces', () => {
  expect(toSentence('Webhook **{name}** arrived · `{id}`', { name: 'charge.x', id: 'e1' })).toEqual(
    [
      { kind: 'plain', text: 'Webhook ' },
      { kind: 'strong', text: 'charge.x' },
      { kind: 'plain', text: ' arrived · ' },
      { kind: 'detail', text: 'e1' },
    ],
  )
})

test('a detail that is not known is left out', () => {
  expect(toSentence('**Capture** asked for `{amountMinor}`', {})).toEqual([
    { kind: 'strong', text: 'Capture' },
    { kind: 'plain', text: ' asked for ' },
  ])
})

test('a sentence that misses what it is about is not said', () => {
  expect(toSentence('**{amountMinor} captured**', {})).toBeNull()
})

test('in a sentence of the server the first value is what matters', () => {
  expect(fromWords('The shop never took PaymentCaptured', { name: 'PaymentCaptured' })).toEqual([
    { kind: 'plain', text: 'The shop never took ' },
    { kind: 'strong', text: 'PaymentCaptured' },
  ])
  expect(fromWords('payment created', { event: 'payment-created', from: '' })).toEqual([
    { kind: 'plain', text: 'payment created' },
  ])
})
