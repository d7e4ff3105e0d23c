import type { Context, Hono } from 'hono'
import { confirmations, type Failure, failures } from '../../contract/failures.ts'
import type { Operation } from '../../contract/operation.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { AppEnv } from '../app-env.ts'
import type { Handlers, Resource } from '../handlers.ts'
import { readIdempotencyKey } from '../idempotency-key.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'
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
  deps: EdgeDeps,
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
  deps: EdgeDeps,
): Promise<Response> {
  const { errorsAs } = operation
  const request = await readRequest(c, operation, deps)
  if (!request.ok) return refuseApp(c, request.failure, errorsAs)
  const { requestId, locale, log } = c.get('context')
  const result = await handler({ ...request.value, params: {}, query: {}, requestId, locale, log })
  if (result.replayed) c.header('Idempotent-Replayed', 'true')
  if (!result.ok) return refuseApp(c, [result.failure], errorsAs)
  const body = operation.output.parse(result.value.attributes)
  // What has no content is told by its status alone.
  if (operation.status === 204) return c.body(null, 204)
  return c.json(body as object, result.value.status ?? 200)
}

async function readRequest(
  c: Context<AppEnv>,
  operation: Operation,
  deps: EdgeDeps,
): Promise<Result<object, readonly Failure[]>> {
  const asking = await identifyRequest(c, deps, operation.caller)
  if (!asking.ok) return fail([asking.failure])
  const body = await readText(c)
  if (!body.ok) return fail([body.failure])
  const text = operation.isBodyOptional && body.value.trim() === '' ? '{}' : body.value
  const parsed = isForm(c) ? parseForm(text) : parseObject(text)
  if (!parsed.ok) return fail([parsed.failure])
  const input = validate(operation.input ?? noFields, parsed.value, '')
  if (!input.ok) return input
  const headers = validate(operation.headers ?? noFields, c.req.header(), '')
  if (!headers.ok) return fail(headers.failure.map(inHeader))
  const given = operation.idempotent ? c.req.header('idempotency-key') : undefined
  const key = readIdempotencyKey(given, { path: operation.path, body: body.value })
  if (!key.ok) return fail([key.failure])
  return ok({
    input: input.value,
    headers: headers.value,
    ...asking.value,
    idempotency: key.value,
  })
}

const inHeader = ({ source: _source, ...failure }: Failure): Failure => failure

/** Shops of older versions send forms, as PHP writes them: `orderData[items][0][name]=…`. */
const isForm = (c: Context<AppEnv>): boolean =>
  c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false

/** Tells failures in the shape of this edge: one error for each, and one for each field that is wrong. */
export function refuseApp(
  c: Context<AppEnv>,
  all: readonly Failure[],
  errorsAs: Operation['errorsAs'] = 'list',
): Response {
  const last = all.at(-1)
  if (!last) throw new Error('A refusal needs a failure.')
  if (last.retryAfterSeconds !== undefined) c.header('Retry-After', String(last.retryAfterSeconds))
  c.get('context').refusal = last.kind
  const errors = all.flatMap(toAppErrors)
  return c.json(errorsAs === 'errors' ? { errors } : errors, failures[last.kind].status)
}

function toAppErrors({ kind, detail, fields = [] }: Failure): object[] {
  const { code, status } = failures[kind]
  const error = { code, status, confirm: confirmations[kind] ?? null }
  if (fields.length === 0) return [{ ...error, message: detail ?? failures[kind].detail }]
  return fields.map(({ field, message }) => ({
    ...error,
    message: `${field} => ${message}`,
    source: { pointer: `/data/attributes/configuration/${field.replaceAll('.', '/')}` },
  }))
}
