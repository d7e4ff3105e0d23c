import { appContract } from './app/contract.ts'
import { backOfficeContract, backOfficeMedia } from './back-office/contract.ts'
import { glueContract } from './glue/contract.ts'
import { describeAlias, describeOperation } from './openapi/describe-operation.ts'
import type { OpenApi, OpenApiOperation } from './openapi/document.ts'
import { fixedPaths } from './openapi/fixed-paths.ts'
import { parameters } from './openapi/parameters.ts'
import { collectSchemas, failureExamples } from './openapi/schemas.ts'
import type { Operation } from './operation.ts'
import { shopContract } from './shop/contract.ts'

/** The whole API as OpenAPI 3.1, from the contract and nothing else. `withShop`: the built-in shop is served here too. */
export function createOpenApi({
  publicUrl,
  withShop,
}: {
  publicUrl: string
  withShop: boolean
}): OpenApi {
  const operations: Operation[] = [
    ...glueContract,
    ...appContract,
    ...(withShop ? shopContract : []),
    ...backOfficeContract,
    ...backOfficeMedia,
  ]
  const set = collectSchemas(operations)
  const paths: OpenApi['paths'] = {}
  for (const operation of operations) {
    addPath(paths, operation.path, operation.method, describeOperation(operation, set))
    for (const alias of operation.aliases ?? []) {
      addPath(paths, alias.path, operation.method, describeAlias(operation, alias, set))
    }
  }
  for (const { path, method, operation } of fixedPaths) addPath(paths, path, method, operation)
  return atAddress(publicUrl, {
    openapi: '3.1.0',
    info: {
      title: 'Tillway',
      version: '1',
      description:
        'Payments for storefronts. Amounts are integers in minor units: 24890 is 248.90 EUR, 24890 JPY.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    tags: tags.filter(({ name }) => withShop || name !== 'shop'),
    paths,
    components: {
      schemas: set.schemas,
      parameters,
      examples: failureExamples(),
      securitySchemes,
    },
  })
}

/** The examples of the contract name the server as it is reached in development. */
const atAddress = (publicUrl: string, openApi: OpenApi): OpenApi =>
  JSON.parse(JSON.stringify(openApi).replaceAll('http://localhost:4000', publicUrl))

function addPath(
  paths: OpenApi['paths'],
  path: string,
  method: string,
  operation: OpenApiOperation,
): void {
  paths[path] = { ...paths[path], [method]: operation }
}

const tags = [
  {
    name: 'payments',
    description: 'What storefronts and mobile apps call. JSON:API, as Spryker’s Glue speaks it.',
  },
  {
    name: 'app',
    description: 'What a shop’s backend calls: plain JSON, with the token of its tenant.',
  },
  {
    name: 'webhooks',
    description:
      'Where payment providers tell what happened, and where they send shoppers back to.',
  },
  { name: 'messages', description: 'Where a shop fetches its messages and sends its commands.' },
  { name: 'shop', description: 'The built-in shop of the demo. A real shop serves these itself.' },
  {
    name: 'back office',
    description: 'What the operator’s pages call: JSON:API, with the operator token.',
  },
  { name: 'health', description: 'For load balancers and operators.' },
]

const securitySchemes: Record<string, object> = {
  shopperToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A customer’s access token; its audience is `storefront`.',
  },
  guestId: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Anonymous-Customer-Unique-Id',
    description: 'A guest’s secret of 20 to 200 random characters, made by the storefront.',
  },
  readToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token that a return carries in its fragment. It reads one payment for 24 hours.',
  },
  appToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'APP_TOKEN, or a JWT whose audience is `app` and whose tenant is the one in the header.',
  },
  operatorToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'OPERATOR_TOKEN. It opens the back office of the one tenant of this installation.',
  },
}
