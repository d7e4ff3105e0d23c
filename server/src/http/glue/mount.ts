import type { Context, Hono } from 'hono'
import { type Failure, failures } from '../../contract/failures.ts'
import type { Operation } from '../../contract/operation.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { AppEnv } from '../app-env.ts'
import type { Handlers, Resource } from '../handlers.ts'
import { readIdempotencyKey } from '../idempotency-key.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'
import { toHonoPath } from '../paths.ts'
import { isObject, parseObject, readText } from '../read-body.ts'
import { noFields, validate } from '../validate.ts'
import { toDocument, toErrors } from './document.ts'

const glueMediaType = 'application/vnd.api+json'
const acceptedTypes = new Set(['application/json', glueMediaType])

/**
 * A handler of any operation. TypeScript cannot correlate a union of operations with its handlers, so the table is widened
 * once, here; `Handlers` has already checked every line of it.
 */
type AnyHandler = (
  request: object,
) => Promise<Result<Resource<object> | Resource<object>[], Failure> & { replayed?: boolean }>

/** Serves every operation of a contract in Glue's manner: JSON:API in and out, stable codes, own output checked. */
export function mountGlue<Contract extends readonly Operation[]>(
  app: Hono<AppEnv>,
  contract: Contract,
  handlers: Handlers<Contract>,
  deps: EdgeDeps,
): void {
  const table = handlers as unknown as Record<string, AnyHandler>
  for (const operation of contract) {
    const handler = table[operation.id]
    if (!handler) throw new Error(`The operation ${operation.id} has no handler.`)
    const serve = (type: string) => (c: Context<AppEnv>) =>
      answer(c, operation, type, handler, deps)
    app.on(operation.method.toUpperCase(), toHonoPath(operation.path), serve(operation.type))
    for (const alias of operation.aliases ?? []) {
      app.on(
        operation.method.toUpperCase(),
        toHonoPath(alias.path),
        serve(alias.type ?? operation.type),
      )
    }
  }
}

async function answer(
  c: Context<AppEnv>,
  operation: Operation,
  type: string,
  handler: AnyHandler,
  deps: EdgeDeps,
): Promise<Response> {
  const request = await readRequest(c, operation, type, deps)
  if (!request.ok) return refuse(c, request.failure)
  const result = await handler(request.value)
  if (result.replayed) c.header('Idempotent-Replayed', 'true')
  if (!result.ok) return refuse(c, [result.failure])
  if (operation.status === 204) return c.body(null, 204)
  return c.body(
    JSON.stringify(toDocument(checked(operation, result.value), type, c.req.url)),
    operation.status,
    {
      'content-type': glueMediaType,
      'cache-control': 'no-store',
    },
  )
}

/** A response that breaks the contract is our defect: an error, never a half-true body. */
function checked(operation: Operation, answer: Resource<object> | Resource<object>[]) {
  for (const resource of Array.isArray(answer) ? answer : [answer]) {
    const parsed = operation.output.safeParse(resource.attributes)
    if (!parsed.success)
      throw new Error(`The answer of ${operation.id} breaks its contract.`, { cause: parsed.error })
  }
  return answer
}

export function refuse(c: Context<AppEnv>, all: readonly Failure[]): Response {
  const last = all.at(-1)
  if (!last) throw new Error('A refusal needs a failure.')
  const retryAfter = all.find(
    (failure) => failure.retryAfterSeconds !== undefined,
  )?.retryAfterSeconds
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter))
  c.get('context').refusal = last.kind
  return c.body(JSON.stringify(toErrors(all)), failures[last.kind].status, {
    'content-type': glueMediaType,
    'cache-control': 'no-store',
  })
}

async function readRequest(
  c: Context<AppEnv>,
  operation: Operation,
  type: string,
  deps: EdgeDeps,
): Promise<Result<object, Failure[]>> {
  const refused = checkMedia(c, operation)
  if (refused) return fail([refused])
  const body = operation.input ? await readText(c) : ok('')
  if (!body.ok) return fail([body.failure])
  const asking = await identifyRequest(c, deps, operation.caller)
  if (!asking.ok) return fail([asking.failure])
  const input = operation.input ? readAttributes(operation, type, body.value) : ok(undefined)
  if (!input.ok) return input
  const params = validate(operation.params ?? noFields, c.req.param(), '')
  if (!params.ok) return fail([{ kind: 'resource-not-found' }])
  const query = validate(operation.query ?? noFields, c.req.query(), '')
  if (!query.ok) return query
  const key = readIdempotencyKey(
    operation.idempotent ? c.req.header('idempotency-key') : undefined,
    {
      path: operation.path,
      body: body.value,
    },
  )
  if (!key.ok) return fail([key.failure])
  return ok({
    input: input.value,
    params: params.value,
    query: query.value,
    headers: {},
    ...asking.value,
    idempotency: key.value,
    requestId: c.get('context').requestId,
    locale: c.get('context').locale,
    log: c.get('context').log,
  })
}

function checkMedia(c: Context<AppEnv>, operation: Operation): Failure | null {
  const accept = c.req.header('accept') ?? '*/*'
  if (!/\*\/\*|application\/(\*|json|vnd\.api\+json)/.test(accept))
    return { kind: 'not-acceptable' }
  if (!operation.input) return null
  const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return acceptedTypes.has(mediaType) ? null : { kind: 'media-type-unsupported' }
}

function readAttributes(
  operation: Operation,
  type: string,
  body: string,
): Result<unknown, Failure[]> {
  const parsed = parseObject(body)
  if (!parsed.ok) return fail([parsed.failure])
  const { data } = parsed.value
  if (!isObject(data) || !isObject(data['attributes'])) return fail([{ kind: 'body-missing' }])
  if (data['type'] !== type) {
    return fail([
      {
        kind: 'type-invalid',
        detail: `Invalid type. Send "${type}".`,
        source: { pointer: '/data/type' },
      },
    ])
  }
  return operation.input
    ? validate(operation.input, data['attributes'], '/data/attributes')
    : ok(undefined)
}
