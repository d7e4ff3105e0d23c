import { z } from 'zod'
import { AppStatus } from '../app/configuration.ts'
import { OpenMap, operation } from '../operation.ts'
import { Mode } from './parts.ts'

/** More open payments or merchants than this are not counted: the page says "1000+". */
export const appCountMax = 1000

const Provider = z.string().min(1).max(40)
const Version = z.int().min(0)

const VisibleConfiguration = z
  .record(z.string(), z.unknown())
  .describe('What is stored, without its secrets.')

const AppConnection = z.object({
  mode: Mode,
  status: AppStatus,
  version: Version.describe('Counts the changes of this connection.'),
  since: z.string().describe('When it came to be as it is: configured last, or disconnected.'),
  accountId: z.string().nullable().describe('As the provider names it, once it has.'),
  configuration: VisibleConfiguration,
  isMarketplace: z.boolean(),
  methods: z.object({ enabled: z.int(), all: z.int() }),
  openPayments: z.int().describe(`Disconnecting asks about them. Up to ${appCountMax}.`),
  merchants: z.int().describe(`Disconnecting asks about them. Up to ${appCountMax}.`),
})
export type AppConnection = z.infer<typeof AppConnection>

const WebhookUrls = z
  .object({ test: z.string(), live: z.string() })
  .describe('What to enter at the provider, for each mode.')

const App = z.object({
  provider: Provider,
  title: z.string(),
  canConnect: z
    .boolean()
    .describe('False when this installation does not have the provider any more.'),
  connections: z.array(AppConnection).describe('Test and live, those that there are.'),
  webhookUrls: WebhookUrls,
})
export type App = z.infer<typeof App>

const webhookUrls = {
  test: 'http://localhost:4000/webhooks/test/sandbox/demo',
  live: 'http://localhost:4000/webhooks/sandbox/demo',
}

const configuration = {
  environment: 'test',
  businessModel: 'direct',
  methods: [{ method: 'card' }],
}

export const listApps = operation({
  id: 'listApps',
  method: 'get',
  path: '/back-office/api/apps',
  tag: 'back office',
  summary: 'List the providers that can be connected, and how each stands.',
  type: 'app-lists',
  status: 200,
  caller: 'operator',
  output: z.object({ apps: z.array(App) }),
  failures: [],
  examples: {
    output: {
      apps: [
        {
          provider: 'sandbox',
          title: 'Sandbox',
          canConnect: true,
          connections: [
            {
              mode: 'test',
              status: 'CONNECTED',
              version: 2,
              since: '2026-01-15T09:14:02.118Z',
              accountId: 'acct_demo',
              configuration,
              isMarketplace: false,
              methods: { enabled: 4, all: 4 },
              openPayments: 3,
              merchants: 0,
            },
          ],
          webhookUrls,
        },
      ],
    },
  },
})

/** Words of a field in another language than English. */
const FieldWords = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  options: z.record(z.string(), z.string()).optional(),
})

/** A field of the form, as JSON Schema has it. */
const AppField = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  writeOnly: z
    .boolean()
    .optional()
    .describe('A secret: it goes in and never comes out. Sent empty, the stored one is kept.'),
  options: z.record(z.string(), z.string()).optional().describe('What each choice is called.'),
  words: z.record(z.string(), FieldWords).optional().describe('By language: `de`.'),
})
export type AppField = z.infer<typeof AppField>

export const readAppForm = operation({
  id: 'readAppForm',
  method: 'get',
  path: '/back-office/api/apps/{provider}/form',
  tag: 'back office',
  summary: 'Read what the form for a provider’s configuration is made from.',
  description:
    'The schema is JSON Schema. Of the secrets that are stored it is only told that they are: `secrets` names each with true ' +
    'or false.',
  type: 'app-forms',
  status: 200,
  caller: 'operator',
  params: z.object({ provider: Provider }),
  output: z.object({
    provider: Provider,
    title: z.string(),
    schema: z.looseObject({
      properties: z.record(z.string(), AppField),
      required: z.array(z.string()).optional(),
    }),
    connections: z.array(
      z.object({
        mode: Mode,
        status: AppStatus,
        version: Version,
        configuration: VisibleConfiguration,
        secrets: z.record(z.string(), z.boolean()),
      }),
    ),
    webhookUrls: WebhookUrls,
  }),
  failures: ['resource-not-found'],
  examples: {
    output: {
      provider: 'sandbox',
      title: 'Sandbox',
      schema: {
        type: 'object',
        properties: {
          environment: { type: 'string', enum: ['test', 'live'], title: 'Environment' },
          secretKey: {
            type: 'string',
            title: 'Secret key',
            writeOnly: true,
            words: { de: { title: 'Geheimer Schlüssel' } },
          },
        },
        required: ['environment', 'secretKey'],
      },
      connections: [
        {
          mode: 'test',
          status: 'CONNECTED',
          version: 2,
          configuration,
          secrets: { secretKey: true },
        },
      ],
      webhookUrls,
    },
  },
})

