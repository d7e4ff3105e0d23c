import type { SheetWords } from './sheet-words.ts'

export const sheetGerman: SheetWords = {
  title: (wallet) => `Mit ${wallet} bezahlen`,
  deliverTo: 'Lieferung an',
  countries: {
    berlin: 'Deutschland',
    munich: 'Deutschland',
    vienna: 'Österreich',
    dublin: 'Irland',
    tokyo: 'Japan',
    newyork: 'USA',
  },
  delivery: 'Versand',
  noDelivery: 'Der Shop nennt für diese Bestellung keinen Versand.',
  free: 'Kostenlos',
  payWith: 'Bezahlen mit',
  funding: {
    works: { label: 'Testkarte •••• 4242', note: 'Gelingt' },
    declined: { label: 'Testkarte •••• 0002', note: 'Wird abgelehnt' },
  },
  total: 'Gesamtbetrag',
  approve: '{amount} freigeben',
  approveIdle: 'Freigeben',
  cancel: 'Abbrechen',
  retry: 'Erneut versuchen',
  returnTo: (merchant) => `Zurück zu ${merchant}`,
  closeWindow: 'Fenster schließen',
  changeAddress: 'Adresse ändern',
  told: 'Gespeichert. Der Shop erfährt diese Adresse; der Betrag bleibt gleich.',
  waiting: {
    connecting: 'Verbindung zum Shop …',
    asking: 'Der Shop berechnet den Betrag …',
    confirming: 'Der Shop prüft Ihre Bestellung …',
    approving: 'Wird freigegeben …',
    canceling: 'Wird abgebrochen …',
    saving: 'Adresse wird gespeichert …',
  },
  problems: {
    slow: 'Der Shop hat 30 Sekunden nicht geantwortet. Es wurde nichts freigegeben.',
    unavailable:
      'Der Shop konnte diese Bestellung gerade nicht berechnen. Es wurde nichts freigegeben.',
    changed:
      'Der Betrag hat sich geändert. Es wurde noch nichts freigegeben: Prüfen Sie ihn, dann geben Sie erneut frei.',
    declined:
      'Ihre Bank hat diese Karte abgelehnt. Es wurde nichts freigegeben. Wählen Sie eine andere Karte.',
    failed:
      'Die Freigabe ist nicht gelungen, es wurde nichts freigegeben. Sie können es erneut versuchen.',
    unreachable:
      'Die Verbindung ist abgebrochen, deshalb wissen wir noch nicht, ob freigegeben wurde. Geben Sie noch einmal frei: Es wird nie doppelt freigegeben.',
    gone: 'Die Seite des Shops wurde geschlossen oder neu geladen. Sie können hier noch freigeben und dann zum Tab des Shops zurückgehen. Ohne Bestellung wird das Geld wieder frei.',
    unsaved: 'Die Adresse wurde nicht gespeichert. Der Shop hat weiterhin die vorige.',
  },
  rejections: {
    ADDRESS_ERROR: 'An diese Adresse liefert der Shop nicht. Wählen Sie eine andere.',
    COUNTRY_ERROR: 'In dieses Land liefert der Shop nicht. Wählen Sie eine andere Adresse.',
    STATE_ERROR: 'In diese Region liefert der Shop nicht. Wählen Sie eine andere Adresse.',
    ZIP_ERROR: 'In diese Postleitzahl liefert der Shop nicht. Wählen Sie eine andere Adresse.',
    METHOD_UNAVAILABLE:
      'Dieser Versand ist für die Adresse nicht möglich. Wählen Sie einen anderen.',
    STORE_UNAVAILABLE:
      'Der Shop kann diese Bestellung gerade nicht annehmen. Es wurde nichts freigegeben.',
    addressUnserviceable: 'An diese Adresse liefert der Shop nicht. Wählen Sie eine andere.',
    shippingContactInvalid: 'In dieser Adresse fehlt etwas. Wählen Sie eine andere.',
    billingContactInvalid: 'In Ihrer Rechnungsadresse fehlt etwas. Wählen Sie eine andere Adresse.',
    couponCodeInvalid:
      'Ein Code in Ihrem Warenkorb gilt nicht mehr. Brechen Sie ab und prüfen Sie den Warenkorb.',
    unknown: 'Der Shop kann diese Auswahl nicht annehmen. Wählen Sie Adresse oder Versand neu.',
  },
  ends: {
    approved: {
      title: 'Freigegeben',
      text: '{amount} sind freigegeben. Gehen Sie zurück zum Shop, um zu bestellen.',
    },
    alone: {
      title: 'Freigegeben',
      text: '{amount} sind freigegeben. Die Seite des Shops wurde geschlossen oder neu geladen: Gehen Sie zum Tab des Shops und schließen Sie dort die Bestellung ab. Ohne Bestellung wird das Geld wieder frei.',
    },
    closed: {
      title: 'Diese Zahlung wurde abgebrochen oder ist abgelaufen',
      text: 'Es wurde nichts freigegeben. Im Shop können Sie neu beginnen.',
    },
    lost: {
      title: 'Die Seite des Shops ist nicht mehr da',
      text: 'Es wurde nichts freigegeben. Gehen Sie zum Tab des Shops und beginnen Sie dort neu.',
    },
  },
}
