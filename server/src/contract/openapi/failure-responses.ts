import { type FailureKind, failures } from '../failures.ts'
import { json, jsonApi, type OpenApiResponse } from './document.ts'
import { exampleName, type JsonSchema } from './schemas.ts'

const retried = new Set([409, 429, 503])

/** The failures of one operation by status, each with its code, what to do about it, and an example. */
export function describeFailures(
  kinds: readonly FailureKind[],
  edge: 'glue' | 'app',
): Record<string, OpenApiResponse> {
  const schema = { $ref: `#/components/schemas/${edge === 'app' ? 'AppErrors' : 'Errors'}` }
  const byStatus = Object.groupBy(kinds, (kind) => failures[kind].status)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, some = []]) => [
      status,
      {
        description: some
          .map((kind) => `- \`${failures[kind].code}\` ${kind}: ${failures[kind].detail}`)
          .join('\n'),
        ...(retried.has(Number(status)) ? { headers: { 'Retry-After': retryAfter } } : {}),
        content: {
          [edge === 'app' ? json : jsonApi]: {
            schema,
            examples: Object.fromEntries(
              some.map((kind) => [
                kind,
                { $ref: `#/components/examples/${exampleName(kind, edge)}` },
              ]),
            ),
          },
        },
      },
    ]),
  )
}

const retryAfter = {
  description: 'Seconds to wait before the request is repeated, where repeating it helps.',
  schema: { type: 'integer' } satisfies JsonSchema,
}
