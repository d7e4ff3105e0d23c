import type { OnboardingStatus } from '../contract/app/onboarding.ts'

type Words = { statusText: string; displayText: string; buttonText: string; buttonInfo: string }

const words: Record<OnboardingStatus, Words> = {
  incomplete: {
    statusText: 'Incomplete',
    displayText: 'The payment provider still needs to know more about you.',
    buttonText: 'Continue',
    buttonInfo: 'You will be taken to the payment provider and come back here.',
  },
  pending: {
    statusText: 'In review',
    displayText: 'The payment provider is checking what you sent. There is nothing to do.',
    buttonText: 'See details',
    buttonInfo: '',
  },
  restricted: {
    statusText: 'Restricted',
    displayText: 'You cannot be paid until the payment provider has what it asks for.',
    buttonText: 'Resolve',
    buttonInfo: 'You will be taken to the payment provider and come back here.',
  },
  'restricted soon': {
    statusText: 'Action needed',
    displayText: 'You are paid for now. The payment provider needs more from you soon.',
    buttonText: 'Resolve',
    buttonInfo: 'You will be taken to the payment provider and come back here.',
  },
  enabled: {
    statusText: 'Enabled',
    displayText: 'You are paid for what you sell.',
    buttonText: 'Edit',
    buttonInfo: '',
  },
  completed: {
    statusText: 'Completed',
    displayText: 'You are paid for what you sell, and nothing is missing.',
    buttonText: 'Edit',
    buttonInfo: '',
  },
  rejected: {
    statusText: 'Rejected',
    displayText:
      'The payment provider does not work with you. Ask the operator of this marketplace.',
    buttonText: '',
    buttonInfo: '',
  },
}

/** What a merchant portal shows for each stage, as the contract has it: one entry for each status. */
export const onboardingStates = Object.entries(words).map(([name, attributes]) => ({
  name,
  attributes,
}))
