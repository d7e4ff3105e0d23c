import type { Context, Hono } from 'hono'
import { type Failure, failures } from '../../contract/failures.ts'
import type { Operation } from '../../contract/operation.ts'
import type { Result } from '../../result.ts'
import type { AppEnv } from '../app-env.ts'
import type { Handlers, Resource } from '../handlers.ts'
import { readIdempotencyKey } from '../idempotency-key.ts'
import { type IdentityDeps, identify } from '../identity.ts'
import { toHonoPath } from '../paths.ts'
import { parseObject, readText } from '../read-body.ts'
import { noFields, validate } from '../validate.ts'
import { parseForm } from './parse-form.ts'

type AnyHandler = (
  request: object,
) => Promise<Result<Resource<object>, Failure> & { replayed?: boolean }>

/**
 * Serves operations as shops' backends call them: plain JSON in and out, and failures as a bare array of
 * `{code, status, message, confirm}`, which is the shape that shops read. Only 200 is success to them.
 */
export function mountApp<Contract extends readonly Operation[]>(
  app: Hono<AppEnv>,
  contract: Contract,
  handlers: Handlers<Contract>,
  deps: IdentityDeps,
): void {
  // The table is widened once, as in `mountGlue`: `Handlers` has already checked every line of it.
  const table = handlers as unknown as Record<string, AnyHandler>
  for (const operation of contract) {
    const handler = table[operation.id]
    if (!handler) throw new Error(`The operation ${operation.id} has no handler.`)
    const serve = (c: Context<AppEnv>) => answer(c, operation, handler, deps)
    for (const { path } of [operation, ...(operation.aliases ?? [])]) {
      app.on(operation.method.toUpperCase(), toHonoPath(path), serve)
    }
  }
}

async function answer(
  c: Context<AppEnv>,
  operation: Operation,
  handler: AnyHandler,
  deps: IdentityDeps,
): Promise<Response> {
  const identity = await identify(deps, operation.caller, (name) => c.req.header(name))
  if (!identity.ok) return refuseApp(c, [identity.failure])
  const body = await readText(c)
  if (!body.ok) return refuseApp(c, [body.failure])
  const parsed = isForm(c) ? parseForm(body.value) : parseObject(body.value)
  if (!parsed.ok) return refuseApp(c, [parsed.failure])
  const input = validate(operation.input ?? noFields, parsed.value, '')
  if (!input.ok) return refuseApp(c, input.failure)
  const key = readIdempotencyKey(
    operation.idempotent ? c.req.header('idempotency-key') : undefined,
    {
      path: operation.path,
      body: body.value,
    },
  )
  if (!key.ok) return refuseApp(c, [key.failure])
  const { requestId, locale, log } = c.get('context')
  const result = await handler({
    input: input.value,
    params: {},
    query: {},
    identity: identity.value,
    idempotency: key.value,
    requestId,
    locale,
    log,
  })
  if (result.replayed) c.header('Idempotent-Replayed', 'true')
  if (!result.ok) return refuseApp(c, [result.failure])
  return c.json(operation.output.parse(result.value.attributes) as object, 200)
}

/** Shops of older versions send forms, as PHP writes them: `orderData[items][0][name]=…`. */
const isForm = (c: Context<AppEnv>): boolean =>
  c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false

export function refuseApp(c: Context<AppEnv>, all: readonly Failure[]): Response {
  const last = all.at(-1)
  if (!last) throw new Error('A refusal needs a failure.')
  if (last.retryAfterSeconds !== undefined) c.header('Retry-After', String(last.retryAfterSeconds))
  c.get('context').refusal = last.kind
  const body = all.map(({ kind, detail }) => ({
    code: failures[kind].code,
    status: failures[kind].status,
    message: detail ?? failures[kind].detail,
    confirm: null,
  }))
  return c.json(body, failures[last.kind].status)
}
