import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { type Answer, call } from './call.ts'
import { type RunningApp, readSecret } from './start-app.ts'

export const webhookPath = '/webhooks/test/sandbox/demo'

type Sent = {
  id?: string
  sentAt?: Date
  secret?: string
  path?: string
  headers?: Record<string, string>
}

/** Sends a body as the provider's webhook; signed with its own secret, and for this moment, unless told otherwise. */
export async function sendWebhook(app: RunningApp, body: string, sent: Sent = {}): Promise<Answer> {
  const id = sent.id ?? `evt_${randomBytes(8).toString('hex')}`
  const sentAt = sent.sentAt ?? new Date()
  const secret = sent.secret ?? (await readSecret(app, 'sandbox-webhook'))
  return call(app, 'POST', sent.path ?? webhookPath, {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
      ...sent.headers,
    },
  })
}

/** The body of an event about a payment's charge as it is now at the provider. */
export async function anEvent(
  app: RunningApp,
  transactionId: string,
  { livemode = false, charge = {} }: { livemode?: boolean; charge?: object } = {},
): Promise<string> {
  const response = await fetch(`${app.sandboxUrl}/v1/charges?reference=${transactionId}`, {
    headers: { authorization: `Bearer ${await readSecret(app, 'sandbox-secret-key')}` },
  })
  const { data } = (await response.json()) as { data: object[] }
  return JSON.stringify({
    type: 'charge.updated',
    created: new Date().toISOString(),
    livemode,
    data: { charge: { ...data[0], ...charge } },
  })
}
