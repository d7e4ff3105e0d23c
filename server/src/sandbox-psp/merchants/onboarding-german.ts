import type { OnboardingWords } from './onboarding-words.ts'

export const onboardingGerman: OnboardingWords = {
  lang: 'de',
  strip: 'Sandbox · es fließt kein echtes Geld',
  title: 'Erzählen Sie uns von Ihrem Geschäft',
  invitation: (marketplace) =>
    `${marketplace} möchte Ihnen Ihren Anteil an dem auszahlen, was Sie dort verkaufen.`,
  onlyExamples:
    'Hier gehören nur Beispiele hin. Bitte geben Sie nie eine echte Bankverbindung ein.',
  fields: {
    legal_form: 'Rechtsform',
    company: 'Name des Unternehmens',
    country: 'Land der Anschrift',
    bank_account: 'Bankverbindung (IBAN)',
  },
  legalForms: {
    sole_trader: 'Einzelunternehmen',
    company: 'Gesellschaft',
    association: 'Verein',
  },
  bankNote: 'Das ist ein Beispiel, und dorthin wird nie etwas überwiesen.',
  terms: 'Ich nehme die Bedingungen der Sandbox an, von denen es keine gibt.',
  decisionTitle: 'Wie die Sandbox entscheidet',
  decisionNote: 'Ein echter Anbieter würde das eine Weile prüfen. Hier entscheiden Sie.',
  decisions: {
    approve: { title: 'Sofort annehmen', text: 'Es kann Geld an Sie ausgezahlt werden.' },
    document: {
      title: 'Ein Dokument verlangen',
      text: 'Ihr Konto ist eingeschränkt, bis es da ist.',
    },
    review: { title: 'Eine Weile prüfen', text: 'Erst in Prüfung, etwas später angenommen.' },
    reject: { title: 'Ablehnen', text: 'Es kann kein Geld an Sie ausgezahlt werden.' },
  },
  submit: 'Absenden',
  save: 'Für später speichern',
  problemsTitle: 'Es wurde noch nichts gesendet. Bitte berichtigen Sie die markierten Felder.',
  problems: {
    legal_form: { missing: 'Wählen Sie eine Rechtsform.', invalid: 'Wählen Sie eine von diesen.' },
    company: {
      missing: 'Geben Sie den Namen des Unternehmens ein.',
      invalid: 'Dieser Name ist zu lang.',
    },
    country: { missing: 'Wählen Sie ein Land.', invalid: 'Wählen Sie eines von diesen.' },
    bank_account: {
      missing: 'Geben Sie eine IBAN ein.',
      invalid: 'Diese IBAN ist unvollständig oder enthält einen Tippfehler.',
    },
    terms: {
      missing: 'Nehmen Sie die Bedingungen an, um fortzufahren.',
      invalid: 'Nehmen Sie die Bedingungen an, um fortzufahren.',
    },
  },
  states: {
    unknown: {
      title: 'Diese Seite gibt es nicht',
      text: 'Der Link ist unvollständig. Gehen Sie zurück zum Marktplatz und lassen Sie sich einen neuen geben.',
    },
    offline: {
      title: 'Diese Seite ist gerade nicht erreichbar',
      text: 'Es wurde nichts gesendet. Warten Sie einen Moment und laden Sie die Seite neu.',
    },
    stranger: {
      title: 'Diese Anfrage kam von einer anderen Website',
      text: 'Sie wurde ignoriert, und es wurde nichts gesendet. Öffnen Sie die Seite vom Marktplatz aus.',
    },
  },
}
