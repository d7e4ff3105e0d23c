import type { Words } from './words.ts'
import { germanOrder } from './words-de-order.ts'
import { germanPayment } from './words-de-payment.ts'
import { germanFacts, germanKinds, germanNotes, germanTitles } from './words-de-titles.ts'

const statuses: Words['statuses'] = {
  new: 'neu',
  authorized: 'autorisiert',
  authorization_failed: 'Autorisierung gescheitert',
  capture_requested: 'Einzug angefordert',
  captured: 'eingezogen',
  capture_failed: 'Einzug gescheitert',
  canceled: 'storniert',
  cancellation_failed: 'Stornierung gescheitert',
  overpaid: 'überzahlt',
  underpaid: 'unterzahlt',
  refunded: 'erstattet',
  'partially refunded': 'teilweise erstattet',
  'refund failed': 'Erstattung gescheitert',
}

const failures: Words['failures'] = {
  unreachable:
    'Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'database-unavailable':
    'Die Datenbank ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  'payment-not-found': 'Diese Zahlung gibt es nicht.',
  'order-not-found': 'Diese Bestellung gibt es nicht.',
  'resource-not-found': 'Das gibt es hier nicht.',
  'message-not-found': 'Diese Nachricht gibt es nicht mehr.',
  'inbox-event-not-found': 'Dieses Ereignis gibt es nicht mehr.',
  'operation-not-allowed':
    'Die Zahlung hat sich inzwischen geändert und lässt das jetzt nicht zu. An den Anbieter wurde nichts gesendet.',
  'order-event-not-available':
    'Die Bestellung hat sich inzwischen geändert: Das geht jetzt nicht mit allen diesen Positionen. Nichts wurde bewegt.',
  'replay-not-needed': 'Das ist schon erledigt oder wird noch von selbst versucht.',
  'psp-unavailable':
    'Der Zahlungsanbieter hat nicht geantwortet. Senden Sie es noch einmal: Es ist dieselbe Anfrage und wirkt nicht doppelt.',
  'request-in-flight':
    'Die erste Anfrage läuft noch. Warten Sie kurz und senden Sie sie noch einmal.',
  'validation-failed': 'Der Server hat das nicht verstanden. Prüfen Sie Ihre Eingabe.',
  'provider-unknown': 'Diese Installation hat den Anbieter nicht mehr.',
  'configuration-invalid': 'Etwas darin stimmt nicht. Nichts wurde gespeichert.',
  'configuration-changed':
    'Jemand anderes hat das inzwischen geändert. Nichts wurde gespeichert: Sehen Sie sich das Neueste an und machen Sie es noch einmal.',
  'app-not-connected': 'Der Anbieter ist nicht mehr verbunden. Nichts wurde gespeichert.',
  'tenant-not-configured': 'Der Anbieter ist nicht verbunden.',
  'access-token-invalid': 'Das ist kein Operator-Token dieses Servers.',
  'access-token-missing': 'Das ist kein Operator-Token dieses Servers.',
}

