import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  clearSandbox,
  type RunningSandbox,
  setChaos,
  startSandbox,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const scripts = ['/sdk/pebble.js?client-id=pk_test&currency=EUR', '/sdk/kite.js?locale=de-DE']

test.each(scripts)(
  '%s may be loaded by a page of any origin, and is always fresh',
  async (path) => {
    const { status, headers } = await fetch(`${sandbox.url}${path}`)
    expect([
      status,
      headers.get('content-type'),
      headers.get('access-control-allow-origin'),
      headers.get('cross-origin-resource-policy'),
      headers.get('cache-control'),
    ]).toEqual([200, 'text/javascript; charset=utf-8', '*', 'cross-origin', 'no-cache'])
  },
)

test.each(scripts)('%s is a classic script without modules', async (path) => {
  const text = await (await fetch(`${sandbox.url}${path}`)).text()
  expect(() => new Function(text)).not.toThrow()
  expect(text).toMatch(/window\.(Pebble|KiteSession) \?\?=/)
})

test.each(scripts)('scripts offline: %s answers 503, and the API does not', async (path) => {
  await setChaos(sandbox, { sdk_offline: true })
  expect((await fetch(`${sandbox.url}${path}`)).status).toBe(503)
  expect((await sandbox.api('GET', '/v1/charges?reference=tx_any')).status).toBe(200)
})
