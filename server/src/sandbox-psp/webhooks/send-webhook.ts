import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { toChargeBody } from '../charges/charge.ts'
import { toMerchantBody } from '../merchants/merchant.ts'
import type { ClaimedDelivery } from './delivery-store.ts'

const timeoutMs = 10_000

export type Sender = { publicUrl: string; fetch: typeof fetch }

export type SendOutcome =
  | { answerStatus: number; failure: null }
  | { answerStatus: number | null; failure: string }

/** The body of an event: the same bytes at every try. */
const toEventBody = (delivery: ClaimedDelivery, publicUrl: string): string =>
  JSON.stringify({
    id: delivery.event_id,
    type: delivery.type,
    created: new Date(delivery.created).toISOString(),
    livemode: delivery.livemode,
    data: delivery.charge
      ? { charge: toChargeBody(delivery.charge, publicUrl) }
      : { merchant: delivery.merchant && toMerchantBody(delivery.merchant) },
  })

/** One signature for each secret of the account that is valid; a forged copy has one, with nobody's. */
const signaturesOf = (delivery: ClaimedDelivery, now: Date, body: string): string =>
  secretsOf(delivery)
    .map((secret) => new Webhook(secret).sign(delivery.event_id, now, body))
    .join(' ')

function secretsOf({ kind, webhook_secret, old_webhook_secret }: ClaimedDelivery): string[] {
  if (kind === 'forged') return [randomBytes(24).toString('base64')]
  return old_webhook_secret === null ? [webhook_secret] : [webhook_secret, old_webhook_secret]
}

/** Sends one webhook, signed for this moment. Anything but a 2xx is a failure; nothing is thrown. */
export async function sendWebhook(sender: Sender, delivery: ClaimedDelivery): Promise<SendOutcome> {
  const body = toEventBody(delivery, sender.publicUrl)
  const now = new Date()
  if (!delivery.webhook_url)
    return { answerStatus: null, failure: 'the account has no webhook URL' }
  try {
    const response = await sender.fetch(delivery.webhook_url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': delivery.event_id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signaturesOf(delivery, now, body),
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
