/** The words for an unfinished payment, in English: loaded with what shows it. */
export const enOpen = {
  'open.title': 'You have an unfinished payment',
  'open.text': 'Nothing was charged yet. Continue where you left off, or change how you pay.',
  'open.continue': 'Continue',
  'open.change': 'Change',
  'failure.change-failed':
    'Your payment could not be changed just now. Please try again, or continue it.',
} as const satisfies Record<string, string>
