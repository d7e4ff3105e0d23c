import { readFile } from 'node:fs/promises'
import specification from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' }
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createAsyncApi } from './asyncapi.ts'
import { inboundTexts, outboundTexts } from './message-texts.ts'
import { inboundMessages, outboundMessages } from './messages.ts'
import { documentUrl } from './write-documents.ts'

const document = createAsyncApi({ publicUrl: 'https://pay.shop.example' })
const messages = { ...outboundMessages, ...inboundMessages }
const texts = { ...outboundTexts, ...inboundTexts }
const names = Object.keys(messages) as (keyof typeof messages)[]

/** What the JSON Schema of the specification itself says against it. */
const errorsOf = (value: unknown) => {
  const ajv = new Ajv({ strict: false, validateFormats: true, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(specification)
  return validate(JSON.parse(JSON.stringify(value))) ? [] : (validate.errors ?? [])
}

test('the document is valid AsyncAPI 3.0', () => {
  expect(errorsOf(document)).toEqual([])
})

test('a document that is not is noticed', () => {
  expect(errorsOf({ ...document, operations: { broken: { action: 'shout' } } })).not.toEqual([])
  expect(errorsOf({ ...document, info: {} })).not.toEqual([])
})

test('every reference leads somewhere', () => {
  const targetOf = (ref: string): unknown =>
    ref
      .slice(2)
      .split('/')
      .reduce(
        (value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key],
        document,
      )
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, ref = '']) => ref,
  )
  expect(refs.length).toBeGreaterThan(60)
  expect(refs.filter((ref) => !ref.startsWith('#/') || targetOf(ref) === undefined)).toEqual([])
})

test('every message is on its channel, and in an operation of its direction', () => {
  for (const name of names) {
    const channel = messages[name].channel
    expect(Object.keys(document.channels[channel]?.messages ?? {})).toContain(name)
    const action = name in outboundMessages ? 'send' : 'receive'
    const told = Object.values(document.operations).filter(({ messages: refs }) =>
      refs.some(({ $ref }) => $ref === `#/channels/${channel}/messages/${name}`),
    )
    expect(told.map((operation) => operation.action)).toEqual([action])
  }
})

test.each(names)('the example of %s is one, by our schema and by the published one', (name) => {
  const { example, summary, when } = texts[name]
  expect(summary.length * when.length).toBeGreaterThan(0)
  expect(messages[name].payload.safeParse(example).error).toBeUndefined()
  const pointer = document.components.messages[name]?.payload.$ref.split('/').at(-1) ?? ''
  const published = document.components.schemas[pointer]
  const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(published)))
  expect(validator.safeParse(example).error).toBeUndefined()
  expect(validator.safeParse({}).success).toBe(false)
})

test('JSON strings inside of examples are JSON', () => {
  for (const { example } of Object.values(texts)) {
    for (const field of ['details', 'context']) {
      const text = example[field]
      if (typeof text === 'string') expect(() => JSON.parse(text)).not.toThrow()
    }
  }
})

test('the page has a section for every message, and each example on it is that of the contract', async () => {
  const page = await readFile(documentUrl('docs/messages.md'), 'utf8')
  const sections = [...page.matchAll(/^### (\w+)\n[\s\S]*?```json\n([\s\S]*?)```/gm)].map(
    ([, name = '', example = '']) => [name, JSON.parse(example)],
  )
  expect(sections).toEqual(names.map((name) => [name, texts[name].example]))
})
