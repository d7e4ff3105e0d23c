import type { MethodGroup, MethodRow } from '../api/contract.ts'
import { decimalsOf, parseAmount, toAmountText } from '../payment/amount.ts'

type Placement = MethodRow['placements'][number]
type NameWords = MethodRow['names'][string]

/** A method while it is being changed: texts as they are typed. */
export type MethodDraft = {
  method: string
  isEnabled: boolean
  placements: readonly Placement[]
  countries: string
  currencies: string
  minimum: string
  maximum: string
  names: Readonly<Record<string, NameWords>>
}

/** What is wrong with a field of a draft. */
export type DraftProblem = 'placements' | 'countries' | 'currencies' | 'amount' | 'order' | 'name'
export type DraftProblems = Readonly<Partial<Record<keyof MethodDraft, DraftProblem>>>

/** The languages that a method can be named in here. */
export const nameLanguages = ['en', 'de'] as const

export const placements = ['product', 'cart', 'checkout'] as const satisfies readonly Placement[]

const amountMaxMinor = 999_999_999_999

/** The currency in whose decimals limits are typed: the first that the method takes. */
export const limitCurrency = ({ currencies }: Pick<MethodRow, 'currencies'>): string =>
  currencies?.[0] ?? 'EUR'

/** A method as the form shows it at first. */
export function toDraft(row: MethodRow, locale: string): MethodDraft {
  const of = { currency: limitCurrency(row), locale }
  const amount = (minor: number | null) => (minor === null ? '' : toAmountText(minor, of))
  return {
    method: row.method,
    isEnabled: row.isEnabled,
    placements: row.placements,
    countries: row.countries?.join(', ') ?? '',
    currencies: row.currencies?.join(', ') ?? '',
    minimum: amount(row.minimumAmount),
    maximum: amount(row.maximumAmount),
    names: Object.fromEntries(
      nameLanguages.map((language) => [
        language,
        { ...(row.names[language] ?? { name: '', description: '' }) },
      ]),
    ),
  }
}

/** The same method as it is by itself, before anything was set. */
export const asProviderHas = (row: MethodRow, locale: string): MethodDraft =>
  toDraft({ ...row, ...row.providerHas, isEnabled: row.isEnabled }, locale)

const codesIn = (text: string): string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((code) => code !== ''),
  ),
]

const hasOnly = (text: string, code: RegExp): boolean =>
  codesIn(text).every((one) => code.test(one))

/** Null for no limit; undefined for what is no amount. */
function toMinor(
  text: string,
  of: { currency: string; locale: string },
): number | null | undefined {
  if (text.trim() === '') return null
  if (/^[0.,\s]+$/.test(text) && text.includes('0')) return 0
  const parsed = parseAmount(text, { ...of, maxMinor: amountMaxMinor })
  return parsed.ok ? parsed.amountMinor : undefined
}

/** What must be mended before this can be saved, by field. */
export function findProblems(draft: MethodDraft, row: MethodRow, locale: string): DraftProblems {
  const of = { currency: limitCurrency(row), locale }
  const [least, most] = [toMinor(draft.minimum, of), toMinor(draft.maximum, of)]
  const isTurned = typeof least === 'number' && typeof most === 'number' && least > most
  const isNameless = nameLanguages.some(
    (language) => row.names[language] !== undefined && !draft.names[language]?.name.trim(),
  )
  const found: [keyof MethodDraft, DraftProblem, boolean][] = [
    ['placements', 'placements', draft.placements.length === 0],
    ['countries', 'countries', !hasOnly(draft.countries, /^[A-Z]{2}$/)],
    ['currencies', 'currencies', !hasOnly(draft.currencies, /^[A-Z]{3}$/)],
    ['minimum', 'amount', least === undefined],
    ['maximum', 'amount', most === undefined],
    ['maximum', 'order', isTurned],
    ['names', 'name', isNameless],
  ]
  return Object.fromEntries(
    found.filter(([, , holds]) => holds).map(([field, problem]) => [field, problem]),
  )
}

type Settings = { method: string } & Readonly<Record<string, unknown>>

/** As it is saved: only what differs from what the provider has, so that what the provider changes later is taken over. */
export function toSettings(draft: MethodDraft, row: MethodRow, locale: string): Settings {
  const of = { currency: limitCurrency(row), locale }
  const countries = codesIn(draft.countries)
  const currencies = codesIn(draft.currencies)
  const own = {
    placements: placements.filter((place) => draft.placements.includes(place)),
    countries: countries.length > 0 ? countries : null,
    currencies: currencies.length > 0 ? currencies : null,
    minimumAmount: toMinor(draft.minimum, of) ?? null,
    maximumAmount: toMinor(draft.maximum, of) ?? null,
  }
  const { providerHas } = row
  const base = {
    ...providerHas,
    placements: placements.filter((place) => providerHas.placements.includes(place)),
  }
  const names = Object.entries(draft.names).filter(
    ([language, words]) => words.name.trim() !== '' && !isSame(words, base.names[language]),
  )
  const differing = Object.entries(own).filter(
    ([key, value]) => !isSame(value, base[key as keyof typeof own]),
  )
  return {
    method: draft.method,
    ...(draft.isEnabled ? {} : { isEnabled: false }),
    ...Object.fromEntries(differing),
    ...(names.length > 0 ? { names: Object.fromEntries(names) } : {}),
  }
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** True when saving the drafts would change anything: their order, or any of them. */
export function isChangedList(
  drafts: readonly MethodDraft[],
  { methods }: Pick<MethodGroup, 'methods'>,
  locale: string,
): boolean {
  const stored = methods.map((row) => toDraft(row, locale))
  return !isSame(drafts, stored)
}

/** The list with one entry moved to another place. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const rest = list.filter((_, index) => index !== from)
  const entry = list[from]
  return entry === undefined ? [...list] : [...rest.slice(0, to), entry, ...rest.slice(to)]
}

/** True for a code that this browser can write amounts in. */
export function isCurrency(text: string): boolean {
  if (!/^[A-Z]{3}$/.test(text)) return false
  return decimalsOf(text) >= 0
}
