/** Why a card's bank refuses. */
export type DeclineCode =
  | 'declined'
  | 'insufficient_funds'
  | 'authentication_failed'
  | 'test_card_expected'

/** How an attempt with a card ends. */
export type Ending =
  | { kind: 'authorized' | 'answer-lost' | 'processing' }
  | { kind: 'declined'; code: DeclineCode }
  | { kind: 'challenge'; ending: '3ds' | '3ds-fails' }

/** The endings that the payment page offers, in this order. */
export const endingKeys = [
  'succeeds',
  'declined',
  'insufficient-funds',
  '3ds',
  '3ds-fails',
  'processing',
  'answer-lost',
] as const
export type EndingKey = (typeof endingKeys)[number]

export const testCards: Record<EndingKey, { number: string; ending: Ending }> = {
  succeeds: { number: '4242424242424242', ending: { kind: 'authorized' } },
  declined: { number: '4000000000000002', ending: { kind: 'declined', code: 'declined' } },
  'insufficient-funds': {
    number: '4000000000009995',
    ending: { kind: 'declined', code: 'insufficient_funds' },
  },
  '3ds': { number: '4000000000003220', ending: { kind: 'challenge', ending: '3ds' } },
  '3ds-fails': { number: '4000000000003238', ending: { kind: 'challenge', ending: '3ds-fails' } },
  processing: { number: '4000000000000259', ending: { kind: 'processing' } },
  'answer-lost': { number: '4000000000000341', ending: { kind: 'answer-lost' } },
}

const endings = new Map(Object.values(testCards).map((card) => [card.number, card.ending]))

/** A number that is no test card is refused, so that nobody mistakes the sandbox for a real page. */
export const endingOf = (digits: string): Ending =>
  endings.get(digits) ?? { kind: 'declined', code: 'test_card_expected' }

export const isEndingKey = (text: string | undefined): text is EndingKey =>
  endingKeys.some((key) => key === text)

const cardFields = ['number', 'expiry', 'code', 'name'] as const
export type CardField = (typeof cardFields)[number]
export type CardForm = Record<CardField, string>

/** What is wrong with a field; the page has a sentence for each. */
export type FieldProblem = 'missing' | 'invalid' | 'expired'
export type CardProblems = Partial<Record<CardField, FieldProblem>>

export const nameMax = 100

/** Checks what the shopper typed. No problems means that the bank may be asked. */
export function findProblems(form: CardForm, now: Date): CardProblems {
  const problems: CardProblems = {}
  const found: Record<CardField, FieldProblem | null> = {
    number: missing(form.number) ?? (isCardNumber(digitsOf(form.number)) ? null : 'invalid'),
    expiry: missing(form.expiry) ?? expiryProblem(form.expiry, now),
    code: missing(form.code) ?? (/^\d{3,4}$/.test(form.code.trim()) ? null : 'invalid'),
    name: missing(form.name) ?? (form.name.trim().length <= nameMax ? null : 'invalid'),
  }
  for (const field of cardFields) {
    const problem = found[field]
    if (problem) problems[field] = problem
  }
  return problems
}

export const digitsOf = (text: string): string => text.replaceAll(/[\s-]/g, '')

export const last4Of = (digits: string): string => digits.slice(-4)

const missing = (text: string): FieldProblem | null => (text.trim() ? null : 'missing')

function expiryProblem(text: string, now: Date): FieldProblem | null {
  const match = /^\s*(\d{1,2})\s*[/-]?\s*(?:20)?(\d{2})\s*$/.exec(text)
  if (!match) return 'invalid'
  const [month, year] = [Number(match[1]), 2000 + Number(match[2])]
  if (month < 1 || month > 12) return 'invalid'
  // A card is good until the last day of its month, wherever on earth that day still lasts.
  return Date.UTC(year, month, 2) > now.getTime() ? null : 'expired'
}

function isCardNumber(digits: string): boolean {
  return /^\d{12,19}$/.test(digits) && passesLuhn(digits)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
