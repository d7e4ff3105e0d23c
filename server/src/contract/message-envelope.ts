import { z } from 'zod'

/** Who sends the messages that leave here, as shops record it. */
export const actorId = 'tillway'

/** Microseconds in UTC without a zone: the form that shops write and compare. */
const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
  .describe('When it became true: UTC, microseconds, no zone.')

/** What accompanies a payload on its way to a shop. Nothing of it is secret. */
export const MessageAttributes = z
  .object({
    name: z.string().describe('The name of the message.'),
    transferName: z.string().describe('The same, under the name that older shops read.'),
    event: z.string().describe('The same again.'),
    tenantIdentifier: z.string(),
    storeReference: z.string().describe('The tenant, under the name that older shops read.'),
    actorId: z.literal(actorId).describe('The app that sent it.'),
    emitter: z.literal(actorId),
    publisher: z.literal(actorId),
    correlationId: z.uuid().describe('The same for every attempt at this message.'),
    transactionId: z.uuid().describe('For tracing; it has nothing to do with a payment.'),
    timestamp: Timestamp,
  })
  .describe('Attributes of a message, as shops’ message brokers read them.')

/** A message as it is fetched. `MessageBody` is the payload as a JSON string. */
export const MessageEnvelope = z.object({
  MessageId: z.uuid().describe('Stable: recognise a repetition by it.'),
  MessageBody: z.string().describe('The payload, as a JSON string.'),
  MessageAttributes,
})

/** What accompanies a command of a shop, as headers. */
export const SentAttributes = z
  .object({
    'Transfer-Name': z
      .string()
      .describe('The name of the message. `Name` and `Event` are read as well.'),
    'Message-Id': z
      .string()
      .max(100)
      .describe(
        'The shop’s own id, which makes a repetition harmless. `Transaction-Id` is read as well.',
      ),
    'Tenant-Identifier': z
      .string()
      .describe('The tenant of the token. `X-Tenant-Identifier` is read as well.'),
  })
  .describe('Attributes of a command.')

/** What accompanies a message that is pushed, by Standard Webhooks. */
export const PushHeaders = z.object({
  'webhook-id': z.uuid().describe('The id of the message: recognise a repetition by it.'),
  'webhook-timestamp': z.string().describe('When it was sent, in seconds since 1970.'),
  'webhook-signature': z
    .string()
    .describe(
      '`v1,` and base64, once per secret, separated by spaces. One that matches is enough.',
    ),
})

/** A message as it is pushed. Its id is the header `webhook-id`. */
export const PushBody = z.object({
  type: z.string().describe('The name of the message.'),
  timestamp: z.iso.datetime({ precision: 6 }).describe('When it became true.'),
  data: z.record(z.string(), z.unknown()).describe('The payload.'),
  channel: z.string(),
  tenantIdentifier: z.string(),
})

export const Acknowledgement = z.object({
  messageIds: z
    .array(z.string().max(100))
    .min(1)
    .max(1000)
    .describe('What has been taken. Ids that are not waiting are ignored.'),
})

/** How many messages one request may fetch. */
export const PullLimit = z.coerce.number().int().min(1).max(1000).default(100)