const attentionText: Words['attention']['groups'] = {
  'payments-without-order': {
    title: 'Geld ohne Bestellung',
    text: 'Es ist bezahlt, und der Shop hat noch keine Bestellung. Bleibt sie aus, wird das Geld zur Frist zurückgegeben.',
  },
  'orders-without-payment': {
    title: 'Bestellungen ohne Zahlung',
    text: 'Die Bestellung ist aufgegeben, und niemand hat sie bezahlt.',
  },
  'dead-messages': {
    title: 'Nachrichten, die der Shop nie angenommen hat',
    text: 'Jeder Versuch ist gescheitert. Der Shop weiß nicht, was mit diesen Zahlungen geschehen ist.',
  },
  'waiting-messages': {
    title: 'Nachrichten, die lange warten',
    text: 'Der Shop nimmt sie nicht an. Sie werden weiter versucht.',
  },
  'dead-inbox-events': {
    title: 'Ereignisse, die nicht übernommen werden konnten',
    text: 'Ein Anbieter hat etwas gemeldet, das nach allen Versuchen nicht übernommen ist.',
  },
  'waiting-inbox-events': {
    title: 'Ereignisse, die lange warten',
    text: 'Sie sind noch nicht übernommen. Sie werden weiter versucht.',
  },
  'unknown-operations': {
    title: 'Vorgänge mit unbekanntem Ausgang',
    text: 'Der Anbieter hat nicht gesagt, was daraus geworden ist. Sie werden von selbst nachgeschlagen.',
  },
  'failed-operations': {
    title: 'Gescheiterte Einzüge, Erstattungen und Stornierungen',
    text: 'Der Anbieter hat abgelehnt. Es ist kein Geld geflossen.',
  },
  'overshared-payments': {
    title: 'Mehr ausgezahlt, als übrig ist',
    text: 'Händler haben von diesen Zahlungen mehr, als nach den Erstattungen übrig ist. Der Shop holt es mit einer Rückbuchung zurück.',
  },
  'unknown-transfers': {
    title: 'Transfers mit unbekanntem Ausgang',
    text: 'Der Anbieter hat nicht gesagt, ob der Händler das Geld hat. Sie werden von selbst nachgeschlagen.',
  },
  'failed-transfers': {
    title: 'Gescheiterte Auszahlungen und Rückbuchungen',
    text: 'Der Anbieter hat abgelehnt. Es ist kein Geld geflossen, und der Shop kann es noch einmal verlangen.',
  },
}

