import type { Context, Hono } from 'hono'
import type { Database } from '../../database/database.ts'
import { receiveCommand } from '../../inbox/receive-command.ts'
import { refuseApp } from '../app/mount-app.ts'
import type { AppEnv } from '../app-env.ts'
import { type IdentityDeps, identify } from '../identity.ts'
import { parseObject, readText } from '../read-body.ts'

export type ChannelDeps = { db: Database; identity: IdentityDeps; wakeInbox(): void }

/**
 * Where a shop sends its messages, as its message broker does: the body is the payload, the attributes are headers
 * (`Transfer-Name`, `Tenant-Identifier`, `Message-Id`). Taken and answered; applied right after.
 */
export function mountChannels(app: Hono<AppEnv>, deps: ChannelDeps): void {
  app.post('/channels/:channel', (c) => take(c, deps))
}

async function take(c: Context<AppEnv>, deps: ChannelDeps): Promise<Response> {
  const header = (name: string) =>
    name === 'x-tenant-identifier'
      ? (c.req.header('tenant-identifier') ?? c.req.header(name))
      : c.req.header(name)
  const identity = await identify(deps.identity, 'tenant', header)
  if (!identity.ok) return refuseApp(c, [identity.failure])
  const body = await readText(c)
  if (!body.ok) return refuseApp(c, [body.failure])
  const payload = parseObject(body.value)
  if (!payload.ok) return refuseApp(c, [payload.failure])
  const messageId = c.req.header('message-id') ?? c.req.header('transaction-id')
  if (!messageId || messageId.length > 100) {
    return refuseApp(c, [
      { kind: 'validation-failed', detail: 'Message-Id => is required, at most 100 characters' },
    ])
  }
  const taken = await receiveCommand(deps, {
    // `identify` answers a tenant when it is asked for one.
    tenant: (identity.value as { tenant: string }).tenant,
    channel: c.req.param('channel') ?? '',
    name: c.req.header('transfer-name') ?? c.req.header('name') ?? '',
    messageId,
    payload: payload.value,
  })
  if (!taken.ok) return refuseApp(c, [taken.failure])
  if (taken.value.isNew) deps.wakeInbox()
  return c.json({ MessageId: messageId }, 202)
}
