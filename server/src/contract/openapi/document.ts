import type { Example, JsonSchema } from './schemas.ts'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  example?: string
  schema: JsonSchema
}

export type Content = Record<
  string,
  { schema: JsonSchema; example?: unknown; examples?: Record<string, { $ref: string }> }
>

export type OpenApiResponse = {
  description: string
  headers?: Record<string, { description: string; schema: JsonSchema }>
  content?: Content
}

export type OpenApiOperation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, OpenApiResponse>
  security: Record<string, string[]>[]
  /** The id of the operation that is served here under another name. */
  'x-alias-of'?: string
}

/** An OpenAPI 3.1 document, as far as this server writes it and its page reads it. */
export type OpenApi = {
  openapi: '3.1.0'
  info: {
    title: string
    version: string
    description: string
    license: { name: string; identifier: string }
  }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: {
    schemas: Record<string, JsonSchema>
    parameters: Record<string, Parameter>
    examples: Record<string, Example>
    securitySchemes: Record<string, object>
  }
}

export const jsonApi = 'application/vnd.api+json'
export const json = 'application/json'
