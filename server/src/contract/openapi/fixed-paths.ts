import type { FailureKind } from '../failures.ts'
import { json, type OpenApiOperation, type OpenApiResponse, type Parameter } from './document.ts'
import { describeFailures } from './failure-responses.ts'

/** What is served besides the operations of the contract: protocols of others, pages and health. */
type FixedPath = { path: string; method: 'get' | 'post'; operation: OpenApiOperation }

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

const takeMessage: FixedPath = {
  path: '/channels/{channel}',
  method: 'post',
  operation: {
    operationId: 'takeMessage',
    tags: ['messages'],
    summary: 'Take a command of a shop.',
    description:
      'As a shop’s message broker sends it: the body is the payload, the attributes are headers. Taken once per ' +
      'Message-Id, applied right after, and answered by a message. CancelPayment on the channel payment-commands cancels ' +
      'the payment of an order at its provider first.',
    parameters: [
      inPath('channel', 'The channel of the message: `payment-commands`.'),
      {
        name: 'Transfer-Name',
        in: 'header',
        required: true,
        description: 'The name of the message: `CancelPayment`.',
        schema: text,
      },
      {
        name: 'Message-Id',
        in: 'header',
        required: true,
        description: 'The shop’s own id of the message, at most 100 characters.',
        schema: { type: 'string', maxLength: 100 },
      },
      {
        name: 'Tenant-Identifier',
        in: 'header',
        required: true,
        description: 'The tenant of the token. X-Tenant-Identifier is read as well.',
        schema: text,
      },
    ],
    requestBody: {
      required: true,
      content: {
        [json]: {
          schema: {
            type: 'object',
            required: ['orderReference'],
            properties: {
              orderReference: { type: 'string', minLength: 1, maxLength: 80 },
              orderItemIds: { type: 'array', items: text },
              amount: {
                type: 'integer',
                description: 'Minor units. Shops send 0 for the whole payment.',
              },
              currencyIsoCode: text,
            },
          },
          example: {
            orderReference: 'DE--1042',
            orderItemIds: ['7'],
            amount: 0,
            currencyIsoCode: 'EUR',
          },
        },
      },
    },
    responses: {
      202: answer('Taken.', { MessageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11' }),
      ...describeFailures(
        [
          'body-missing',
          'body-malformed',
          'body-too-large',
          'validation-failed',
          'message-unknown',
          'payment-not-found',
          'access-token-missing',
          'access-token-invalid',
          'tenant-missing',
          'tenant-mismatch',
          'tenant-unknown',
          'internal-error',
          'database-unavailable',
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
  takeMessage,
  health('live', 'Does the process answer?'),
  health('ready', 'Can it take payments? That needs the database.'),
]
