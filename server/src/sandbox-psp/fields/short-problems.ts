import type { Words } from '../pages/words.ts'

const english: Words['problems'] = {
  number: {
    missing: 'Enter the card number.',
    invalid: 'This number is incomplete or has a typo.',
    expired: 'This number is no longer valid.',
  },
  expiry: {
    missing: 'Enter the expiry date.',
    invalid: 'Such as 12 / 29.',
    expired: 'This card has expired.',
  },
  code: {
    missing: 'Enter the code.',
    invalid: 'Enter 3 or 4 digits.',
    expired: 'No longer valid.',
  },
  name: {
    missing: 'Enter the name as it is on the card.',
    invalid: 'This name is too long.',
    expired: 'This name is no longer valid.',
  },
}

const german: Words['problems'] = {
  number: {
    missing: 'Geben Sie die Kartennummer ein.',
    invalid: 'Unvollständig, oder ein Tippfehler.',
    expired: 'Diese Nummer ist nicht mehr gültig.',
  },
  expiry: {
    missing: 'Bitte eingeben.',
    invalid: 'Etwa 12 / 29.',
    expired: 'Karte abgelaufen.',
  },
  code: {
    missing: 'Bitte eingeben.',
    invalid: '3 oder 4 Ziffern.',
    expired: 'Nicht mehr gültig.',
  },
  name: {
    missing: 'Geben Sie den Namen auf der Karte ein.',
    invalid: 'Dieser Name ist zu lang.',
    expired: 'Dieser Name ist nicht mehr gültig.',
  },
}

/** What may be wrong with a field, in one line each: a frame has little room, and must not grow under a finger. */
export const shortProblems: Record<Words['lang'], Words['problems']> = { en: english, de: german }
