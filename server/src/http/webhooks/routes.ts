import type { Context, Hono } from 'hono'
import {
  type ReceiveDeps,
  receiveWebhook,
  type WebhookEndpoint,
} from '../../inbox/receive-webhook.ts'
import type { Mode } from '../../psp/psp.ts'
import { refuseApp } from '../app/mount-app.ts'
import type { AppEnv } from '../app-env.ts'
import { type EdgeDeps, refuseStranger } from '../identify-request.ts'
import { readText } from '../read-body.ts'

export type WebhookDeps = ReceiveDeps & {
  /** The pair that the bare paths mean; null when there is not exactly one. */
  onlyEndpoint: Omit<WebhookEndpoint, 'mode'> | null
  /** The path decides the mode; the test path exists only where there is something to test. */
  modes: readonly Mode[]
  identity: EdgeDeps
  wakeInbox(): void
}

/** Where PSPs tell what happened: verified, kept, answered 200, and applied right after. */
export function mountWebhooks(app: Hono<AppEnv>, deps: WebhookDeps): void {
  for (const mode of deps.modes) {
    const prefix = mode === 'test' ? '/webhooks/test' : '/webhooks'
    app.post(prefix, (c) => receive(c, deps, deps.onlyEndpoint && { ...deps.onlyEndpoint, mode }))
    app.post(`${prefix}/:psp/:tenant`, (c) =>
      receive(c, deps, { provider: c.req.param('psp'), tenant: c.req.param('tenant'), mode }),
    )
  }
}

async function receive(
  c: Context<AppEnv>,
  deps: WebhookDeps,
  endpoint: WebhookEndpoint | null,
): Promise<Response> {
  if (!endpoint) return refuseApp(c, [{ kind: 'webhook-endpoint-unknown' }])
  const body = await readText(c)
  if (!body.ok) return refuseApp(c, [body.failure])
  const received = await receiveWebhook(deps, endpoint, {
    rawBody: body.value,
    headers: c.req.header(),
  })
  if (!received.ok) {
    // A PSP signs what it sends and is never counted: it would come to a shop that sells a lot too often.
    const tooMany =
      received.failure === 'webhook-signature-invalid' && refuseStranger(c, deps.identity)
    return refuseApp(c, [tooMany ? tooMany.failure : { kind: received.failure }])
  }
  if (received.value.isNew) deps.wakeInbox()
  return c.json({ isSuccessful: true }, 200)
}
