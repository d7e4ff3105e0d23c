import type { Words } from './words.ts'

export const german: Words = {
  lang: 'de',
  strip: 'Sandbox · es fließt kein echtes Geld',
  order: (reference) => `Bestellung ${reference}`,
  items: 'Wofür Sie bezahlen',
  moreItems: (count) => `${count} weitere`,
  backTo: (merchant) => `Zurück zu ${merchant}`,
  payByCard: 'Mit Karte bezahlen',
  fields: {
    number: 'Kartennummer',
    expiry: 'Gültig bis',
    code: 'Prüfziffer',
    name: 'Name auf der Karte',
  },
  expiryHint: 'MM / JJ',
  pay: (amount) => `${amount} bezahlen`,
  paying: 'Ihre Bank wird gefragt …',
  stillPaying: 'Ihre Bank braucht noch etwas. Bitte warten Sie, Sie zahlen nicht doppelt.',
  onlyTestCards: 'Hier gelten nur Testkarten. Bitte geben Sie nie eine echte ein.',
  endingsTitle: 'Ein anderes Ende ausprobieren',
  endingsNote: 'Jedes füllt das Formular oben aus.',
  endings: {
    succeeds: 'Gelingt',
    declined: 'Abgelehnt',
    'insufficient-funds': 'Nicht gedeckt',
    '3ds': '3-D Secure',
    '3ds-fails': '3-D Secure scheitert',
    processing: 'In Bearbeitung, dann bezahlt',
    'answer-lost': 'Bezahlt, Antwort verloren',
  },
  problems: {
    number: {
      missing: 'Geben Sie die Kartennummer ein.',
      invalid:
        'Diese Nummer ist unvollständig oder enthält einen Tippfehler. Vergleichen Sie sie mit der Karte.',
      expired: 'Diese Nummer ist nicht mehr gültig.',
    },
    expiry: {
      missing: 'Geben Sie das Ablaufdatum ein.',
      invalid: 'Geben Sie Monat und Jahr ein, zum Beispiel 12 / 29.',
      expired: 'Diese Karte ist abgelaufen. Verwenden Sie eine andere.',
    },
    code: {
      missing: 'Geben Sie die Prüfziffer ein.',
      invalid: 'Geben Sie die 3 oder 4 Ziffern ein.',
      expired: 'Diese Prüfziffer ist nicht mehr gültig.',
    },
    name: {
      missing: 'Geben Sie den Namen so ein, wie er auf der Karte steht.',
      invalid: 'Dieser Name ist zu lang.',
      expired: 'Dieser Name ist nicht mehr gültig.',
    },
  },
  problemsTitle: 'Es wurde nichts abgebucht. Bitte berichtigen Sie die markierten Felder.',
  declines: {
    declined:
      'Ihre Bank hat diese Karte abgelehnt. Es wurde nichts abgebucht. Versuchen Sie eine andere Karte.',
    insufficient_funds:
      'Diese Karte ist nicht gedeckt. Es wurde nichts abgebucht. Versuchen Sie eine andere Karte.',
    authentication_failed:
      'Ihre Bank konnte nicht bestätigen, dass Sie es waren. Es wurde nichts abgebucht. ' +
      'Versuchen Sie es noch einmal oder mit einer anderen Karte.',
    test_card_expected:
      'Das ist keine Testkarte. Es wurde nichts abgebucht. Wählen Sie unten ein Ende, um eine einzutragen.',
  },
  challenge: {
    bank: 'Musterbank',
    title: 'Diese Zahlung freigeben?',
    text: 'Sie bezahlen online. Geben Sie nur frei, was Sie selbst begonnen haben.',
    merchant: 'Händler',
    amount: 'Betrag',
    card: 'Karte',
    approve: 'Freigeben',
    reject: 'Ablehnen',
    note: 'Bei einer echten Zahlung kommt diese Seite von Ihrer Bank.',
  },
  states: {
    done: {
      title: 'Diese Zahlung ist erledigt',
      text: 'Es ist nichts mehr offen. Der Shop erfährt es von uns.',
    },
    processing: {
      title: 'Ihre Bank prüft noch',
      text:
        'Sie müssen nichts mehr tun und können diese Seite schließen. ' +
        'Der Shop erfährt, sobald die Bank entschieden hat.',
    },
    refunded: {
      title: 'Diese Zahlung wurde erstattet',
      text: 'Das Geld geht zurück auf die Karte, die bezahlt hat.',
    },
    canceled: {
      title: 'Diese Zahlung wurde abgebrochen oder ist abgelaufen',
      text: 'Es wurde nichts abgebucht, und sie ist nicht mehr zahlbar. Im Shop können Sie neu beginnen.',
    },
    unknown: {
      title: 'Diese Zahlungsseite gibt es nicht',
      text: 'Der Link ist unvollständig oder alt. Es wurde nichts abgebucht. Beginnen Sie im Shop neu.',
    },
    lost: {
      title: 'Die Verbindung zu Ihrer Bank ist abgebrochen',
      text:
        'Vielleicht hat Ihre Bank die Zahlung freigegeben. Zahlen Sie nicht noch einmal: ' +
        'Der Shop sagt Ihnen, wie es ausgegangen ist.',
    },
    offline: {
      title: 'Diese Seite ist gerade nicht erreichbar',
      text: 'Es wurde nichts abgebucht. Warten Sie einen Moment und laden Sie die Seite neu.',
    },
    stranger: {
      title: 'Diese Anfrage kam von einer anderen Website',
      text: 'Sie wurde ignoriert, und es wurde nichts abgebucht. Öffnen Sie die Zahlungsseite aus dem Shop.',
    },
  },
}
