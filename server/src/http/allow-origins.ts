import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

const requestHeaders = [
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'idempotency-key',
  'x-anonymous-customer-unique-id',
  'x-request-id',
  'x-tenant-identifier',
].join(',')
const answerHeaders = ['idempotent-replayed', 'retry-after', 'x-request-id'].join(',')
const methods = ['GET', 'POST', 'PATCH', 'DELETE'].join(',')
const preflightSeconds = 600

/**
 * Lets pages of these origins call and read the API; credentials are never allowed. Hono's own
 * `cors` touches the response object before and after the handler, which makes the Node adaptor
 * send each body as a stream, at twice the cost of the whole edge.
 */
export const allowOrigins =
  (origins: readonly string[]): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const origin = c.req.header('origin')
    if (origin && origins.includes(origin)) c.header('access-control-allow-origin', origin)
    c.header('access-control-expose-headers', answerHeaders)
    c.header('vary', 'Origin', { append: true })
    if (c.req.method === 'OPTIONS') return answerPreflight(c)
    await next()
  }

function answerPreflight(c: Context<AppEnv>): Response {
  return c.body(null, 204, {
    'access-control-allow-headers': requestHeaders,
    'access-control-allow-methods': methods,
    'access-control-max-age': String(preflightSeconds),
    vary: 'Origin, Access-Control-Request-Headers',
  })
}
