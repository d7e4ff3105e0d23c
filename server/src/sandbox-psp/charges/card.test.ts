import { expect, test } from 'vitest'
import { type CardForm, endingKeys, endingOf, findProblems, testCards } from './card.ts'

const now = new Date('2026-06-15T12:00:00Z')
const aForm = (changes: Partial<CardForm> = {}): CardForm => ({
  number: '4242 4242 4242 4242',
  expiry: '12 / 29',
  code: '123',
  name: 'Ada Kern',
  ...changes,
})

test.each(endingKeys)('the test card of the ending %s is a card that the form accepts', (key) => {
  const { number, ending } = testCards[key]
  expect(findProblems(aForm({ number }), now)).toEqual({})
  expect(endingOf(number)).toEqual(ending)
})

test.each([
  ['a number with a typo', { number: '4242 4242 4242 4241' }, { number: 'invalid' }],
  ['a number that is too short', { number: '4242' }, { number: 'invalid' }],
  ['a number with letters', { number: '4242 4242 4242 424x' }, { number: 'invalid' }],
  ['no number', { number: '  ' }, { number: 'missing' }],
  ['a month that does not exist', { expiry: '13 / 29' }, { expiry: 'invalid' }],
  ['an expiry that is no date', { expiry: 'soon' }, { expiry: 'invalid' }],
  ['a card of last month', { expiry: '05/26' }, { expiry: 'expired' }],
  ['no expiry', { expiry: '' }, { expiry: 'missing' }],
  ['a code with two digits', { code: '12' }, { code: 'invalid' }],
  ['no code', { code: '' }, { code: 'missing' }],
  ['no name', { name: ' ' }, { name: 'missing' }],
  ['a name without end', { name: 'a'.repeat(101) }, { name: 'invalid' }],
])('%s is a problem of its field alone', (_, changes, problems) => {
  expect(findProblems(aForm(changes), now)).toEqual(problems)
})

test.each(['06/26', '6/26', '0626', '06 / 2026', '06-26'])(
  'a card of this month, written %s, is good',
  (expiry) => {
    expect(findProblems(aForm({ expiry }), now)).toEqual({})
  },
)

test('a number that is no test card is told apart', () => {
  expect(endingOf('5555555555554444')).toEqual({ kind: 'declined', code: 'test_card_expected' })
})
