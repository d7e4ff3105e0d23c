import type { FailureKind } from '../failures.ts'
import { Acknowledgement, actorId, MessageEnvelope } from '../message-envelope.ts'
import { inboundTexts, outboundTexts } from '../message-texts.ts'
import { CommandPayload } from '../messages.ts'
import { json, type OpenApiOperation, type OpenApiResponse, type Parameter } from './document.ts'
import { describeFailures } from './failure-responses.ts'
import { type JsonSchema, writeSchema } from './schemas.ts'

/** What is served besides the operations of the contract: protocols of others, pages and health. */
type FixedPath = { path: string; method: 'get' | 'post' | 'delete'; operation: OpenApiOperation }

const text = { type: 'string' } as const

const inPath = (name: string, description: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: text,
})

const answer = (description: string, example: object): OpenApiResponse => ({
  description,
  content: { [json]: { schema: { type: 'object' }, example } },
})

const webhookFailures: FailureKind[] = [
  'webhook-body-missing',
  'webhook-malformed',
  'webhook-signature-invalid',
  'webhook-stale',
  'webhook-endpoint-unknown',
  'body-too-large',
  'rate-limited',
  'internal-error',
  'database-unavailable',
]

const webhook = (path: string, operationId: string, mode: 'live' | 'test'): FixedPath => ({
  path,
  method: 'post',
  operation: {
    operationId,
    tags: ['webhooks'],
    summary: `Take a ${mode} event of a payment provider.`,
    description:
      'The raw body is verified in the provider’s own way (the sandbox signs by Standard Webhooks), kept, answered, and ' +
      'applied right after. An event id that was here before is answered 200 and has no effect. ' +
      (path.includes('{psp}')
        ? 'An event of the other mode is refused: a test event never moves a live payment.'
        : 'This short path means the only provider and tenant that are configured.'),
    ...(path.includes('{psp}')
      ? {
          parameters: [
            inPath('psp', 'The name of the payment provider, such as `sandbox`.'),
            inPath('tenant', 'The tenant whose account it is.'),
          ],
        }
      : {}),
    requestBody: { required: true, content: { [json]: { schema: { type: 'object' } } } },
    responses: {
      200: answer('Taken.', { isSuccessful: true }),
      ...describeFailures(webhookFailures, 'app'),
    },
    security: [{}],
  },
})

const brokerFailures: FailureKind[] = [
  'validation-failed',
  'access-token-missing',
  'access-token-invalid',
  'tenant-missing',
  'tenant-mismatch',
  'tenant-unknown',
  'rate-limited',
  'internal-error',
  'database-unavailable',
]

const bodyFailures: FailureKind[] = ['body-missing', 'body-malformed', 'body-too-large']

const inHeader = (name: string, description: string, schema: JsonSchema = text): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
})

const consumer = inHeader(
  'Consumer-Id',
  'The tenant of the token. Tenant-Identifier and X-Tenant-Identifier are read as well.',
)

const messageId = '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11'

const fetchMessages: FixedPath = {
  path: '/channels/{channel}',
  method: 'get',
  operation: {
    operationId: 'fetchMessages',
    tags: ['messages'],
    summary: 'Hand out what waits for the shop.',
    description:
      'As a shop’s message broker asks for it, in order per payment. Whoever is handed a message has 60 seconds to ' +
      'acknowledge it before it is handed out again; until then nobody is handed a later one of the same payment. Messages ' +
      'are described in /asyncapi.json. A channel without messages is an empty list.',
    parameters: [
      inPath('channel', 'The channel, such as `payment-events`.'),
      {
        name: 'limit',
        in: 'query',
        description: 'How many at most.',
        schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
      },
      consumer,
    ],
    responses: {
      200: {
        description: 'Oldest first.',
        content: {
          [json]: {
            schema: { type: 'array', items: writeSchema(MessageEnvelope) },
            example: [
              {
                MessageId: messageId,
                MessageBody: JSON.stringify(outboundTexts.PaymentAuthorized.example),
                MessageAttributes: {
                  name: 'PaymentAuthorized',
                  transferName: 'PaymentAuthorized',
                  event: 'PaymentAuthorized',
                  tenantIdentifier: 'demo',
                  storeReference: 'demo',
                  actorId,
                  emitter: actorId,
                  publisher: actorId,
                  correlationId: messageId,
                  transactionId: messageId,
                  timestamp: '2026-01-15T09:14:41.012345',
                },
              },
            ],
          },
        },
      },
      ...describeFailures(brokerFailures, 'app'),
    },
    security: [{ appToken: [] }],
  },
}

