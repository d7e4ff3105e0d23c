import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { toChargeBody } from '../charges/charge.ts'
import type { ClaimedDelivery } from './delivery-store.ts'

const timeoutMs = 10_000

export type Recipient = {
  webhookUrl: string
  webhookSecret: string
  publicUrl: string
  fetch: typeof fetch
}

export type SendOutcome =
  | { answerStatus: number; failure: null }
  | { answerStatus: number | null; failure: string }

/** The body of an event: the same bytes at every try. */
const toEventBody = (delivery: ClaimedDelivery, publicUrl: string): string =>
  JSON.stringify({
    id: delivery.event_id,
    type: delivery.type,
    created: new Date(delivery.created).toISOString(),
    livemode: false,
    data: { charge: toChargeBody(delivery.charge, publicUrl) },
  })

/** Sends one webhook, signed for this moment. Anything but a 2xx is a failure; nothing is thrown. */
export async function sendWebhook(
  recipient: Recipient,
  delivery: ClaimedDelivery,
): Promise<SendOutcome> {
  const body = toEventBody(delivery, recipient.publicUrl)
  const secret =
    delivery.kind === 'forged' ? randomBytes(24).toString('base64') : recipient.webhookSecret
  const now = new Date()
  try {
    const response = await recipient.fetch(recipient.webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': delivery.event_id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(delivery.event_id, now, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.arrayBuffer()
    if (response.ok) return { answerStatus: response.status, failure: null }
    return { answerStatus: response.status, failure: `HTTP ${response.status}` }
  } catch (error) {
    return { answerStatus: null, failure: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection'
}
