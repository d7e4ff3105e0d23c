import { z } from 'zod'
import { OpenMap, operation } from '../operation.ts'

const ProviderKey = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(40)
  .describe('The provider. May be left out while this installation has one kind of provider.')

/** Where a connection stands: saved and not proven yet, proven by the provider, or given up. */
export const AppStatus = z.enum(['NEW', 'CONNECTED', 'DISCONNECTED'])
export type AppStatus = z.infer<typeof AppStatus>

const ConnectionMode = z.enum(['test', 'live'])

/** The attributes hold JSON as text, which is how app catalogues send it. */
export const configure = operation({
  id: 'configure',
  method: 'post',
  path: '/configure',
  aliases: [{ path: '/private/configure' }],
  tag: 'app',
  summary: 'Connect a payment provider, or change its configuration.',
  description:
    'The keys that are sent replace the stored ones, all others stay: a secret that is not sent, or sent empty, is kept. Every ' +
    'field that is wrong is named in an error of its own, and nothing is saved. The answer never carries a secret. Test and ' +
    'live are two connections side by side; which one is meant is told by the environment in the configuration. Payments that ' +
    'have begun keep the configuration they began with. Afterwards the shop is told by AddPaymentMethod, UpdatePaymentMethod ' +
    'and DeletePaymentMethod what has changed, and by AppConfigUpdated.',
  type: 'configuration',
  status: 200,
  caller: 'tenant',
  errorsAs: 'errors',
  input: z.looseObject({
    data: z.looseObject({
      type: z.literal('configuration'),
      attributes: z.looseObject({
        configuration: z.string().trim().min(1).max(100_000),
        provider: ProviderKey.nullish(),
      }),
    }),
  }),
  output: z.object({
    tenantIdentifier: z.string(),
    provider: z.string(),
    mode: ConnectionMode,
    status: AppStatus,
    /** Counts the changes of this connection. */
    version: z.int(),
    /** What is stored now, without its secrets. */
    configuration: OpenMap,
  }),
  failures: ['provider-unknown', 'configuration-invalid', 'request-in-flight'],
  examples: {
    input: {
      data: {
        type: 'configuration',
        attributes: {
          configuration: JSON.stringify({
            environment: 'test',
            secretKey: 'sk_test_…',
            webhookSecret: 'whsec_…',
            methods: [{ method: 'card' }, { method: 'pebble-express' }],
          }),
        },
      },
    },
    output: {
      tenantIdentifier: 'demo',
      provider: 'sandbox',
      mode: 'test',
      status: 'CONNECTED',
      version: 1,
      configuration: {
        environment: 'test',
        businessModel: 'direct',
        methods: [{ method: 'card' }, { method: 'pebble-express' }],
      },
    },
  },
})

/** A list of booleans, as catalogues write it: `true,false`. Anything else in it is an answer that nobody gave. */
const Confirmations = z
  .string()
  .regex(/^\s*(true|false)\s*(,\s*(true|false)\s*)*$/i, 'must be a list of true and false')
  .optional()
  .transform((text) => (text ?? '').split(',').filter(Boolean))
  .transform((answers) => answers.map((answer) => answer.trim().toLowerCase() === 'true'))
  .describe('The answers to the questions to confirm, in their order: `true,true`.')

export const disconnect = operation({
  id: 'disconnect',
  method: 'post',
  path: '/disconnect',
  aliases: [{ path: '/private/disconnect' }],
  tag: 'app',
  summary:
    'Disconnect a payment provider: no new payments, while those that are open are brought to their end.',
  description:
    'With open payments, or with merchants, the answer is 409 and carries the labels of a question to confirm. Repeat the request ' +
    'with x-confirmation-status: a list of true and false, one for each question, open payments first. Nothing is deleted: ' +
    'webhooks, captures and refunds of open payments go on. Configuring again connects again.',
  type: 'disconnection',
  status: 204,
  caller: 'tenant',
  errorsAs: 'errors',
  isBodyOptional: true,
  headers: z.object({ 'x-confirmation-status': Confirmations }),
  input: z
    .strictObject({ provider: ProviderKey.nullish(), mode: ConnectionMode.nullish() })
    .describe('Which connection, where there are several. An empty body means the only one.'),
  output: z.null(),
  failures: [
    'tenant-not-configured',
    'connection-ambiguous',
    'payments-open',
    'disconnect-declined-payments',
    'merchants-connected',
    'disconnect-declined-merchants',
  ],
  examples: { input: {}, output: null },
})
