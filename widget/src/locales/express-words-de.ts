import type { ExpressWords } from './express-words-en.ts'

/** Every word of express checkout in German. */
export const expressDe: ExpressWords = {
  'express.legend': 'Express-Bezahlung',
  'express.pay': 'Mit {wallet} bezahlen',
  'express.loading': 'Express-Bezahlung wird gesucht …',
  'express.open':
    'Machen Sie im Fenster von {wallet} weiter. Bevor Sie dort zustimmen, wird nichts abgebucht.',
  'express.close': 'Abbrechen',
  'express.reopen': '{wallet} öffnen',
  'express.retry': 'Noch einmal versuchen',
  'express.canceled':
    'Sie haben abgebrochen. Es wurde nichts abgebucht, und Sie können beliebig bezahlen.',
  'express.checking': 'Ihre Zustimmung wird nachgesehen …',
  'express.reading':
    'Ihre Zustimmung wird gelesen. Bitte bleiben Sie hier; noch wird nichts abgebucht.',
  'express.approved': 'Sie haben {amount} mit {wallet} zugestimmt',
  'express.approvedText':
    'Der Betrag ist reserviert, nicht abgebucht. Weiter geht es zur Bestellung; Abbrechen gibt ihn frei.',
  'express.continue': 'Weiter',
  'express.cancelApproved': 'Abbrechen',
  'express.released':
    'Ihre frühere Zustimmung gilt nicht mehr. Es wurde nichts abgebucht. Bitte wählen Sie neu, wie Sie zahlen.',
  'express.settled':
    'Diese Bestellung ist aufgegeben und bezahlt. Sie müssen nicht noch einmal zahlen.',
  'express.customerFailed':
    'Ihre Zustimmung ist gespeichert und nichts abgebucht, doch Ihre Adresse war nicht zu lesen. „Weiter“ versucht es noch einmal.',
  'express.cancelFailed':
    'Ihre Zustimmung war gerade nicht zurückzunehmen. Der Betrag bleibt reserviert, nicht abgebucht. Bitte versuchen Sie es noch einmal.',
  'express.blocked':
    'Ihr Browser hat das Fenster von {wallet} nicht geöffnet. Es wurde keine Zahlung begonnen. Dieser Knopf öffnet es noch einmal.',
  'express.prepareFailed':
    'Ihr Warenkorb war nicht rechtzeitig bereit. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal.',
  'express.walletFailed':
    '{wallet} kam nicht zum Ende. Es wurde nichts abgebucht. Versuchen Sie es noch einmal oder zahlen Sie anders.',
  'express.lookFailed':
    'Ihre frühere Zustimmung war nicht nachzusehen. Ohne Bestellung wird nichts abgebucht. Bitte versuchen Sie es noch einmal.',
  'express.reject.address-not-served':
    'An diese Adresse liefern wir nicht. Bitte wählen Sie eine andere.',
  'express.reject.country-not-served':
    'In dieses Land liefern wir nicht. Bitte wählen Sie eine andere Adresse.',
  'express.reject.postal-code-invalid': 'Bitte prüfen Sie die Postleitzahl dieser Adresse.',
  'express.reject.region-invalid':
    'Bitte prüfen Sie das Bundesland oder die Region dieser Adresse.',
  'express.reject.address-incomplete':
    'In dieser Adresse fehlt etwas. Bitte ergänzen Sie sie oder wählen Sie eine andere.',
  'express.reject.shipping-option-not-offered':
    'Diese Versandart gibt es nicht mehr. Bitte wählen Sie eine andere.',
  'express.reject.cart-changed':
    'Ihr Warenkorb hat sich geändert. Es wurde nichts abgebucht. Bitte schließen Sie dieses Fenster und prüfen Sie ihn.',
  'express.reject.unavailable':
    'Der Shop hat nicht geantwortet. Es wurde nichts abgebucht. Bitte versuchen Sie es gleich noch einmal.',
}
