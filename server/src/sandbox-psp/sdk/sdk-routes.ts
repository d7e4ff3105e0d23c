import { Hono } from 'hono'
import { readChaos } from '../chaos/chaos-store.ts'
import { joinScripts } from '../join-scripts.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'

/** Both scripts open the same kind of sheet; each gives it its own face. */
const scripts = {
  pebble: joinScripts(import.meta.url, './sheet-window.js', './pebble.js'),
  kite: joinScripts(import.meta.url, './sheet-window.js', './kite.js'),
}

/** The scripts that the merchant's page loads from here, whatever its origin is. */
export function sdkRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const sdk = new Hono<SandboxEnv>()
  sdk.get('/pebble.js', (c) => answerScript(c, deps, scripts.pebble))
  sdk.get('/kite.js', (c) => answerScript(c, deps, scripts.kite))
  return sdk
}

async function answerScript(
  c: SandboxContext,
  deps: SandboxDeps,
  script: string,
): Promise<Response> {
  c.header('access-control-allow-origin', '*')
  c.header('cross-origin-resource-policy', 'cross-origin')
  c.header('content-type', 'text/javascript; charset=utf-8')
  c.header('x-content-type-options', 'nosniff')
  c.header('cache-control', 'no-cache')
  if ((await readChaos(deps)).sdk_offline) return c.body('// The sandbox is offline.\n', 503)
  return c.body(script)
}