export const german: Words = {
  brand: 'Tillway',
  crumbs: 'Wo Sie sind',
  skipToContent: 'Zum Inhalt',
  language: 'Sprache',
  nav: {
    label: 'Backoffice',
    menu: 'Menü',
    payments: 'Zahlungen',
    orders: 'Bestellungen',
    messages: 'Nachrichten',
    attention: 'Handlungsbedarf',
    apps: 'Apps',
    methods: 'Zahlungsmethoden',
    merchants: 'Händler',
    transfers: 'Auszahlungen',
    count: (count) => `${count} brauchen Aufmerksamkeit`,
    elsewhere: 'Anderswo',
    storefront: 'Shop',
    'sandbox-panel': 'Sandbox-Anbieter',
    'api-docs': 'API-Dokumente',
    shortcuts: 'Tastenkürzel',
    signOut: 'Abmelden',
  },
  modes: { test: 'Test', live: 'live' },
  testMode: 'Test · kein echtes Geld',
  signIn: {
    title: 'Anmelden',
    lead: 'Fügen Sie das Operator-Token dieses Servers ein. Es bleibt nur in diesem Tab.',
    token: 'Operator-Token',
    submit: 'Anmelden',
    missing: 'Fügen Sie das Operator-Token ein.',
    refused:
      'Das ist kein gültiges Operator-Token dieses Servers (mehr). Fügen Sie das aktuelle ein.',
    hint: 'Der Server wird damit als OPERATOR_TOKEN gestartet. Eine Demo gibt einen Link aus, der Sie anmeldet.',
  },
  live: { lost: 'Live-Aktualisierung unterbrochen. Neuer Versuch …', watching: 'Live' },
  offline: 'Sie sind offline. Was Sie sehen, ist vielleicht veraltet.',
  old: 'Das konnte nicht neu gelesen werden und ist vielleicht veraltet.',
  slow: 'Das dauert länger als sonst …',
  slowAction: 'Läuft noch …',
  loadFailed: 'Das konnte nicht geladen werden',
  retry: 'Noch einmal versuchen',
  failed:
    'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es so, hilft sein Protokoll.',
  failures,
  copy: 'Kopieren',
  copied: 'Kopiert.',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  yes: 'ja',
  no: 'nein',
  none: 'keine',
  unsaved: {
    title: 'Verlassen, ohne zu speichern?',
    text: 'Was Sie hier geändert haben, ist noch nicht gespeichert und ginge verloren.',
    stay: 'Hier bleiben',
    leave: 'Änderungen verwerfen',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht stimmt die Adresse nicht.',
    back: 'Zu den Zahlungen',
  },
  list: {
    older: 'Ältere',
    newest: 'Neueste',
    pages: 'Seiten',
    clear: 'Filter zurücksetzen',
    all: 'Alle',
    shown: (count) => `${count} angezeigt`,
  },
  shortcuts: {
    title: 'Tastenkürzel',
    list: [
      ['/', 'Suchen'],
      ['j  ↓', 'Weiter in der Liste'],
      ['k  ↑', 'Zurück in der Liste'],
      ['Enter', 'Öffnen'],
      ['Esc', 'Schließen oder zurück zur Liste'],
      ['?', 'Diese Kürzel'],
    ],
  },
  statuses,
  payments: {
    title: 'Zahlungen',
    search: 'Zahlungen suchen',
    searchHint: 'Transaktion, Bestellung, Warenkorb …',
    columns: {
      payment: 'Zahlung',
      status: 'Status',
      method: 'Zahlart',
      order: 'Bestellung',
      created: 'Begonnen',
      amount: 'Betrag',
    },
    filters: {
      status: 'Status',
      provider: 'Anbieter',
      mode: 'Modus',
      attention: 'Anlass',
    },
    attention: {
      orderless: 'ohne Bestellung',
      stuck: 'endet nicht',
      overshared: 'zu viel ausgezahlt',
      'failed-operation': 'Vorgang gescheitert',
    },
    noOrder: 'keine Bestellung',
    empty: { title: 'Noch keine Zahlungen', text: 'Die erste erscheint hier von selbst.' },
    noneFound: {
      title: 'Keine Zahlung gefunden',
      text: 'Vollständige Kennungen werden immer gefunden; sonst genügt deren Anfang.',
    },
    searchedBackTo: (time) =>
      `Zahlungen bis zurück zu ${time} durchgesehen. „Ältere“ sucht von dort weiter.`,
  },
  messages: {
    title: 'Nachrichten',
    toShop: 'An den Shop',
    fromProviders: 'Von Anbietern',
    states: {
      waiting: 'Wartend',
      delivered: 'Zugestellt',
      dead: 'Gescheitert',
      applied: 'Übernommen',
      ignored: 'Ignoriert',
    },
    empty: {
      waiting: { title: 'Nichts wartet', text: 'Alles ist weitergegeben.' },
      delivered: { title: 'Noch nichts zugestellt', text: 'Was der Shop annimmt, steht hier.' },
      dead: { title: 'Nichts ist gescheitert', text: 'Hier muss niemand etwas richten.' },
      applied: { title: 'Noch nichts übernommen', text: 'Was Anbieter melden, steht hier.' },
      ignored: { title: 'Nichts wurde ignoriert', text: 'Alles, was ankam, wurde gebraucht.' },
    },
    attempts: (count) => (count === 1 ? '1 Versuch' : `${count} Versuche`),
    next: (time) => `nächster Versuch ${time}`,
    payload: 'Inhalt',
    columns: { message: 'Nachricht', about: 'Betrifft', when: 'Wann', state: 'Zustand' },
    noPayment: 'keine Zahlung',
  },
  attention: {
    title: 'Handlungsbedarf',
    lead: 'Was sich nicht von selbst erledigt, das Älteste zuerst.',
    clear: {
      title: 'Nichts zu tun',
      text: 'Jede Zahlung hat ihre Bestellung, jede Nachricht ist angenommen, kein Vorgang ist offen. Diese Seite füllt sich von selbst.',
    },
    clearKinds: 'Nichts unter',
    groups: attentionText,
    all: (count) => `Alle ${count}`,
    since: (time) => `seit ${time}`,
  },
  titles: germanTitles,
  notes: germanNotes,
  kinds: germanKinds,
  factNames: germanFacts,
  ...germanPayment,
  ...germanOrder,
}
