import type { OnboardingWords } from './onboarding-words.ts'

export const onboardingEnglish: OnboardingWords = {
  lang: 'en',
  strip: 'Sandbox · no real money moves',
  title: 'Tell us about your business',
  invitation: (marketplace) =>
    `${marketplace} wants to send you your share of what you sell there.`,
  onlyExamples: 'Only examples belong here. Please never enter real bank details.',
  fields: {
    legal_form: 'Legal form',
    company: 'Name of the business',
    country: 'Country of its address',
    bank_account: 'Bank account (IBAN)',
  },
  legalForms: { sole_trader: 'Sole trader', company: 'Company', association: 'Association' },
  bankNote: 'This one is an example, and nothing is ever sent to it.',
  terms: 'I accept the terms of the sandbox, of which there are none.',
  decisionTitle: 'What the sandbox decides',
  decisionNote: 'A real provider would look at this for a while. Here you choose.',
  decisions: {
    approve: { title: 'Approve at once', text: 'Money can be sent to you.' },
    document: { title: 'Ask for a document', text: 'Your account is restricted until it comes.' },
    review: { title: 'Look at it for a while', text: 'Pending first, approved a little later.' },
    reject: { title: 'Reject', text: 'No money can be sent to you.' },
  },
  submit: 'Submit',
  save: 'Save for later',
  problemsTitle: 'Nothing was sent yet. Please correct the marked fields.',
  problems: {
    legal_form: { missing: 'Choose a legal form.', invalid: 'Choose one of these.' },
    company: { missing: 'Enter the name of the business.', invalid: 'This name is too long.' },
    country: { missing: 'Choose a country.', invalid: 'Choose one of these.' },
    bank_account: {
      missing: 'Enter an IBAN.',
      invalid: 'This IBAN is incomplete or has a typo.',
    },
    terms: { missing: 'Accept the terms to go on.', invalid: 'Accept the terms to go on.' },
  },
  states: {
    unknown: {
      title: 'This page does not exist',
      text: 'The link is incomplete. Go back to the marketplace and ask for another one.',
    },
    offline: {
      title: 'This page is not available right now',
      text: 'Nothing was sent. Wait a moment, then load the page again.',
    },
    stranger: {
      title: 'This request came from another site',
      text: 'It was ignored and nothing was sent. Open the page from the marketplace.',
    },
  },
}
