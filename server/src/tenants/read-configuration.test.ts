import { expect, test } from 'vitest'
import { createFakeKind } from '../testing/app-world.ts'
import { readConfiguration } from './read-configuration.ts'

const kind = createFakeKind(() => ({ kind: 'unknown', because: 'nobody asked' }))
const stored = {
  environment: 'test',
  businessModel: 'direct',
  secretKey: 'sk-stored-1',
  webhookSecret: 'wh-stored-1',
  pageTitle: 'Lamps',
}
const read = (given: Record<string, unknown>, before: Record<string, unknown> = stored) =>
  readConfiguration(kind, before, given)

test('new keys replace stored ones, and the others stay', () => {
  const result = read({ pageTitle: 'Chairs' })
  expect(result.ok && result.value.whole).toEqual({ ...stored, pageTitle: 'Chairs' })
})

test('secrets are kept apart from what may be seen', () => {
  const result = read({ methods: [{ method: 'card' }] })
  expect(result.ok && result.value.secrets).toEqual({
    secretKey: 'sk-stored-1',
    webhookSecret: 'wh-stored-1',
  })
  expect(result.ok && result.value.visible).toEqual({
    environment: 'test',
    businessModel: 'direct',
    pageTitle: 'Lamps',
    methods: [{ method: 'card' }],
  })
})

test('a secret that is sent empty is kept, as a form sends what nobody typed', () => {
  const result = read({ secretKey: '' })
  expect(result.ok && result.value.whole['secretKey']).toBe('sk-stored-1')
})

test('null removes what may be absent, and names what may not', () => {
  const removed = read({ pageTitle: null })
  expect(removed.ok && removed.value.whole).not.toHaveProperty('pageTitle')
  const refused = read({ secretKey: null })
  expect(!refused.ok && refused.failure.map(({ field }) => field)).toEqual(['secretKey'])
})

test('every field that is wrong is named, and so is one that nobody knows', () => {
  const refused = read(
    { environment: 'staging', secretKey: 'short', secretkey: 'typo', pageTitle: 'x'.repeat(21) },
    {},
  )
  expect(!refused.ok && refused.failure.map(({ field }) => field).toSorted()).toEqual([
    'environment',
    'pageTitle',
    'secretKey',
    'secretkey',
    'webhookSecret',
  ])
})

test.each(['', null, 'x'])('names that every object has are no keys, with %j neither', (value) => {
  const refused = read({ toString: value, valueOf: value })
  const fields = refused.ok ? [] : refused.failure.map(({ field }) => field)
  expect(fields).toEqual(value === null ? [] : ['toString', 'valueOf'])
})

test.each([
  [[{ method: 'card', currencies: ['euro'] }], 'methods.0.currencies.0'],
  [[{ method: 'card', countries: ['Germany'] }], 'methods.0.countries.0'],
  [[{ method: 'card', minimumAmount: 1.5 }], 'methods.0.minimumAmount'],
  [[{ method: 'card', colour: 'red' }], 'methods.0.colour'],
  [[{ method: 'card' }, { method: 'CARD' }], 'methods'],
  [[{ method: 'card', minimumAmount: 200, maximumAmount: 100 }], 'methods'],
  ['card', 'methods'],
])('methods %j are refused at %s', (methods, field) => {
  const refused = read({ methods })
  expect(!refused.ok && refused.failure.map((problem) => problem.field)).toEqual([field])
})

test('a problem never repeats a secret', () => {
  const refused = read({ secretKey: 'sk-1-x', webhookSecret: ['wh-secret-value'] })
  expect(JSON.stringify(refused)).not.toMatch(/sk-1-x|wh-secret-value/)
})
