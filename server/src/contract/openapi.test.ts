import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { appContract } from './app/contract.ts'
import { backOfficeContract, backOfficeMedia } from './back-office/contract.ts'
import { failures } from './failures.ts'
import { failuresOf } from './failures-of.ts'
import { glueContract } from './glue/contract.ts'
import type { Content, OpenApiOperation } from './openapi/document.ts'
import { createOpenApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { shopContract } from './shop/contract.ts'
import { documentUrl, writtenDocuments } from './write-documents.ts'

const contract: readonly Operation[] = [
  ...glueContract,
  ...appContract,
  ...shopContract,
  ...backOfficeContract,
  ...backOfficeMedia,
]
const openApi = createOpenApi({ publicUrl: 'https://pay.shop.example', withShop: true })
const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test.each([true, false])(
  'the document is valid OpenAPI 3.1 (with the built-in shop: %s)',
  async (withShop) => {
    const document = createOpenApi({ publicUrl: 'https://pay.shop.example', withShop })
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
    expect(validator.version).toBe('3.1')
  },
)

test('every operation is described under each of its paths, once by id', () => {
  const told = described.map(({ method, path }) => `${method} ${path}`)
  const served = contract.flatMap(({ method, path, aliases = [] }) =>
    [path, ...aliases.map((alias) => alias.path)].map((each) => `${method} ${each}`),
  )
  expect(told).toEqual(expect.arrayContaining(served))
  const ids = described.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('without the built-in shop none of its operations is described', () => {
  const { paths } = createOpenApi({ publicUrl: 'https://pay.shop.example', withShop: false })
  expect(Object.keys(paths)).toContain('/payments')
  for (const { path } of shopContract) expect(Object.keys(paths)).not.toContain(path)
})

test.each(contract)(
  'every failure of $id is described with its status, code and example',
  (operation) => {
    const responses = openApi.paths[operation.path]?.[operation.method]?.responses ?? {}
    for (const kind of failuresOf(operation)) {
      const { status, code } = failures[kind]
      const response = responses[status]
      expect(response?.description).toContain(`\`${code}\` ${kind}`)
      const [content] = Object.values(response?.content ?? {})
      const name = content?.examples?.[kind]?.$ref.replace('#/components/examples/', '') ?? ''
      const { value } = openApi.components.examples[name] ?? {}
      expect(JSON.stringify(value)).toContain(`"code":"${code}","status":${status}`)
    }
  },
)

const unresolved = (text: string): string[] =>
  [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].flatMap(
    ([ref, kind = '', name = '']) => {
      const components: Record<string, Record<string, unknown>> = { ...openApi.components }
      return components[kind]?.[name] ? [] : [ref]
    },
  )

test('every reference leads somewhere', () => {
  expect(unresolved(JSON.stringify(openApi))).toEqual([])
  expect(unresolved('{"$ref":"#/components/schemas/Nowhere"}')).toHaveLength(1)
})

/** A published schema as a validator, with its references. */
const validatorOf = (schema: object): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(
      JSON.stringify({ ...schema, $defs: openApi.components.schemas }).replaceAll(
        '#/components/schemas/',
        '#/$defs/',
      ),
    ),
  )

const contentsOf = ({ requestBody, responses }: OpenApiOperation): Content[] => [
  ...(requestBody ? [requestBody.content] : []),
  ...Object.values(responses).flatMap(({ content }) => (content ? [content] : [])),
]

test.each(described)('the examples of $method $path match their schemas', ({ operation }) => {
  for (const content of contentsOf(operation)) {
    for (const { schema, example, examples = {} } of Object.values(content)) {
      const named = Object.values(examples).map(
        ({ $ref }) =>
          openApi.components.examples[$ref.replace('#/components/examples/', '')]?.value,
      )
      for (const value of example === undefined ? named : [example, ...named]) {
        expect(validatorOf(schema).safeParse(value).error).toBeUndefined()
      }
    }
  }
})

test('an example that breaks its schema is noticed', () => {
  const content = openApi.paths['/payments']?.['post']?.requestBody?.content['application/json']
  const broken = { data: { type: 'payments', attributes: { payment: { amount: -1 } } } }
  expect(validatorOf(content?.schema ?? {}).safeParse(broken).success).toBe(false)
})

test.each(contract)(
  'the example of $id is accepted by its contract',
  ({ input, output, examples }) => {
    if (input) expect(input.safeParse(examples.input).error).toBeUndefined()
    expect(output.safeParse(examples.output).error).toBeUndefined()
  },
)

test.each(Object.keys(writtenDocuments()))(
  '%s is as the contract says; `pnpm contract` writes it',
  async (path) => {
    expect(await readFile(documentUrl(path), 'utf8')).toBe(writtenDocuments()[path])
  },
)
