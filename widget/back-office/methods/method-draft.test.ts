import { expect, test } from 'vitest'
import { aMethodRow } from '../testing/builders.ts'
import {
  asProviderHas,
  findProblems,
  isChangedList,
  moved,
  toDraft,
  toSettings,
} from './method-draft.ts'

const locale = 'en-GB'
const settings = (change: Partial<ReturnType<typeof toDraft>>, row = aMethodRow()) =>
  toSettings({ ...toDraft(row, locale), ...change }, row, locale)
const problems = (change: Partial<ReturnType<typeof toDraft>>) =>
  findProblems({ ...toDraft(aMethodRow(), locale), ...change }, aMethodRow(), locale)

test('what is as the provider has it is not said again', () => {
  expect(settings({})).toEqual({ method: 'card' })
  expect(settings({ isEnabled: false })).toEqual({ method: 'card', isEnabled: false })
})

test('codes are taken as people type them, and limits in the money that they mean', () => {
  expect(
    settings({ countries: 'de; at,DE', currencies: 'eur', minimum: '10', maximum: '1,000.50' }),
  ).toEqual({
    method: 'card',
    countries: ['DE', 'AT'],
    currencies: ['EUR'],
    minimumAmount: 1000,
    maximumAmount: 100_050,
  })
})

test('a limit that the provider has can be taken away, and back to its own is no setting', () => {
  const row = aMethodRow({ maximumAmount: 5000 })
  row.providerHas.maximumAmount = 5000
  expect(settings({ maximum: '' }, row)).toEqual({ method: 'card', maximumAmount: null })
  const changed = { ...row, maximumAmount: 700, countries: ['DE'] }
  expect(toSettings(asProviderHas(changed, locale), changed, locale)).toEqual({ method: 'card' })
})

test('a name in one language leaves the others as the provider has them', () => {
  const { names } = toDraft(aMethodRow(), locale)
  const german = { name: 'Kreditkarte', description: '' }
  expect(settings({ names: { ...names, de: german } })).toEqual({
    method: 'card',
    names: { de: german },
  })
})

test('what cannot be saved is said for its field', () => {
  expect(problems({})).toEqual({})
  expect(problems({ countries: 'Germany' })).toEqual({ countries: 'countries' })
  expect(problems({ currencies: '€' })).toEqual({ currencies: 'currencies' })
  expect(problems({ placements: [] })).toEqual({ placements: 'placements' })
  expect(problems({ minimum: 'ten' })).toEqual({ minimum: 'amount' })
  expect(problems({ minimum: '20', maximum: '10' })).toEqual({ maximum: 'order' })
  expect(problems({ names: { en: { name: ' ', description: '' } } })).toEqual({ names: 'name' })
})

test('an entry is moved, and the others keep their order', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})

test('another order is a change, and the same one again is none', () => {
  const methods = [aMethodRow(), aMethodRow({ method: 'wallet' })]
  const drafts = methods.map((row) => toDraft(row, locale))
  expect(isChangedList(drafts, { methods }, locale)).toBe(false)
  expect(isChangedList(moved(drafts, 0, 1), { methods }, locale)).toBe(true)
})
