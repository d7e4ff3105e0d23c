export { announcePayment } from './announce-payment.ts'
export { readReturnedTransactionId, takeReturnToken } from './return-token.ts'
export { isFinal, type Watch } from './watch.ts'
export { watchPayment } from './watch-payment.ts'
