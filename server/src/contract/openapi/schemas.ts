import { z } from 'zod'
import { type FailureKind, failures } from '../failures.ts'
import { PaymentMethodView, PaymentView } from '../glue/payments.ts'
import type { Operation } from '../operation.ts'
import { addItem, CartItemView, changeItem, getCart, Totals } from '../shop/carts.ts'
import { getProduct } from '../shop/catalogue.ts'
import { OrderView } from '../shop/checkout.ts'

/** JSON Schema, as far as this document looks into it. */
export type JsonSchema = {
  type?: string | string[]
  $ref?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  default?: unknown
}

/** Schemas that several operations share, by the names that readers know them under. */
const sharedSchemas: Record<string, z.ZodType> = {
  Payment: PaymentView,
  PaymentMethod: PaymentMethodView,
  Cart: getCart.output,
  CartItem: CartItemView,
  CartItemInput: addItem.input,
  QuantityInput: changeItem.input,
  Totals,
  Order: OrderView,
  Product: getProduct.output,
}

export type SchemaSet = {
  schemas: Record<string, JsonSchema>
  refTo(schema: z.ZodType): JsonSchema
}

/** Every schema of these operations once, under a name, with references between them. */
export function collectSchemas(operations: readonly Operation[]): SchemaSet {
  const names = new Map<z.ZodType, string>()
  for (const [name, schema] of Object.entries(sharedSchemas)) names.set(schema, name)
  for (const { id, input, output } of operations) {
    const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`
    if (input && !names.has(input)) names.set(input, `${name}Input`)
    if (!names.has(output)) names.set(output, `${name}Output`)
  }
  return {
    schemas: { ...writeSchemas(names), ...errorSchemas },
    refTo: (schema) => ({ $ref: toPointer(names.get(schema) ?? '') }),
  }
}

/** These schemas as JSON Schema under their names, with references between them. */
export function writeSchemas(names: ReadonlyMap<z.ZodType, string>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [schema, id] of names) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: toPointer })
  const tidied = Object.entries(schemas).map(
    ([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema],
  )
  // What zod writes is JSON Schema, of which `JsonSchema` names the part that is read here.
  return Object.fromEntries(tidied) as Record<string, JsonSchema>
}

/** One schema as JSON Schema, with nothing around it. Those of parameters are objects, whose properties become parameters. */
export function writeSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...written } = z.toJSONSchema(schema, options)
  // As above: zod's own type is wider.
  return written as JsonSchema
}

export const toPointer = (name: string): string => `#/components/schemas/${name}`

/** What clients send is described in both directions: answers may gain fields, so none is closed. */
const options = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }) => {
    // Zod states the limits of safe integers, which say nothing about the field.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  },
} as const

const failureCodes = Object.values(failures).map(({ code }) => code)

const errorSchemas: Record<string, JsonSchema> = {
  Errors: {
    type: 'object',
    description: 'Failures as JSON:API errors. The HTTP status is that of the last one.',
    required: ['errors'],
    properties: {
      errors: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['code', 'status', 'detail', 'meta'],
          properties: {
            code: { type: 'string', enum: failureCodes, description: 'Stable.' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'What to change, for people.' },
            source: {
              type: 'object',
              description: 'Which part of the request is meant.',
              properties: {
                pointer: { type: 'string' },
                header: { type: 'string' },
                parameter: { type: 'string' },
              },
            },
            meta: {
              type: 'object',
              required: ['kind'],
              properties: {
                kind: { type: 'string', enum: Object.keys(failures) },
                transactionId: {
                  type: 'string',
                  description: "The shopper's own payment that is in the way.",
                },
              },
            },
          },
        },
      },
    },
  },
  AppErrors: {
    type: 'array',
    description: 'Failures in the shape that shops read: a bare list.',
    minItems: 1,
    items: {
      type: 'object',
      required: ['code', 'status', 'message', 'confirm'],
      properties: {
        code: { type: 'string', enum: failureCodes, description: 'Stable.' },
        status: { type: 'integer' },
        message: { type: 'string', description: 'What to change, for people.' },
        confirm: { type: 'null' },
      },
    },
  },
}

export type Example = { summary: string; description: string; value: unknown }

/** One example per failure and edge: `<kind>` as JSON:API, `app.<kind>` as shops' backends read it. */
export const failureExamples = (): Record<string, Example> =>
  Object.fromEntries(
    Object.entries(failures).flatMap(([kind, { code, status, detail }]) => {
      const words = { summary: `${code} ${kind}`, description: detail }
      const errors = [{ code, status, detail, meta: { kind } }]
      const list = [{ code, status, message: detail, confirm: null }]
      return [
        [kind, { ...words, value: { errors } }],
        [`app.${kind}`, { ...words, value: list }],
      ]
    }),
  )

/** The name of a failure's example in an edge's shape. */
export const exampleName = (kind: FailureKind, edge: 'glue' | 'app'): string =>
  edge === 'app' ? `app.${kind}` : kind