const Given = OpenMap.describe(
  'The keys that are sent replace the stored ones, all others stay. A secret that is not sent, or sent empty, is kept.',
)

const givenExample = { environment: 'test', secretKey: 'sk_test_…', webhookSecret: 'whsec_…' }

export const saveAppConfiguration = operation({
  id: 'saveAppConfiguration',
  method: 'post',
  path: '/back-office/api/app-configurations',
  tag: 'back office',
  summary: 'Connect a provider, or change its configuration.',
  description:
    'As POST /configure. Every field that is wrong is an error of its own, whose source.pointer is ' +
    '/data/attributes/configuration/<field>. `version` is the one that the change was made from, 0 for a new connection: ' +
    'a change of somebody else in between is not overwritten.',
  type: 'app-configurations',
  status: 201,
  caller: 'operator',
  input: z.strictObject({ provider: Provider, configuration: Given, version: Version.optional() }),
  output: z.object({
    provider: Provider,
    mode: Mode,
    status: AppStatus,
    version: Version,
    isProven: z
      .boolean()
      .describe('The provider has said that the credentials are right; else it did not answer.'),
  }),
  failures: ['provider-unknown', 'configuration-invalid', 'configuration-changed'],
  examples: {
    input: { provider: 'sandbox', configuration: givenExample, version: 0 },
    output: { provider: 'sandbox', mode: 'test', status: 'CONNECTED', version: 1, isProven: true },
  },
})

export const checkAppCredentials = operation({
  id: 'checkAppCredentials',
  method: 'post',
  path: '/back-office/api/credential-checks',
  tag: 'back office',
  summary: 'Ask the provider whose credentials these are, and change nothing.',
  description:
    'What is given is merged with what is stored, as when it is saved. A configuration that the form itself refuses is an ' +
    'error for each field; what the provider says to the credentials is the answer.',
  type: 'credential-checks',
  status: 201,
  caller: 'operator',
  input: z.strictObject({ provider: Provider, configuration: Given }),
  output: z.object({
    outcome: z
      .enum(['accepted', 'refused', 'unknown'])
      .describe('unknown: the provider did not answer, so nobody knows.'),
    account: z.object({ id: z.string(), name: z.string() }).nullable(),
    problems: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .describe('What the provider refuses, by key of the configuration.'),
  }),
  failures: ['provider-unknown', 'configuration-invalid'],
  examples: {
    input: { provider: 'sandbox', configuration: givenExample },
    output: {
      outcome: 'accepted',
      account: { id: 'acct_demo', name: 'Lumen & Oak' },
      problems: [],
    },
  },
})

export const disconnectAppByHand = operation({
  id: 'disconnectAppByHand',
  method: 'post',
  path: '/back-office/api/app-disconnections',
  tag: 'back office',
  summary: 'Disconnect a provider: no new payments, while those that are open go on.',
  description:
    'With open payments, or with merchants, the answer is 409 and `meta.confirm` holds the labels of the question. Repeat the ' +
    'request with one answer for each question that was asked, open payments first.',
  type: 'app-disconnections',
  status: 201,
  caller: 'operator',
  input: z.strictObject({
    provider: Provider,
    mode: Mode,
    confirmations: z.array(z.boolean()).max(2).default([]),
  }),
  output: z.object({ provider: Provider, mode: Mode, status: AppStatus }),
  failures: [
    'tenant-not-configured',
    'payments-open',
    'disconnect-declined-payments',
    'merchants-connected',
    'disconnect-declined-merchants',
  ],
  examples: {
    input: { provider: 'sandbox', mode: 'test', confirmations: [true] },
    output: { provider: 'sandbox', mode: 'test', status: 'DISCONNECTED' },
  },
})
