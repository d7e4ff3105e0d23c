import type { Words } from './en.ts'

/** Every word of the widget in German. */
export const de: Words = {
  'methods.legend': 'Wie möchten Sie bezahlen?',
  'methods.empty': 'Hier gibt es im Moment keine Zahlungsart. Bitte fragen Sie den Shop.',
  'pay.continue': 'Weiter zur sicheren Zahlung',
  'pay.busy': 'Einen Moment …',
  'pay.leaving': 'Sie werden zur Zahlungsseite gebracht …',
  'pay.here': 'Hier weitermachen',
  'pay.paid': 'Bezahlt',
  'pay.now': 'Jetzt bezahlen',
  'pay.nowNote': 'Sie bezahlen, wenn Sie diesen Knopf drücken. Ihre Karte sieht der Shop nie.',
  'pay.note': 'Es wird nichts abgebucht, bevor Sie auf der nächsten Seite bestätigen.',
  'pay.slow': 'Das dauert länger als sonst. Bitte bleiben Sie hier; Sie zahlen nicht doppelt.',
  'pay.elsewhere':
    'Sie bezahlen gerade in einem anderen Tab. In diesem Tab wird nicht mehr bezahlt.',
  'pay.paidNote': 'Diese Bestellung ist bezahlt. Sie müssen nicht noch einmal bezahlen.',
  'open.title': 'Sie haben eine angefangene Zahlung',
  'open.text':
    'Es wurde noch nichts abgebucht. Machen Sie dort weiter, oder ändern Sie, wie Sie bezahlen.',
  'open.continue': 'Weitermachen',
  'open.change': 'Ändern',
  'return.loading': 'Ihre Zahlung wird nachgesehen …',
  'return.paid': 'Vielen Dank. Ihre Zahlung ist angekommen',
  'return.paidText': '{amount} sind bezahlt. Es ist nichts mehr zu tun.',
  'return.order': 'Ihre Bestellnummer ist {order}.',
  'return.pending': 'Ihre Zahlung ist unterwegs',
  'return.pendingText':
    'Ihre Bank prüft noch. Sie können diese Seite schließen; Ihre Bestellung zeigt, wie es ausgeht.',
  'return.failed': 'Die Zahlung hat nicht geklappt',
  'return.canceled': 'Sie haben die Zahlung abgebrochen',
  'return.canceledText': 'Es wurde nichts abgebucht. Sie können zurückgehen und anders bezahlen.',
  'return.released': 'Ihre Zahlung wurde zurückgegeben',
  'return.open': 'Sie haben noch nicht bezahlt',
  'return.openText':
    'Es wurde nichts abgebucht. Machen Sie auf der Zahlungsseite weiter, wenn Sie so weit sind.',
  'return.problem': 'Ihre Zahlung konnte nicht nachgesehen werden',
  'return.trouble':
    'Der Shop ist gerade nicht erreichbar. Ihre Zahlung ist davon nicht betroffen; wir sehen weiter nach.',
  'return.retry': 'Noch einmal versuchen',
  'return.back': 'Zurück zur Kasse',
  'return.placing': 'Ihre Zahlung ist vorgemerkt. Ihre Bestellung wird aufgegeben …',
  'return.unplaced': 'Ihre Bestellung ist noch nicht aufgegeben',
  'return.unplacedText':
    'Ihre Zahlung ist vorgemerkt, aber nicht abgebucht. Geben Sie die Bestellung jetzt auf; sonst wird der Betrag freigegeben.',
  'return.place': 'Bestellung aufgeben',
  'reason.declined':
    'Ihre Bank hat die Zahlung abgelehnt. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal oder mit einer anderen Karte.',
  'reason.insufficient-funds':
    'Auf diesem Konto ist nicht genug Geld. Es wurde nichts abgebucht. Bitte bezahlen Sie anders.',
  'reason.authentication-failed':
    'Ihre Bank konnte nicht bestätigen, dass Sie es sind. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal oder mit einer anderen Karte.',
  'reason.expired':
    'Die Zeit zum Bezahlen ist abgelaufen. Es wurde nichts abgebucht. Sie können neu beginnen.',
  'reason.no-order':
    'Zu Ihrer Zahlung kam rechtzeitig keine Bestellung zustande. Der vorgemerkte Betrag ist wieder frei, es wurde nichts abgebucht. Sie können neu beginnen.',
  'failure.unknown':
    'Das hat nicht geklappt. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal; Sie zahlen nicht doppelt.',
  'failure.too-many-attempts':
    'Es gab zu viele Versuche. Es wurde nichts abgebucht. Bitte warten Sie einige Minuten.',
  'failure.attempts-spent':
    'Es wurden zu viele Karten abgelehnt. Es wurde nichts abgebucht. Bitte warten Sie eine Stunde, bevor Sie es noch einmal versuchen.',
  'failure.request-in-flight':
    'Ihr erster Klick wird noch bearbeitet. Bitte drücken Sie gleich noch einmal; Sie zahlen nicht doppelt.',
  'failure.cart-empty':
    'Ihr Warenkorb ist leer oder schon bestellt. Es wurde nichts abgebucht. Ihre Bestellungen zeigen mehr.',
  'failure.change-failed':
    'Ihre Zahlung konnte gerade nicht geändert werden. Bitte versuchen Sie es noch einmal, oder machen Sie weiter.',
  'failure.amount-mismatch':
    'Ihr Warenkorb hat sich geändert. Es wurde nichts abgebucht. Bitte prüfen Sie ihn und bezahlen Sie dann den neuen Betrag.',
  'failure.payment-differs':
    'Zu dieser Bestellung gibt es schon eine angefangene Zahlung. Es wurde nichts abgebucht. Bitte beenden oder ändern Sie diese.',
  'failure.cancellation-pending':
    'Ihre Zahlung wird gerade storniert, und der vorgemerkte Betrag wird freigegeben. Bitte warten Sie einen Moment, bevor Sie noch einmal bezahlen.',
  'failure.payment-not-cancelable':
    'Ihre Zahlung konnte nicht storniert werden. Ohne Bestellung wird sie von selbst zurückgegeben. Bitte fragen Sie den Shop, bevor Sie noch einmal bezahlen.',
  'failure.payment-failed':
    'Die Zahlung hat nicht geklappt. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal, oder bezahlen Sie anders.',
  'failure.validation-failed':
    'Bei Ihrer Bestellung fehlt etwas, oder etwas ist so nicht möglich. Es wurde nichts abgebucht. Bitte prüfen Sie sie und versuchen Sie es noch einmal.',
  'failure.payment-not-found':
    'Diese Zahlung können wir hier nicht zeigen. Ihre Bestellungen zeigen, ob sie bezahlt ist.',
  'failure.payment-method-not-found':
    'So kann jetzt nicht bezahlt werden. Es wurde nichts abgebucht. Bitte bezahlen Sie anders.',
  'failure.network':
    'Der Shop ist nicht erreichbar. Es wurde nichts abgebucht. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'failure.offline':
    'Sie sind offenbar offline. Es wurde nichts abgebucht. Sobald Sie wieder verbunden sind, können Sie weitermachen.',
  'failure.psp-unavailable':
    'Der Zahlungsanbieter hat nicht geantwortet. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal, oder bezahlen Sie anders.',
  'failure.tenant-unknown':
    'Dieser Shop kann diese Zahlung noch nicht annehmen. Es wurde nichts abgebucht. Bitte fragen Sie den Shop.',
  'failure.access-token-invalid':
    'Bitte melden Sie sich neu an, oder laden Sie die Seite neu. Es wurde nichts abgebucht.',
  'failure.stock-insufficient':
    'Von einem Ihrer Produkte ist nicht mehr genug da. Es wurde nichts abgebucht. Bitte prüfen Sie Ihren Warenkorb.',
}
