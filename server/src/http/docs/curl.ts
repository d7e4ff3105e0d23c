import type { OpenApi, OpenApiOperation, Parameter } from '../../contract/openapi/document.ts'

export type Described = { path: string; method: string; operation: OpenApiOperation }

/** A request that can be pasted into a shell. Secrets are variables. */
export function curlOf(openApi: OpenApi, { path, method, operation }: Described): string {
  const parameters = parametersOf(openApi, operation)
  const url = new URL(`${openApi.servers[0]?.url ?? ''}${fill(path, parameters)}`)
  for (const { name, example } of parameters.filter((one) => one.in === 'query')) {
    if (example) url.searchParams.set(name, example)
  }
  const body = Object.entries(operation.requestBody?.content ?? {})[0]
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} '${decodeURIComponent(url.href)}'`,
    ...headersOf(operation, parameters).map((header) => `  -H "${header}"`),
    ...(body ? [`  -H "Content-Type: ${body[0]}"`] : []),
    ...(body?.[1].example === undefined ? [] : [`  -d '${quote(body[1].example)}'`]),
  ].join(' \\\n')
}

/** The parameters of an operation, with those that are shared looked up. */
export const parametersOf = (
  { components }: OpenApi,
  { parameters = [] }: OpenApiOperation,
): Parameter[] =>
  parameters.flatMap((parameter) => {
    if (!('$ref' in parameter)) return [parameter]
    const shared = components.parameters[parameter.$ref.replace('#/components/parameters/', '')]
    return shared ? [shared] : []
  })

const fill = (path: string, parameters: readonly Parameter[]): string =>
  path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return parameter?.example ?? whole
  })

const headerExamples: Record<string, string> = {
  'Idempotency-Key': '$(uuidgen)',
  'X-Tenant-Identifier': 'demo',
  'Tenant-Identifier': 'demo',
  'Transfer-Name': 'CancelPayment',
  'Message-Id': '$(uuidgen)',
}

function headersOf({ security }: OpenApiOperation, parameters: readonly Parameter[]): string[] {
  const schemes = security.flatMap((choice) => Object.keys(choice))
  const isOpen = security.some((choice) => Object.keys(choice).length === 0)
  const given = parameters.filter(
    ({ name, required }) => (required && name in headerExamples) || name === 'Idempotency-Key',
  )
  return [
    ...(schemes.includes('appToken') ? ['Authorization: Bearer $APP_TOKEN'] : []),
    ...(schemes.includes('guestId') && !isOpen
      ? ['X-Anonymous-Customer-Unique-Id: $GUEST_ID']
      : []),
    ...given.map(({ name }) => `${name}: ${headerExamples[name]}`),
  ]
}

/** JSON inside a shell's single quotes. */
const quote = (example: unknown): string =>
  JSON.stringify(example, null, 2).replaceAll("'", "'\\''")
