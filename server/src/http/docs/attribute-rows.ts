import type { OpenApi } from '../../contract/openapi/document.ts'
import type { JsonSchema } from '../../contract/openapi/schemas.ts'

/** One line of a table of attributes; `name` is a path such as `payment.amount` or `items[].sku`. */
export type AttributeRow = { name: string; type: string; isRequired: boolean; description: string }

const depthMax = 4

/** The attributes of a schema as lines, nested ones after their parent. */
export function attributeRows(
  openApi: OpenApi,
  schema: JsonSchema,
  prefix = '',
  depth = 0,
): AttributeRow[] {
  const { properties = {}, required = [] } = resolve(openApi, schema)
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = `${prefix}${key}`
    const { schema: inner, suffix } = unwrap(openApi, property)
    const row = {
      name,
      type: typeOf(openApi, property),
      isRequired: required.includes(key),
      description: describe(openApi, property),
    }
    return depth < depthMax
      ? [row, ...attributeRows(openApi, inner, `${name}${suffix}.`, depth + 1)]
      : [row]
  })
}

function resolve({ components }: OpenApi, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : { ...components.schemas[name], ...schema }
}

/** What stands inside a list or beside `null`, since that is what has attributes of its own. */
function unwrap(openApi: OpenApi, schema: JsonSchema): { schema: JsonSchema; suffix: string } {
  const resolved = resolve(openApi, schema)
  if (resolved.items) {
    const { schema: inner, suffix } = unwrap(openApi, resolved.items)
    return { schema: inner, suffix: `[]${suffix}` }
  }
  const choice = resolved.anyOf?.find(({ type }) => type !== 'null')
  return choice ? unwrap(openApi, choice) : { schema: resolved, suffix: '' }
}

function typeOf(openApi: OpenApi, schema: JsonSchema): string {
  const { anyOf, items, type, format, const: only } = resolve(openApi, schema)
  if (anyOf)
    return [...new Set(anyOf.flatMap((one) => typeOf(openApi, one).split(' or ')))].join(' or ')
  if (items) return `list of ${typeOf(openApi, items)}`
  if (only !== undefined) return JSON.stringify(only)
  const name = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything')
  return format ? `${name} (${format})` : name
}

/** What the contract says of an attribute, followed by its limits. */
function describe(openApi: OpenApi, schema: JsonSchema): string {
  const resolved = resolve(openApi, schema)
  const limited = resolved.anyOf?.find(({ type }) => type !== 'null') ?? resolved
  const said = resolved.description
  return [...(said ? [said] : []), ...limitsOf(resolve(openApi, limited))].join(' ')
}

function limitsOf(schema: JsonSchema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, format } = schema
  const { default: byDefault, enum: values } = schema
  const range = (what: string, least?: number, most?: number): string[] => {
    if (least !== undefined && most !== undefined) return [`${least} to ${most}${what}.`]
    if (most !== undefined) return [`At most ${most}${what}.`]
    return least === undefined ? [] : [`At least ${least}${what}.`]
  }
  return [
    ...(values ? [`One of ${values.join(', ')}.`] : []),
    ...range(' characters', minLength, maxLength),
    ...range('', minimum, maximum),
    ...range(' entries', minItems, maxItems),
    // The pattern of a known format says the same in a way that nobody reads.
    ...(pattern && !format ? [`Pattern ${pattern}.`] : []),
    ...(byDefault === undefined ? [] : [`${JSON.stringify(byDefault)} when absent.`]),
  ]
}
