import qs from 'qs'
import type { Failure } from '../../contract/failures.ts'
import { fail, ok, type Result } from '../../result.ts'

const depthMax = 6
const fieldsMax = 10_000
const listMax = 600

/** The fields of a form as an object. Values stay text: the contract takes numbers as text too. */
export function parseForm(
  text: string,
): Result<Record<string, unknown>, Failure<'body-missing' | 'body-malformed'>> {
  if (text.trim() === '') return fail({ kind: 'body-missing' })
  // The database takes no NUL, and nobody means it.
  if (/%00|\0/.test(text)) return fail({ kind: 'body-malformed' })
  try {
    return ok(
      qs.parse(text, {
        depth: depthMax,
        strictDepth: true,
        parameterLimit: fieldsMax,
        throwOnLimitExceeded: true,
        arrayLimit: listMax,
        allowPrototypes: false,
      }),
    )
  } catch {
    // Deeper or longer than any order: there is nothing else to learn from it.
    return fail({ kind: 'body-malformed' })
  }
}
