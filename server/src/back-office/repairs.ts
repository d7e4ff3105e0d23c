import type { Repair } from '../contract/back-office/parts.ts'

/** Ask the provider what is true of this payment. */
export const lookUpAgain = (transactionId: string): Repair => operate(transactionId, 'look-up')

export const operate = (
  transactionId: string,
  kind: 'capture' | 'cancel' | 'refund' | 'look-up',
): Repair => ({
  action: kind,
  path: '/back-office/api/payment-operations',
  type: 'payment-operations',
  attributes: { transactionId, kind },
})

/** Deliver this message again. */
export const replayOfMessage = (messageId: string): Repair => ({
  action: 'replay-message',
  path: '/back-office/api/message-replays',
  type: 'message-replays',
  attributes: { messageId },
})

/** Apply this event again. */
export const replayOfEvent = (source: string, eventId: string): Repair => ({
  action: 'replay-inbox-event',
  path: '/back-office/api/inbox-replays',
  type: 'inbox-replays',
  attributes: { source, eventId },
})
