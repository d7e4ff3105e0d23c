import { failuresOf } from '../failures-of.ts'
import type { Caller, Operation } from '../operation.ts'
import {
  type Content,
  json,
  jsonApi,
  type OpenApiOperation,
  type OpenApiResponse,
  type Parameter,
} from './document.ts'
import { describeFailures } from './failure-responses.ts'
import type { ParameterName } from './parameters.ts'
import { type JsonSchema, type SchemaSet, writeSchema } from './schemas.ts'

const security: Record<Caller, Record<string, string[]>[]> = {
  anyone: [{}, { guestId: [] }, { shopperToken: [] }],
  shopper: [{ shopperToken: [] }, { guestId: [] }],
  reader: [{ shopperToken: [] }, { guestId: [] }, { readToken: [] }],
  tenant: [{ appToken: [] }],
  operator: [{ operatorToken: [] }],
}

/** The same operation under a name that real shops use. */
export function describeAlias(
  operation: Operation,
  { path, type }: { path: string; type?: string },
  set: SchemaSet,
): OpenApiOperation {
  const described = describeOperation({ ...operation, type: type ?? operation.type }, set)
  return {
    ...described,
    operationId: `${operation.id}At${path.replaceAll(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    'x-alias-of': operation.id,
    description:
      `The name under which real shops call \`${operation.path}\`. ${described.description ?? ''}`.trim(),
  }
}

/** One operation of the contract as OpenAPI tells it. */
export function describeOperation(operation: Operation, set: SchemaSet): OpenApiOperation {
  const requestBody = describeRequest(operation, set)
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    parameters: describeParameters(operation),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [operation.status]: describeAnswer(operation, set),
      ...describeFailures(failuresOf(operation), operation.tag === 'app' ? 'app' : 'glue'),
    },
    security: security[operation.caller],
  }
}

function describeParameters(operation: Operation): (Parameter | { $ref: string })[] {
  const refTo = (name: ParameterName) => ({ $ref: `#/components/parameters/${name}` })
  return [
    ...(operation.params ? fromSchema(operation.params, 'path') : []),
    ...(operation.query ? fromSchema(operation.query, 'query') : []),
    ...(operation.idempotent ? [refTo('idempotencyKey')] : []),
    ...(operation.caller === 'operator'
      ? []
      : [refTo(operation.caller === 'tenant' ? 'ownTenant' : 'tenant')]),
    ...(operation.tag === 'app' ? [] : [refTo('acceptLanguage')]),
  ]
}

function fromSchema(
  schema: NonNullable<Operation['params']>,
  place: 'path' | 'query',
): Parameter[] {
  const { properties = {}, required = [] } = writeSchema(schema)
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    ...(required.includes(name) ? { required: true } : {}),
    ...(paramExamples[name] ? { example: paramExamples[name] } : {}),
    schema: property,
  }))
}

const paramExamples: Record<string, string> = {
  transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
  idCart: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
  sku: 'fjord',
  orderReference: 'DE--1042',
  q: 'lamp',
  include: 'payment-methods,carts',
  name: 'ForeignPaymentB2C',
}

function describeRequest(
  operation: Operation,
  set: SchemaSet,
): OpenApiOperation['requestBody'] | null {
  const { input, type, examples } = operation
  if (!input) return null
  if (operation.tag === 'app') {
    return {
      required: true,
      content: { [json]: { schema: set.refTo(input), example: examples.input } },
    }
  }
  const schema: JsonSchema = {
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'object',
        required: ['type', 'attributes'],
        properties: { type: { type: 'string', const: type }, attributes: set.refTo(input) },
      },
    },
  }
  const example = { data: { type, attributes: examples.input } }
  return {
    required: true,
    content: { [json]: { schema, example }, [jsonApi]: { schema, example } },
  }
}

function describeAnswer(operation: Operation, set: SchemaSet): OpenApiResponse {
  if (operation.status === 204) return { description: 'Done.' }
  const headers = operation.idempotent
    ? {
        'Idempotent-Replayed': {
          description:
            '`true` when this is the stored answer to an earlier request with the same key.',
          schema: { type: 'string', const: 'true' },
        },
      }
    : {}
  return { description: 'Done.', headers, content: describeContent(operation, set) }
}

function describeContent(operation: Operation, set: SchemaSet): Content {
  const { output, examples } = operation
  if (operation.media) {
    const example =
      operation.media === 'text/event-stream'
        ? `event: ${eventNames[operation.id]}\ndata: ${JSON.stringify(examples.output)}\n\n`
        : examples.output
    return { [operation.media]: { schema: { type: 'string' }, example } }
  }
  if (operation.tag === 'app') {
    return { [json]: { schema: set.refTo(output), example: examples.output } }
  }
  const type = answerTypes[operation.type] ?? operation.type
  const resource: JsonSchema = {
    type: 'object',
    required: ['type', 'id', 'attributes'],
    properties: {
      type: { type: 'string', const: type },
      id: { type: ['string', 'null'] },
      attributes: set.refTo(output),
      relationships: { type: 'object' },
      links: { type: 'object', properties: { self: { type: 'string' } } },
    },
  }
  const data: JsonSchema = operation.many ? { type: 'array', items: resource } : resource
  const one = { type, id: exampleId(operation, type), attributes: examples.output }
  const schema: JsonSchema = {
    type: 'object',
    required: ['data'],
    properties: { data, included: { type: 'array', items: { type: 'object' } } },
  }
  return { [jsonApi]: { schema, example: { data: operation.many ? [one] : one } } }
}

const eventNames: Record<string, string> = { streamPayment: 'payment', streamChanges: 'changes' }

/** Whoever changes an item is answered with its cart. */
const answerTypes: Record<string, string> = { 'guest-cart-items': 'guest-carts', items: 'carts' }

const exampleIds: Record<string, string> = {
  'payment-methods': 'sandbox-card',
  'guest-carts': '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
  carts: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
  'concrete-products': 'fjord',
  checkout: 'DE--1042',
  orders: 'DE--1042',
  'order-cancellations': 'DE--1042',
  'payment-dossiers': 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
  'order-dossiers': 'DE--1042',
}

const exampleId = ({ id }: Operation, type: string): string | null =>
  id === 'getPayment' ? 'tx_Zk3vX0bq9GJt1v7mCw2LQA' : (exampleIds[type] ?? null)
