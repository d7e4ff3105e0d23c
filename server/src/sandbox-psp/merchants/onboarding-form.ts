import { type DetailName, type Details, detailNames } from './merchant.ts'

export const legalForms = ['sole_trader', 'company', 'association'] as const
export const countries = ['AT', 'BE', 'CH', 'DE', 'ES', 'FR', 'GB', 'IT', 'NL', 'PL', 'US'] as const

/** What a merchant ticks to see how it goes on: the sandbox has nobody who would look at it. */
export const offeredDecisions = ['approve', 'document', 'review', 'reject'] as const
export type OfferedDecision = (typeof offeredDecisions)[number]

export type OnboardingForm = Record<DetailName, string> & { decision: OfferedDecision }
export type OnboardingProblem = 'missing' | 'invalid'
export type OnboardingProblems = Partial<Record<DetailName, OnboardingProblem>>

export const companyMax = 200
const ibanExample = 'DE89 3704 0044 0532 0130 00'

/** The form as it opens: what was saved before, and else an example that may be sent as it is. */
export const filledForm = (name: string, details: Details): OnboardingForm => ({
  legal_form: details.legal_form ?? 'company',
  company: details.company ?? name,
  country: details.country ?? 'DE',
  bank_account: details.bank_account ?? ibanExample,
  terms: details.terms ?? '',
  decision: 'approve',
})

/** The form as it was sent. What it does not know stays blank. */
export function readForm(body: Readonly<Record<string, unknown>>): OnboardingForm {
  const text = (name: string): string => {
    const value = body[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    legal_form: text('legal_form'),
    company: text('company'),
    country: text('country'),
    bank_account: text('bank_account'),
    terms: text('terms'),
    decision: offeredDecisions.find((decision) => decision === body.decision) ?? 'approve',
  }
}

const checks: Readonly<Record<DetailName, (text: string) => boolean>> = {
  legal_form: (text) => legalForms.some((form) => form === text),
  company: (text) => text.length <= companyMax,
  country: (text) => countries.some((country) => country === text),
  bank_account: isIban,
  terms: (text) => text === 'accepted',
}

/** What is wrong with the form. No problems means that it can be decided on. */
export function findProblems(form: OnboardingForm): OnboardingProblems {
  const problems: OnboardingProblems = {}
  for (const name of detailNames) {
    if (form[name] === '') problems[name] = 'missing'
    else if (!checks[name](form[name])) problems[name] = 'invalid'
  }
  return problems
}

/** What of the form can be kept: a field with a problem is as good as blank. */
export function toDetails(form: OnboardingForm): Details {
  const problems = findProblems(form)
  const good = detailNames.filter((name) => !problems[name])
  return Object.fromEntries(good.map((name) => [name, form[name]]))
}

/** Country, two check digits and an account, which leave 1 when divided by 97 with letters as numbers. */
function isIban(text: string): boolean {
  const iban = text.replaceAll(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(digits) % 97n === 1n
}
