/** Why a text is no amount that can be sent. */
export type AmountProblem =
  | 'empty'
  | 'not-a-number'
  | 'too-many-decimals'
  | 'ambiguous'
  | 'zero'
  | 'too-much'

export type ParsedAmount = { ok: true; amountMinor: number } | { ok: false; problem: AmountProblem }

type Currency = { currency: string; locale: string }
type Separators = { decimal: string; group: RegExp; digits: number }

const digitsMax = 12

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 0

function separatorsOf({ currency, locale }: Currency): Separators {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8)
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  const decimal = of('decimal') ?? '.'
  return { decimal, group: decimal === ',' ? /[.’']/g : /[,’']/g, digits: decimalsOf(currency) }
}

/**
 * Reads an amount as people of this locale write it, into minor units, by moving digits and never by a binary fraction.
 * What could mean two amounts is refused instead of guessed: a wrong thousand is money.
 */
export function parseAmount(text: string, of: Currency & { maxMinor: number }): ParsedAmount {
  const bare = text.replace(/[\s\u00a0\u202f]|\p{Sc}/gu, '').replace(of.currency, '')
  if (bare === '') return { ok: false, problem: 'empty' }
  const separators = separatorsOf(of)
  const normal = toPlain(bare, separators)
  if (normal === null) return { ok: false, problem: 'not-a-number' }
  if (normal === 'ambiguous') return { ok: false, problem: 'ambiguous' }
  const [whole = '', fraction = ''] = normal.split('.')
  if (fraction.length > separators.digits) return { ok: false, problem: 'too-many-decimals' }
  const minor = (whole + fraction.padEnd(separators.digits, '0')).replace(/^0+(?=\d)/, '')
  if (minor.length > digitsMax || Number(minor) > of.maxMinor)
    return { ok: false, problem: 'too-much' }
  return Number(minor) === 0
    ? { ok: false, problem: 'zero' }
    : { ok: true, amountMinor: Number(minor) }
}

/** Digits with at most one point; null when it is no number. */
function toPlain(bare: string, separators: Separators): string | null {
  const [whole = '', fraction, ...more] = bare.split(separators.decimal)
  if (more.length > 0 || !/^\d*$/.test(fraction ?? '')) return null
  if (/^\d+$/.test(whole)) return `${whole}.${fraction ?? ''}`
  if (isGrouped(whole, separators)) return fromGrouped(whole, fraction, separators)
  // The other country's decimal sign, where it cannot be a thousand: 12.50 typed in Germany.
  const foreign = /^(\d+)[.,](\d{1,2})$/.exec(bare)
  return foreign ? `${foreign[1]}.${foreign[2]}` : null
}

const isGrouped = (whole: string, { group }: Separators): boolean =>
  /^\d{1,3}([.,’'])\d{3}(\1\d{3})*$/u.test(whole) && whole.search(group) > 0

/** With three decimals, 1.234 is written by some for one and by others for a thousand. */
function fromGrouped(whole: string, fraction: string | undefined, of: Separators): string {
  const isEither = of.digits === 3 && fraction === undefined && whole.split(of.group).length === 2
  return isEither ? 'ambiguous' : `${whole.replace(of.group, '')}.${fraction ?? ''}`
}

/** Minor units as the text of an input, without currency sign and grouping, as people of this locale write it. */
export function toAmountText(amountMinor: number, of: Currency): string {
  const { decimal, digits } = separatorsOf(of)
  const minor = String(amountMinor).padStart(digits + 1, '0')
  const point = minor.length - digits
  return digits === 0 ? minor : `${minor.slice(0, point)}${decimal}${minor.slice(point)}`
}
