/** What is said at card fields, in English. */
const en = {
  'fields.title': 'Card details',
  'fields.loading': 'Getting the card fields…',
  'fields.missing':
    'The card fields could not be loaded. Nothing was charged. Please try again, or choose another way to pay.',
  'fields.retry': 'Try again',
  'fields.challenge':
    'Your bank asks you to confirm. Please do so above; nothing is charged before you have.',
} as const satisfies Record<string, string>

export type FieldsWords = Readonly<Record<keyof typeof en, string>>

const de: FieldsWords = {
  'fields.title': 'Kartendaten',
  'fields.loading': 'Die Kartenfelder werden geladen …',
  'fields.missing':
    'Die Kartenfelder konnten nicht geladen werden. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal, oder bezahlen Sie anders.',
  'fields.retry': 'Noch einmal versuchen',
  'fields.challenge':
    'Ihre Bank bittet Sie um eine Bestätigung. Bitte bestätigen Sie oben; vorher wird nichts abgebucht.',
}

/** The words of a locale; English for languages that there are none of. */
export const fieldsWordsOf = (locale: string | undefined): FieldsWords =>
  locale?.toLowerCase().startsWith('de') ? de : en
