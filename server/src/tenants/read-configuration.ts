import type { z } from 'zod'
import type { Configuration, PspKind } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import { MethodList } from './method-settings.ts'

/** What is wrong with one field of a configuration; `field` is a path such as `secretKey` or `methods.0.currencies`. */
export type ConfigurationProblem = { field: string; message: string }

/** A whole configuration, its secrets apart from what may be seen. */
export type ReadConfiguration = {
  whole: Configuration
  visible: Configuration
  secrets: Configuration
}

/** Secrets are marked in the schema: they go in and never come out. */
export const isSecret = (schema: z.ZodType): boolean => schema.meta()?.['writeOnly'] === true

/** True for a key of the provider's own that holds a secret; every object also has keys that nobody gave it. */
const isSecretKey = ({ schema: { shape } }: PspKind, key: string): boolean => {
  const schema: z.ZodType | undefined = Object.hasOwn(shape, key) ? shape[key] : undefined
  return schema !== undefined && isSecret(schema)
}

/**
 * Merges what is given over what is stored, and checks the whole. A secret that is not given, or empty, is kept; null removes
 * a key. Every field that is wrong is named.
 */
export function readConfiguration(
  kind: PspKind,
  stored: Configuration,
  given: Configuration,
): Result<ReadConfiguration, ConfigurationProblem[]> {
  const { methods, ...merged } = merge(kind, stored, given)
  const own = kind.schema.strict().safeParse(merged)
  const list = MethodList.safeParse(methods)
  const problems = [...problemsOf(own, ''), ...problemsOf(list, 'methods')]
  if (!own.success || !list.success) return fail(problems)
  const settings = list.data === undefined ? {} : { methods: list.data }
  const parts = split(kind, own.data)
  return ok({
    whole: { ...own.data, ...settings },
    visible: { ...parts.visible, ...settings },
    secrets: parts.secrets,
  })
}

function merge(kind: PspKind, stored: Configuration, given: Configuration): Configuration {
  const isKept = (key: string, value: unknown): boolean =>
    value === undefined || (value === '' && isSecretKey(kind, key))
  const told = Object.entries(given).filter(([key, value]) => !isKept(key, value))
  const all = Object.entries({ ...stored, ...Object.fromEntries(told) })
  return Object.fromEntries(all.filter(([, value]) => value !== null))
}

function split(kind: PspKind, configuration: Configuration): Omit<ReadConfiguration, 'whole'> {
  const entries = Object.entries(configuration).filter(([, value]) => value !== undefined)
  const { secret = [], visible = [] } = Object.groupBy(entries, ([key]) =>
    isSecretKey(kind, key) ? 'secret' : 'visible',
  )
  return { visible: Object.fromEntries(visible), secrets: Object.fromEntries(secret) }
}

function problemsOf(parsed: z.ZodSafeParseResult<unknown>, below: string): ConfigurationProblem[] {
  if (parsed.success) return []
  return parsed.error.issues.flatMap((issue) => {
    // An unknown key is named itself, so that a typo is not looked for in the whole form.
    const places: (readonly PropertyKey[])[] =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path]
    const message = issue.code === 'unrecognized_keys' ? 'is not known' : issue.message
    return places.map((path) => ({
      field: [...(below ? [below] : []), ...path].join('.'),
      message,
    }))
  })
}
