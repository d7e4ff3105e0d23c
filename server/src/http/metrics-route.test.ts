import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from './app-env.ts'
import { type MetricsDeps, mountMetrics } from './metrics-route.ts'

test('where nobody may read the metrics there is no such address', async () => {
  const metrics = {
    countRequest: () => {},
    read: async () => ({ contentType: 'text/plain', text: 'tillway_database_up 1' }),
  }
  const identity: MetricsDeps['identity'] = {
    limiter: { take: () => null, giveBack: () => {}, share: async () => {} },
    hash: () => 'hash',
    trustedProxies: 0,
  }
  const askOf = (metricsReader: MetricsDeps['metricsReader']) => {
    const app = new Hono<AppEnv>()
    mountMetrics(app, { metrics, metricsReader, identity })
    return app.request('/metrics', { headers: { authorization: 'Bearer ' } })
  }
  expect((await askOf(null)).status).toBe(404)
  expect(await (await askOf({ token: null })).text()).toBe('tillway_database_up 1')
})