const acknowledgeMessages: FixedPath = {
  path: '/channels/{channel}',
  method: 'delete',
  operation: {
    operationId: 'acknowledgeMessages',
    tags: ['messages'],
    summary: 'Acknowledge what the shop has taken.',
    description: 'Repeatable. Ids that do not wait on this channel are ignored.',
    parameters: [inPath('channel', 'The channel that they were fetched from.'), consumer],
    requestBody: {
      required: true,
      content: {
        [json]: {
          schema: writeSchema(Acknowledgement),
          example: { messageIds: [messageId] },
        },
      },
    },
    responses: {
      200: answer('How many of them ended now.', { acknowledged: 1 }),
      ...describeFailures([...bodyFailures, ...brokerFailures], 'app'),
    },
    security: [{ appToken: [] }],
  },
}

const takeMessage: FixedPath = {
  path: '/channels/{channel}',
  method: 'post',
  operation: {
    operationId: 'takeMessage',
    tags: ['messages'],
    summary: 'Take a command of a shop.',
    description:
      'As a shop’s message broker sends it: the body is the payload, the attributes are headers. Taken once per ' +
      'Message-Id, applied right after, and answered by a message. A command for an order without a payment is answered ' +
      '404 and kept as a dead letter: sent again once there is a payment, it is applied.',
    parameters: [
      inPath('channel', 'The channel of the message: `payment-commands`.'),
      inHeader(
        'Transfer-Name',
        'The name of the message: `CapturePayment`, `CancelPayment` or `RefundPayment`. Name and Event are read as well.',
      ),
      inHeader('Message-Id', 'The shop’s own id of the message. Transaction-Id is read as well.', {
        type: 'string',
        maxLength: 100,
      }),
      inHeader(
        'Tenant-Identifier',
        'The tenant of the token. X-Tenant-Identifier is read as well.',
      ),
    ],
    requestBody: {
      required: true,
      content: {
        [json]: {
          schema: writeSchema(CommandPayload),
          example: inboundTexts.CancelPayment.example,
        },
      },
    },
    responses: {
      202: answer('Taken.', { MessageId: messageId }),
      ...describeFailures(
        [
          ...bodyFailures,
          'message-unknown',
          'message-id-reused',
          'payment-not-found',
          ...brokerFailures,
        ],
        'app',
      ),
    },
    security: [{ appToken: [] }],
  },
}

const returnShopper: FixedPath = {
  path: '/app-payment/redirect',
  method: 'get',
  operation: {
    operationId: 'returnShopper',
    tags: ['webhooks'],
    summary: 'Send a shopper who comes from the payment page back to the shop.',
    description:
      'Works without a login: the signed state says which payment it is, for 48 hours. The provider is asked what is true, ' +
      'and the browser goes on to the return address with `transactionId` in the query and a read token in the fragment ' +
      '(`#tillway_token=…`). Opening it again changes nothing and shows the state. A link that does not hold is answered ' +
      'with a page and code 4111.',
    parameters: [
      {
        name: 'state',
        in: 'query',
        required: true,
        description: 'Signed by Tillway.',
        schema: text,
      },
    ],
    responses: {
      303: {
        description: 'On to the shop.',
        headers: { Location: { description: 'The return address of the payment.', schema: text } },
      },
      400: {
        description: 'A page that says that the link is damaged or too old.',
        content: { 'text/html': { schema: text } },
      },
    },
    security: [{}],
  },
}

const health = (name: 'live' | 'ready', summary: string): FixedPath => ({
  path: `/health/${name}`,
  method: 'get',
  operation: {
    operationId: `health${name === 'live' ? 'Live' : 'Ready'}`,
    tags: ['health'],
    summary,
    responses: {
      200: answer('Yes.', { status: 'ok' }),
      ...(name === 'ready' ? { 503: answer('Not now.', { status: 'unavailable' }) } : {}),
    },
    security: [{}],
  },
})

export const fixedPaths: readonly FixedPath[] = [
  webhook('/webhooks/{psp}/{tenant}', 'takeWebhook', 'live'),
  webhook('/webhooks/test/{psp}/{tenant}', 'takeTestWebhook', 'test'),
  webhook('/webhooks', 'takeOnlyWebhook', 'live'),
  webhook('/webhooks/test', 'takeOnlyTestWebhook', 'test'),
  returnShopper,
  fetchMessages,
  acknowledgeMessages,
  takeMessage,
  health('live', 'Does the process answer?'),
  health('ready', 'Can it take payments? That needs the database.'),
]
