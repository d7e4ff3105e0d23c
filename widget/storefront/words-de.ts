import type { Words } from './words.ts'

export const german: Words = {
  brand: 'Lumen & Oak',
  skipToContent: 'Zum Inhalt springen',
  language: 'Sprache',
  nav: {
    label: 'Shop',
    orders: 'Bestellungen',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    cart: 'Warenkorb',
    cartCount: (count) =>
      count === 1 ? '1 Artikel im Warenkorb' : `${count} Artikel im Warenkorb`,
  },
  footer: {
    promise: 'Ein Demo-Shop. Es fließt kein echtes Geld, und es wird nichts verschickt.',
    demo: 'Demo',
    apiDocuments: 'API-Dokumente',
    chaos: 'Den Zahlungsanbieter stören',
    payFirst: 'Vor der Bestellung bezahlen',
    embed: 'Die Kasse als ein Script-Tag',
  },
  crumbs: {
    label: 'Fortschritt',
    cart: 'Warenkorb',
    address: 'Adresse',
    payment: 'Zahlung',
    done: 'Fertig',
  },
  catalogue: {
    title: 'Licht und Holz, die bleiben',
    lead: 'Leuchten und kleine Möbel aus wenigen guten Werkstätten.',
    search: 'Suche',
    searchHint: 'Leuchte, Eiche, Glas …',
    count: (count) => (count === 1 ? '1 Produkt' : `${count} Produkte`),
    noneFound: (search) => ({
      title: `Nichts gefunden für „${search}“`,
      text: 'Versuchen Sie ein kürzeres Wort, oder sehen Sie sich alles an.',
    }),
    none: {
      title: 'Die Regale sind leer',
      text: 'Zurzeit gibt es keine Produkte. Bitte schauen Sie später vorbei.',
    },
    showAll: 'Alle Produkte zeigen',
  },
  product: {
    soldOut: 'Ausverkauft',
    left: (count) => `Nur noch ${count} da`,
    inStock: 'Auf Lager',
    priceNote: 'Inklusive Mehrwertsteuer. Den Versand wählen Sie an der Kasse.',
    quantity: 'Menge',
    add: 'In den Warenkorb',
    added: (name) => `${name} liegt im Warenkorb.`,
    toCart: 'Zum Warenkorb',
    all: 'Alle Produkte',
    notFound: {
      title: 'Dieses Produkt haben wir nicht',
      text: 'Vielleicht ist es nicht mehr im Sortiment. Alles andere finden Sie hier:',
    },
  },
  cart: {
    title: 'Warenkorb',
    empty: {
      title: 'Ihr Warenkorb ist leer',
      text: 'Was Sie hineinlegen, bleibt hier, bis Sie wiederkommen.',
    },
    browse: 'Produkte ansehen',
    each: (price) => `je ${price}`,
    less: (name) => `Ein Stück weniger von ${name}`,
    more: (name) => `Ein Stück mehr von ${name}`,
    quantityOf: (name) => `Menge von ${name}`,
    remove: 'Entfernen',
    removeOf: (name) => `${name} entfernen`,
    notAvailable:
      'In dieser Menge nicht mehr verfügbar. Bitte nehmen Sie weniger, oder entfernen Sie es.',
    toCheckout: 'Zur Kasse',
    released: {
      title: 'Ihre Bestellung wurde aufgehoben',
      text: 'Es wurde nichts abgebucht. Alles liegt wieder in Ihrem Warenkorb.',
    },
  },
  summary: {
    title: 'Ihre Bestellung',
    subtotal: 'Zwischensumme',
    discount: 'Rabatt',
    shipping: 'Versand',
    shippingLater: 'nächster Schritt',
    tax: 'Enthaltene MwSt.',
    total: 'Gesamt',
    quantity: (count) => `Menge ${count}`,
  },
  checkout: {
    address: 'Adresse',
    haveAccount: 'Haben Sie ein Konto?',
    signedInAs: (username) => `Angemeldet als ${username}`,
    contact: 'Kontakt',
    delivery: 'Lieferadresse',
    shippingMethod: 'Versand',
    free: 'Kostenlos',
    toPayment: 'Weiter zur Zahlung',
    payment: 'Zahlung',
    deliverTo: 'Lieferung an',
    change: 'Ändern',
    changeAddress: 'Adresse ändern',
    changeShipping: 'Versand ändern',
    nothing: {
      title: 'Hier gibt es nichts zu bezahlen',
      text: 'Ihr Warenkorb ist leer. Was Sie in einem anderen Tab bezahlt haben, steht unter Bestellungen.',
    },
  },
  express: {
    title: 'Sofort bezahlen, mit gespeicherter Adresse',
    summary: 'Prüfen und bestellen',
    approvedWith: (amount: string, wallet: string) =>
      `Sie haben ${amount} mit ${wallet} freigegeben. Belastet wird nichts, bevor Sie bestellen.`,
    place: 'Zahlungspflichtig bestellen',
    placeNote:
      'Damit bestellen und bezahlen Sie. Ohne Bestellung wird der Betrag von selbst freigegeben.',
    otherWay: 'Anders bezahlen',
    changed: 'Der Gesamtbetrag hat sich geändert',
    changedText: (approved: string, total: string) =>
      `Freigegeben haben Sie ${approved}; die Bestellung kostet jetzt ${total}. Es wurde nichts belastet. Bitte geben Sie den neuen Betrag frei.`,
    approveAgain: 'Zurück zum Warenkorb',
  },
  fields: {
    'first-name': 'Vorname',
    'last-name': 'Nachname',
    email: 'E-Mail',
    address1: 'Straße und Hausnummer',
    address2: 'Wohnung, Stockwerk',
    zip: 'Postleitzahl',
    city: 'Ort',
    country: 'Land',
  },
  optional: 'freiwillig',
  problems: {
    missing: (label) => `${label} fehlt noch.`,
    email: 'Das sieht nicht nach einer E-Mail-Adresse aus, etwa ada@example.org.',
    zip: (digits) => `Eine Postleitzahl hat dort ${digits} Ziffern.`,
    tooLong: (max) => `Bitte kürzen Sie auf ${max} Zeichen.`,
    summary: (count) =>
      count === 1
        ? 'Ein Feld braucht noch einen Blick.'
        : `${count} Felder brauchen noch einen Blick.`,
  },
  open: {
    title: 'Sie haben eine offene Bestellung',
    text: (amount) => `${amount} sind noch zu bezahlen.`,
    until: (time) =>
      `Wir halten sie bis ${time} für Sie frei. Abgebucht wird erst, wenn Sie bestätigen.`,
    continue: 'Zahlung fortsetzen',
    change: 'Bestellung ändern',
    changing: 'Die Bestellung wird aufgehoben …',
    changingText: 'Wir brechen zuerst die Zahlung ab, damit nichts doppelt abgebucht wird.',
    slow: 'Der Zahlungsanbieter antwortet noch. Sie können die Seite verlassen: Es geht von selbst weiter.',
    paidMeanwhile: {
      title: 'Diese Bestellung wurde inzwischen bezahlt',
      text: 'Sie lässt sich nicht mehr ändern, und es wird nicht noch einmal abgebucht.',
    },
    showOrder: 'Bestellung ansehen',
  },
  returned: {
    title: 'Ihre Zahlung',
    incomplete: {
      title: 'Dieser Link ist unvollständig',
      text: 'Er sagt nicht, um welche Zahlung es geht. Unter Bestellungen sehen Sie den Stand jeder Zahlung.',
    },
    toOrders: 'Bestellungen ansehen',
    toCart: 'Zurück zum Warenkorb',
    toOrder: (reference) => `Bestellung ${reference} ansehen`,
    toShop: 'Weiter einkaufen',
    elsewhere: 'Die Bestellung selbst sehen Sie in dem Browser, in dem sie aufgegeben wurde.',
  },
  order: {
    heading: 'Bestellung',
    title: (reference) => `Bestellung ${reference}`,
    placed: 'Aufgegeben am',
    conditions: {
      open: {
        label: 'Noch nicht bezahlt',
        title: 'Diese Bestellung wartet auf Ihre Zahlung',
        text: 'Es wurde nichts abgebucht.',
      },
      confirming: {
        label: 'Zahlung läuft',
        title: 'Ihre Zahlung wird gerade bestätigt',
        text: 'Diese Seite ändert sich von selbst. Sie können sie schließen: Die Bestellung bleibt Ihre.',
      },
      changing: {
        label: 'Wird aufgehoben',
        title: 'Diese Bestellung wird aufgehoben',
        text: 'Zuerst wird die Zahlung abgebrochen. Diese Seite ändert sich von selbst.',
      },
      failed: {
        label: 'Zahlung fehlgeschlagen',
        title: 'Die Zahlung kam nicht zustande',
        text: 'Es wurde nichts abgebucht. Sie können anders bezahlen oder die Bestellung ändern.',
      },
      paid: {
        label: 'Bezahlt',
        title: 'Danke, Ihre Bestellung ist bezahlt',
        text: 'Sie können jederzeit hierher zurückkommen oder die Seite drucken.',
      },
      shipped: {
        label: 'Unterwegs',
        title: 'Ihre Bestellung ist unterwegs',
        text: 'Sie können jederzeit hierher zurückkommen oder die Seite drucken.',
      },
      delivered: {
        label: 'Geliefert',
        title: 'Ihre Bestellung ist angekommen',
        text: 'Wir hoffen, sie gefällt Ihnen.',
      },
      refunding: {
        label: 'Erstattung läuft',
        title: 'Sie bekommen Ihr Geld zurück',
        text: 'Es geht den Weg zurück, auf dem Sie bezahlt haben. Das kann einige Tage dauern.',
      },
      partlyRefunded: {
        label: 'Teilweise erstattet',
        title: 'Einen Teil Ihres Geldes haben Sie zurück',
        text: 'Für welche Produkte, steht in der Liste unten.',
      },
      refunded: {
        label: 'Erstattet',
        title: 'Sie haben Ihr Geld zurück',
        text: 'Es ging den Weg zurück, auf dem Sie bezahlt haben. Ihre Bank zeigt es vielleicht erst in einigen Tagen.',
      },
      canceled: {
        label: 'Aufgehoben',
        title: 'Diese Bestellung wurde aufgehoben',
        text: 'Es wurde nichts abgebucht. Möchten Sie die Produkte noch, liegen sie im Warenkorb.',
      },
    },
    itemStates: {
      'payment pending': 'noch nicht bezahlt',
      'authorization failed': 'noch nicht bezahlt',
      authorized: 'bezahlt',
      captured: 'bezahlt',
      shipped: 'unterwegs',
      delivered: 'geliefert',
      closed: 'geliefert',
      returning: 'auf dem Weg zurück',
      'refund pending': 'Erstattung läuft',
      refunded: 'erstattet',
      canceled: 'aufgehoben',
    },
    pieces: (count, state) => `${count} × ${state}`,
    items: 'Produkte',
    shippingAddress: 'Lieferadresse',
    billingAddress: 'Rechnungsadresse',
    shippingMethod: 'Versand',
    contact: 'Kontakt',
    print: 'Drucken',
    toCart: 'Zum Warenkorb',
    notFound: {
      title: 'Diese Bestellung können wir nicht zeigen',
      text: 'Sie ist nur für den sichtbar, der sie aufgab: im selben Browser oder nach dem Anmelden.',
    },
  },
  orders: {
    title: 'Bestellungen',
    empty: {
      title: 'Noch keine Bestellungen',
      text: 'Was Sie in diesem Browser bestellen, erscheint hier.',
    },
    products: (first, more) => (more === 0 ? first : `${first} und ${more} weitere`),
  },
  signIn: {
    title: 'Anmelden',
    lead: 'Ihr Warenkorb kommt mit.',
    username: 'E-Mail',
    password: 'Passwort',
    submit: 'Anmelden',
    hint: 'Die Kundin dieser Demo ist ada@example.org mit dem Passwort change123.',
    fill: 'Eintragen',
    expired: 'Ihre Anmeldung ist abgelaufen. Sie sind als Gast hier oder melden sich neu an.',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ein Tippfehler, oder die Seite ist umgezogen.',
  },
  toShop: 'Zum Shop',
  offline:
    'Sie sind offline. Es geht nichts verloren, und wir machen weiter, sobald Sie wieder da sind.',
  slow: 'Das dauert länger als sonst. Wir warten noch auf den Shop.',
  slowAction: 'Noch einen Moment …',
  retry: 'Noch einmal versuchen',
  loadFailed: 'Das ließ sich nicht laden',
  failures: {
    unreachable:
      'Der Shop hat nicht geantwortet. Ihr Warenkorb ist sicher, und es wurde nichts abgebucht.',
    'database-unavailable':
      'Der Shop ist kurz nicht erreichbar. Es ist nichts geschehen. Bitte versuchen Sie es gleich noch einmal.',
    'stock-insufficient': 'So viele sind nicht mehr da. Bitte wählen Sie eine kleinere Menge.',
    'product-not-found': 'Dieses Produkt ist nicht mehr im Sortiment.',
    'item-not-found':
      'Dieses Produkt lag nicht mehr im Warenkorb. Er ist jetzt auf dem neuesten Stand.',
    'cart-not-found':
      'Dieser Warenkorb wurde bestellt oder in einem anderen Tab geändert. Die Seite ist jetzt aktuell.',
    'credentials-invalid': 'E-Mail und Passwort passen nicht zusammen. Bitte prüfen Sie beide.',
    'order-not-found':
      'Diese Bestellung ist hier nicht bekannt. Es wurde dadurch nichts abgebucht.',
    'order-not-cancellable': 'Diese Bestellung ist bezahlt und lässt sich nicht mehr ändern.',
  },
  failed:
    'Bei uns ging etwas schief. Dadurch wurde nichts abgebucht. Bitte versuchen Sie es noch einmal.',
}
