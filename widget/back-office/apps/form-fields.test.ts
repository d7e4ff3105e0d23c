import { expect, test } from 'vitest'
import type { AppForm } from '../api/contract.ts'
import { findProblems, isChanged, toConfiguration, toFormFields } from './form-fields.ts'

const form: Pick<AppForm, 'schema'> = {
  schema: {
    properties: {
      environment: { type: 'string', enum: ['test', 'live'] },
      model: {
        type: 'string',
        enum: ['direct', 'marketplace'],
        default: 'direct',
        title: 'Model',
        options: { direct: 'One shop' },
        words: { de: { title: 'Modell', options: { direct: 'Ein Shop' } } },
      },
      secretKey: { type: 'string', title: 'Secret key', writeOnly: true },
      pageTitle: { type: 'string', description: 'On the page.', maxLength: 5 },
      retries: { type: 'integer' },
      isLoud: { type: 'boolean' },
      colours: { type: 'array' },
    },
    required: ['environment', 'secretKey'],
  },
}
const words = {
  required: 'missing',
  tooLong: (max: number) => `more than ${max}`,
  noNumber: 'no number',
}
const stored = {
  mode: 'test',
  status: 'CONNECTED',
  version: 2,
  configuration: { environment: 'test', model: 'marketplace', pageTitle: 'Lamps', isLoud: true },
  secrets: { secretKey: true },
} as const

test('each field is shown as what it is, and where it runs is not asked for', () => {
  const fields = toFormFields(form, null, 'en')
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['model', 'choice'],
    ['secretKey', 'secret'],
    ['pageTitle', 'text'],
    ['retries', 'number'],
    ['isLoud', 'toggle'],
  ])
  expect(fields[0]).toMatchObject({
    title: 'Model',
    initial: 'direct',
    choices: [
      { value: 'direct', label: 'One shop' },
      { value: 'marketplace', label: 'marketplace' },
    ],
  })
})

test('a language that the schema speaks is spoken, and where it is silent English is', () => {
  const [model, secretKey] = toFormFields(form, null, 'de')
  expect([model?.title, model?.choices[0]?.label]).toEqual(['Modell', 'Ein Shop'])
  expect(secretKey?.title).toBe('Secret key')
})

test('what is stored is shown, but for secrets, which are only said to be stored', () => {
  const fields = toFormFields(form, stored, 'en')
  expect(fields.map(({ name, initial }) => [name, initial])).toEqual([
    ['model', 'marketplace'],
    ['secretKey', ''],
    ['pageTitle', 'Lamps'],
    ['retries', ''],
    ['isLoud', true],
  ])
  expect(fields.filter(({ isStored }) => isStored).map(({ name }) => name)).toEqual(['secretKey'])
})

test('a secret must be given once, and may stay empty when one is stored', () => {
  const problems = (connection: typeof stored | null) =>
    findProblems(toFormFields(form, connection, 'en'), { secretKey: '  ' }, words)
  expect(problems(null)).toEqual({ secretKey: 'missing' })
  expect(problems(stored)).toEqual({})
})

test('what is longer than the schema allows is told, and spaces around it do not count', () => {
  const problems = (pageTitle: string) =>
    findProblems(toFormFields(form, stored, 'en'), { pageTitle }, words)
  expect(problems('Lamps ')).toEqual({})
  expect(problems('Lamps!')).toEqual({ pageTitle: 'more than 5' })
})

test.each([
  ['3', {}],
  ['0.5', {}],
  ['three', { retries: 'no number' }],
  ['1,5', { retries: 'no number' }],
])('a number that is written as "%s" is told before it is sent', (retries, problems) => {
  const fields = toFormFields(form, stored, 'en')
  expect(findProblems(fields, { retries }, words)).toEqual(problems)
})

test('an empty secret is kept, an empty text is removed, and numbers are numbers', () => {
  const fields = toFormFields(form, stored, 'en')
  const values = { model: 'direct', secretKey: '', pageTitle: ' ', retries: '3', isLoud: false }
  expect(toConfiguration(form, fields, { values, mode: 'live' })).toEqual({
    ...{ model: 'direct', secretKey: '', pageTitle: null, retries: 3, isLoud: false },
    environment: 'live',
  })
})

test('only what differs from what is stored is a change', () => {
  const fields = toFormFields(form, stored, 'en')
  const values = Object.fromEntries(fields.map(({ name, initial }) => [name, initial]))
  expect(isChanged(fields, values)).toBe(false)
  expect(isChanged(fields, { ...values, secretKey: 'sk' })).toBe(true)
})
