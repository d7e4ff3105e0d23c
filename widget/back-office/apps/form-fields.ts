import type { AppField, AppForm } from '../api/contract.ts'
import type { Language } from '../session/language.tsx'

/** One field of the form for a configuration, in the words of one language. */
export type FormField = {
  name: string
  kind: 'text' | 'secret' | 'choice' | 'toggle' | 'number'
  title: string
  description: string
  isRequired: boolean
  /** Null where the schema sets no limit. */
  lengthMax: number | null
  /** A secret of which one is stored: left empty, it is kept. */
  isStored: boolean
  choices: readonly { value: string; label: string }[]
  /** What the form shows first. */
  initial: string | boolean
}

/** What the operator has put in, by field. */
export type FormValues = Readonly<Record<string, string | boolean>>

type Stored = AppForm['connections'][number] | null

/** The key by which a provider tells test from live; the page says it, so nobody is asked. */
const environment = 'environment'

/** The fields of a provider's schema, in its order. What a form cannot show is left to the API. */
export function toFormFields(
  { schema }: Pick<AppForm, 'schema'>,
  stored: Stored,
  language: Language,
): FormField[] {
  return Object.entries(schema.properties).flatMap(([name, field]) => {
    const kind = kindOf(field)
    if (name === environment || kind === null) return []
    const words = field.words?.[language]
    return {
      name,
      kind,
      title: words?.title ?? field.title ?? name,
      description: words?.description ?? field.description ?? '',
      isRequired: schema.required?.includes(name) ?? false,
      lengthMax: typeof field['maxLength'] === 'number' ? field['maxLength'] : null,
      isStored: stored?.secrets[name] ?? false,
      choices: (field.enum ?? []).map((value) => ({
        value: String(value),
        label: words?.options?.[String(value)] ?? field.options?.[String(value)] ?? String(value),
      })),
      initial: toInitial(kind, stored?.configuration[name] ?? field.default),
    }
  })
}

function kindOf({ type, enum: choices, writeOnly }: AppField): FormField['kind'] | null {
  if (writeOnly) return 'secret'
  if (choices) return 'choice'
  if (type === 'boolean') return 'toggle'
  if (type === 'number' || type === 'integer') return 'number'
  return type === 'string' ? 'text' : null
}

function toInitial(kind: FormField['kind'], value: unknown): string | boolean {
  if (kind === 'secret') return ''
  if (kind === 'toggle') return value === true
  return value === undefined || value === null ? '' : String(value)
}

export const initialValues = (fields: readonly FormField[]): FormValues =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, initial]))

/** True when anything was put in that is not stored. */
export const isChanged = (fields: readonly FormField[], values: FormValues): boolean =>
  fields.some(({ name, initial }) => values[name] !== initial)

/** What may be said of a field before the server is asked, in the operator's language: the server's own sentences have one. */
type ProblemWords = { required: string; tooLong: (max: number) => string; noNumber: string }

/** What the schema alone says to be wrong, by field. */
export function findProblems(
  fields: readonly FormField[],
  values: FormValues,
  words: ProblemWords,
): Record<string, string> {
  const found = fields.map((field) => [field.name, problemOf(field, values[field.name], words)])
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}

function problemOf(
  { kind, isRequired, isStored, lengthMax }: FormField,
  value: string | boolean | undefined,
  words: ProblemWords,
): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (text === '') return isRequired && !isStored ? words.required : null
  if (kind === 'number') return Number.isFinite(Number(text)) ? null : words.noNumber
  return lengthMax !== null && text.length > lengthMax ? words.tooLong(lengthMax) : null
}

/** As it is sent: an empty secret keeps what is stored, and any other empty field removes it. */
export function toConfiguration(
  { schema }: Pick<AppForm, 'schema'>,
  fields: readonly FormField[],
  { values, mode }: { values: FormValues; mode: string },
): Record<string, unknown> {
  const given = fields.map(({ name, kind }) => [name, toSent(kind, values[name] ?? '')])
  const isNamed = environment in schema.properties
  return { ...Object.fromEntries(given), ...(isNamed && { environment: mode }) }
}

function toSent(kind: FormField['kind'], value: string | boolean): unknown {
  if (typeof value === 'boolean' || kind === 'secret') return value
  const text = value.trim()
  if (text === '') return null
  return kind === 'number' ? Number(text) : text
}
