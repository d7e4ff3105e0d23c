import type { DetailName } from './merchant.ts'
import { onboardingEnglish } from './onboarding-english.ts'
import type { legalForms, OfferedDecision, OnboardingProblem } from './onboarding-form.ts'
import { onboardingGerman } from './onboarding-german.ts'

export type OnboardingState = 'unknown' | 'offline' | 'stranger'

/** The words of the page on which a merchant tells about itself. */
export type OnboardingWords = {
  lang: 'en' | 'de'
  strip: string
  title: string
  invitation: (marketplace: string) => string
  onlyExamples: string
  fields: Record<Exclude<DetailName, 'terms'>, string>
  legalForms: Record<(typeof legalForms)[number], string>
  bankNote: string
  terms: string
  decisionTitle: string
  decisionNote: string
  decisions: Record<OfferedDecision, { title: string; text: string }>
  submit: string
  save: string
  problemsTitle: string
  problems: Record<DetailName, Record<OnboardingProblem, string>>
  states: Record<OnboardingState, { title: string; text: string }>
}

/** The words of the merchant's language: German for German, English for everybody else. */
export const onboardingWordsFor = (locale: string): OnboardingWords =>
  /^de\b/i.test(locale.replaceAll('_', '-')) ? onboardingGerman : onboardingEnglish
