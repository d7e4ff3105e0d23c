import type { z } from 'zod'
import { actorId, type MessageEnvelope } from '../../contract/message-envelope.ts'
import type { OutboundMessage } from '../../contract/messages.ts'

/** A message as shops' message brokers read it. What traces it is its own id, so that it is the same on every attempt. */
export const toEnvelope = (message: OutboundMessage): z.output<typeof MessageEnvelope> => ({
  MessageId: message.messageId,
  MessageBody: JSON.stringify(message.payload),
  MessageAttributes: {
    name: message.name,
    transferName: message.name,
    event: message.name,
    tenantIdentifier: message.tenant,
    storeReference: message.tenant,
    actorId,
    emitter: actorId,
    publisher: actorId,
    correlationId: message.messageId,
    transactionId: message.messageId,
    timestamp: message.timestamp.replace('Z', ''),
  },
})
