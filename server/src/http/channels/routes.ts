import type { Context, Hono } from 'hono'
import { Acknowledgement, PullLimit } from '../../contract/message-envelope.ts'
import type { Database } from '../../database/database.ts'
import { receiveCommand } from '../../inbox/receive-command.ts'
import { acknowledgeMessages, pullMessages } from '../../messages/pull-messages.ts'
import { refuseApp } from '../app/mount-app.ts'
import type { AppEnv } from '../app-env.ts'
import type { EdgeDeps } from '../identify-request.ts'
import { parseObject, readText } from '../read-body.ts'
import { validate } from '../validate.ts'
import { identifyShop } from './identify-shop.ts'
import { toEnvelope } from './to-envelope.ts'

export type ChannelDeps = { db: Database; identity: EdgeDeps; wakeInbox(): void }

/**
 * The shop's message broker: it sends its commands here, fetches what is told it, and acknowledges what it has taken. The
 * forms are those that the brokers of Spryker shops speak.
 */
export function mountChannels(app: Hono<AppEnv>, deps: ChannelDeps): void {
  app.post('/channels/:channel', (c) => take(c, deps))
  app.get('/channels/:channel', (c) => give(c, deps))
  app.delete('/channels/:channel', (c) => settle(c, deps))
}

const channelOf = (c: Context<AppEnv>): string => c.req.param('channel') ?? ''

/** The body is the payload, the attributes are headers. Taken and answered; applied right after. */
async function take(c: Context<AppEnv>, deps: ChannelDeps): Promise<Response> {
  const tenant = await identifyShop(c, deps.identity)
  if (!tenant.ok) return refuseApp(c, [tenant.failure])
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
    tenant: tenant.value,
    channel: channelOf(c),
    name: c.req.header('transfer-name') ?? c.req.header('name') ?? c.req.header('event') ?? '',
    messageId,
    payload: payload.value,
  })
  if (!taken.ok) return refuseApp(c, [taken.failure])
  if (taken.value.isNew) deps.wakeInbox()
  return c.json({ MessageId: messageId }, 202)
}

/** A channel that has no messages here is empty: a broker asks for all the channels that its shop knows. */
async function give(c: Context<AppEnv>, deps: ChannelDeps): Promise<Response> {
  const tenant = await identifyShop(c, deps.identity)
  if (!tenant.ok) return refuseApp(c, [tenant.failure])
  const limit = PullLimit.safeParse(c.req.query('limit'))
  if (!limit.success) {
    return refuseApp(c, [
      { kind: 'validation-failed', detail: 'limit => must be a whole number from 1 to 1000' },
    ])
  }
  const messages = await pullMessages(
    deps,
    { tenant: tenant.value, channel: channelOf(c) },
    limit.data,
  )
  return c.json(messages.map(toEnvelope))
}

async function settle(c: Context<AppEnv>, deps: ChannelDeps): Promise<Response> {
  const tenant = await identifyShop(c, deps.identity)
  if (!tenant.ok) return refuseApp(c, [tenant.failure])
  const body = await readText(c)
  if (!body.ok) return refuseApp(c, [body.failure])
  const parsed = parseObject(body.value)
  if (!parsed.ok) return refuseApp(c, [parsed.failure])
  const input = validate(Acknowledgement, parsed.value, '')
  if (!input.ok) return refuseApp(c, input.failure)
  const acknowledged = await acknowledgeMessages(
    deps,
    { tenant: tenant.value, channel: channelOf(c) },
    input.value.messageIds,
  )
  return c.json({ acknowledged })
}
