import type { englishOrder } from './words-en-order.ts'

/** The words of orders, of their items, and of the process that these go through. */
export const germanOrder: typeof englishOrder = {
  orders: {
    title: 'Bestellungen',
    search: 'Bestellungen suchen',
    searchHint: 'Bestellung, Transaktion, E-Mail …',
    columns: {
      order: 'Bestellung',
      customer: 'Kunde',
      states: 'Positionen',
      created: 'Aufgegeben',
      total: 'Summe',
    },
    filters: { state: 'Zustand', attention: 'Anlass' },
    withoutPayment: 'ohne Zahlung',
    empty: { title: 'Noch keine Bestellungen', text: 'Die erste erscheint hier von selbst.' },
    noneFound: {
      title: 'Keine Bestellung gefunden',
      text: 'Schreiben Sie, wie die Nummer beginnt, oder eine ganze E-Mail-Adresse.',
    },
    elsewhere: {
      title: 'Bestellungen führt Ihr Shop',
      text: 'Dieser Server arbeitet für einen anderen Shop. Dessen Backoffice hat die Bestellungen.',
    },
  },
  order: {
    missing: {
      title: 'Diese Bestellung gibt es nicht',
      text: 'Vielleicht stimmt die Nummer nicht. Suchen Sie nach ihrem Anfang.',
    },
    facts: {
      placed: 'Aufgegeben',
      customer: 'Kunde',
      payment: 'Zahlung',
      items: 'Positionen',
    },
    noPayment: 'keine',
    items: 'Positionen',
    selectAll: 'Alle Positionen auswählen',
    select: (name) => `${name} auswählen`,
    selected: (count) => (count === 1 ? '1 Position ausgewählt' : `${count} Positionen ausgewählt`),
    chooseItems: 'Wählen Sie Positionen, um zu sehen, was mit ihnen geht.',
    noEvents: 'Von Hand geht jetzt nichts mit allen diesen Positionen.',
    since: (time) => `seit ${time}`,
    history: 'Verlauf',
    pieces: (quantity, price) => `${quantity} × ${price}`,
    totals: {
      title: 'Summe',
      subtotal: 'Zwischensumme',
      expenseTotal: 'Versand',
      discountTotal: 'Rabatt',
      taxTotal: 'MwSt. enthalten',
      grandTotal: 'Summe',
    },
    process: 'Prozess',
    diagram: (name) => `Der Prozess ${name}. Die Zustände, in denen die Positionen sind, leuchten.`,
    openDiagram: 'Das ganze Bild',
    confirm: (event) => `${event}?`,
    confirmText: (count) =>
      count === 1
        ? 'Es wird für 1 Position ausgelöst.'
        : `Es wird für ${count} Positionen ausgelöst.`,
    moneyMoves: 'Dabei kann Geld fließen.',
    fire: (event) => event,
    fired: (event, states) => `${event}: ${states}.`,
  },
}
