import type { Context, Hono } from 'hono'
import { routePath } from 'hono/route'
import type { Metrics } from '../metrics/create-metrics.ts'
import type { AppEnv } from './app-env.ts'
import { refuse } from './glue/mount.ts'
import { type AskerDeps, refuseStranger } from './identify-request.ts'
import { bearer, isSame } from './identity.ts'

export type MetricsDeps = {
  metrics: Pick<Metrics, 'countRequest' | 'read'>
  /** Who may read them; null when nobody may. Without a token everybody may. */
  metricsReader: { token: string | null } | null
  identity: AskerDeps
}

/** Serves what an operator watches. Where nobody may read it, there is no such address. */
export function mountMetrics(app: Hono<AppEnv>, deps: MetricsDeps): void {
  if (deps.metricsReader === null) return
  const { token } = deps.metricsReader
  app.get('/metrics', async (c) => {
    if (token !== null && !isReader(c, token)) return refuseReader(c, deps)
    const { contentType, text } = await deps.metrics.read()
    return c.body(text, 200, { 'content-type': contentType, 'cache-control': 'no-store' })
  })
}

const isReader = (c: Context<AppEnv>, token: string): boolean =>
  isSame(bearer(c.req.header('authorization') ?? ''), token)

/** Whoever guesses is counted with all who do; whoever knows the token is counted nowhere. */
function refuseReader(c: Context<AppEnv>, { identity }: MetricsDeps): Response {
  const tooMany = refuseStranger(c, identity)
  if (tooMany) return refuse(c, [tooMany.failure])
  const isMissing = c.req.header('authorization') === undefined
  return refuse(c, [{ kind: isMissing ? 'access-token-missing' : 'access-token-invalid' }])
}

/** What has no route of its own: addresses that nobody serves, what browsers ask in advance, pages of the demo. */
const unmatched = 'unmatched'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counts each answer under the template of its route, written as the API's documents write it. */
export function createRequestCount({ metrics }: Pick<MetricsDeps, 'metrics'>) {
  const labels = new Map<string, string>([['/*', unmatched]])
  const labelOf = (template: string): string => {
    const known = labels.get(template)
    if (known !== undefined) return known
    const label = template.replaceAll(/:(\w+)/g, '{$1}')
    labels.set(template, label)
    return label
  }
  return (c: Context<AppEnv>, seconds: number): void => {
    const { method } = c.req
    metrics.countRequest({
      method: methods.has(method) ? method : 'other',
      route: labelOf(routePath(c)),
      status: c.res.status,
      refusal: c.get('context').refusal,
      seconds,
    })
  }
}
