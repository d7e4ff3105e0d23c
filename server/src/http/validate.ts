import { z } from 'zod'
import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'

const issuesMax = 20

/** Parses a part of a request. Each violation becomes one failure, `<field.path> => <what is wrong>`, as Glue says it. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  pointer: string,
): Result<z.output<Schema>, Failure<'validation-failed'>[]> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  return fail(
    parsed.error.issues.slice(0, issuesMax).flatMap((issue) =>
      fieldsOf(issue).map((path) => ({
        kind: 'validation-failed' as const,
        detail: `${path.join('.')} => ${messageOf(issue)}`,
        source: { pointer: [pointer, ...path].join('/') },
      })),
    ),
  )
}

const fieldsOf = (issue: z.core.$ZodIssue): string[][] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => [...issue.path.map(String), key])
    : [issue.path.map(String)]

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? 'this field is not known' : issue.message

/** Operations without parameters take none; what is sent besides is ignored. */
export const noFields = z.object({})
