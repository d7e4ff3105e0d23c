import type { englishPayment } from './words-en-payment.ts'

type Words = typeof englishPayment
type Amount = { amount: string }

const unchanged = () => 'Es hat sich nichts geändert.'

const operation: Words['operation'] = {
  capture: {
    title: 'Einziehen',
    text: 'Der Anbieter wird gebeten, das Geld vom Käufer einzuziehen. Geld fließt.',
    submit: ({ amount }) => `${amount} einziehen`,
  },
  cancel: {
    title: 'Diese Zahlung stornieren',
    text: 'Der reservierte Betrag wird freigegeben. Der Käufer wird nicht belastet, und die Zahlung ist danach nicht mehr verwendbar.',
    submit: ({ amount }) => `${amount} freigeben`,
  },
  refund: {
    title: 'Erstatten',
    text: 'Der Anbieter wird gebeten, dem Käufer Geld zurückzugeben. Geld fließt und lässt sich nicht zurückholen.',
    submit: ({ amount }) => `${amount} erstatten`,
  },
  plain: { capture: 'Einziehen', cancel: 'Zahlung stornieren', refund: 'Erstatten' },
  amount: (currency) => `Betrag in ${currency}`,
  max: (max) => `Höchstens ${max}`,
  all: 'Alles',
  items: 'Für diese Positionen',
  itemsNote: 'Gewählte Positionen füllen ihre Summe ein, ohne Versand.',
  amountProblems: {
    empty: () => 'Geben Sie einen Betrag ein.',
    'not-a-number': () => 'Das ist kein Betrag. Schreiben Sie Ziffern, etwa 12,50.',
    'too-many-decimals': () => 'Diese Währung hat weniger Nachkommastellen.',
    ambiguous: () =>
      'Das lässt sich als zwei Beträge lesen. Schreiben Sie alle Nachkommastellen oder keine Tausenderpunkte.',
    zero: () => 'Der Betrag muss größer als null sein.',
    'too-much': (max) => `Höchstens ${max} sind übrig.`,
  },
  again: 'Noch einmal senden',
  unknown:
    'Das wurde gesendet, und es kam keine Antwort: Vielleicht ist es schon ausgeführt. Noch einmal senden ist sicher, denn es ist dieselbe Anfrage.',
  outcomes: {
    capture: {
      succeeded: ({ amount }: Amount) => `${amount} eingezogen.`,
      pending: ({ amount }: Amount) =>
        `Der Einzug von ${amount} ist unterwegs. Diese Seite ändert sich von selbst.`,
      refused: () => 'Der Anbieter hat den Einzug abgelehnt. Es ist kein Geld geflossen.',
      unchanged,
    },
    cancel: {
      succeeded: () => 'Die Zahlung ist storniert. Es wurde nichts abgebucht.',
      pending: () => 'Die Stornierung ist unterwegs. Diese Seite ändert sich von selbst.',
      refused: () => 'Der Anbieter hat die Stornierung abgelehnt.',
      unchanged,
    },
    refund: {
      succeeded: ({ amount }: Amount) => `${amount} erstattet.`,
      pending: ({ amount }: Amount) =>
        `Die Erstattung von ${amount} ist unterwegs. Diese Seite ändert sich von selbst.`,
      refused: () => 'Der Anbieter hat die Erstattung abgelehnt. Es ist kein Geld geflossen.',
      unchanged,
    },
    'look-up': {
      succeeded: () => 'Der Anbieter wusste mehr als wir. Es ist übernommen.',
      pending: () => 'Der Anbieter ist noch nicht fertig. Diese Seite ändert sich von selbst.',
      refused: () => 'Der Anbieter gibt zu dieser Zahlung keine Auskunft.',
      unchanged: () => 'Der Anbieter sagt dasselbe wie wir.',
    },
  },
}

/** The words of one payment, of what is done with it, and of what mends it. */
export const germanPayment: Words = {
  payment: {
    title: (id) => `Zahlung ${id}`,
    missing: {
      title: 'Diese Zahlung gibt es nicht',
      text: 'Vielleicht ist die Kennung abgeschnitten. Suchen Sie nach ihrem Anfang.',
    },
    facts: {
      order: 'Bestellung',
      method: 'Zahlart',
      shopper: 'Käufer',
      tenant: 'Shop',
      transaction: 'Transaktion',
      pspReference: 'Anbieterreferenz',
      cart: 'Warenkorb',
      created: 'Begonnen',
      updated: 'Geändert',
      pspStatus: 'Anbieter sagt',
    },
    unknownShopper: 'nicht bekannt',
    noOrder: 'noch keine',
    orderless: (since, deadline) =>
      `Bezahlt seit ${since}, und der Shop hat keine Bestellung. Bleibt sie aus, wird das Geld um ${deadline} zurückgegeben.`,
    requested: (amount) => `Der Anbieter wurde gebeten, den Betrag auf ${amount} zu ändern.`,
    processing: 'Ein Vorgang läuft. Diese Seite ändert sich von selbst.',
    happened: 'Was geschehen ist',
    newestFirst: 'Neueste zuerst',
    oldestFirst: 'Älteste zuerst',
    truncated: (limit) => `Nur die neuesten ${limit} Einträge werden gezeigt.`,
    nothingHappened: 'Noch ist nichts festgehalten.',
    normalised: 'In unseren Worten',
    raw: 'Wie gespeichert, ohne Geheimnisse',
    money: 'Geld',
    authorised: 'Autorisiert',
    captured: 'Eingezogen',
    capturing: 'Einzug unterwegs',
    refunded: 'Erstattet',
    refunding: 'Erstattung unterwegs',
    voided: 'Freigegeben',
    bar: ({ authorised, captured, refunded }) =>
      `${captured} von ${authorised} eingezogen, ${refunded} erstattet`,
    movements: 'Einzüge und Erstattungen',
    movement: { capture: 'Einzug', refund: 'Erstattung' },
    movementStatuses: {
      pending: 'offen',
      processing: 'unterwegs',
      succeeded: 'erledigt',
      failed: 'gescheitert',
      canceled: 'storniert',
    },
    elsewhere: 'beim Anbieter veranlasst',
    items: 'Positionen',
    notPossible: 'Was jetzt nicht geht',
  },
  actions: {
    capture: 'Einziehen…',
    cancel: 'Stornieren…',
    refund: 'Erstatten…',
    'look-up': 'Beim Anbieter nachsehen',
  },
  repairs: {
    'replay-message': 'Noch einmal senden',
    'replay-inbox-event': 'Noch einmal anwenden',
    'look-up': 'Beim Anbieter nachsehen',
    capture: 'Noch einmal einziehen',
    cancel: 'Noch einmal stornieren',
    refund: 'Noch einmal erstatten',
    'fire-order-event': 'Bestellung weiterführen',
  },
  repaired: {
    'replay-message': 'Die Nachricht ist wieder unterwegs.',
    'replay-inbox-event': 'Das Ereignis wird noch einmal angewendet.',
    'look-up': 'Der Anbieter wurde gefragt. Was er gesagt hat, steht hier.',
    capture: 'Der Einzug ist veranlasst.',
    cancel: 'Die Stornierung ist veranlasst.',
    refund: 'Die Erstattung ist veranlasst.',
    'fire-order-event': 'Die Bestellung ist weitergeführt.',
  },
  confirmRepair: {
    title: 'Wirklich ausführen?',
    capture: operation.capture.text,
    cancel: 'Der Anbieter wird gebeten, das Geld freizugeben. Der Käufer wird nicht belastet.',
    refund: operation.refund.text,
  },
  operation,
}
