import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../result.ts'
import type { PspEvent, WebhookRefusal, WebhookRequest } from '../psp.ts'
import { SandboxCharge, toPspCharge } from './sandbox-charge.ts'
import { SandboxMerchant, toPspMerchant } from './sandbox-merchant.ts'

const toleranceSeconds = 300
const secretPrefix = 'whsec_'

/**
 * The key of a Standard Webhooks secret. Throws for an empty or malformed one: it would accept or refuse
 * everything. A key object is made once; signing with bytes makes one each time, at five times the cost.
 */
export function toWebhookKey(secret: string): KeyObject {
  const encoded = secret.trim().replace(secretPrefix, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) {
    throw new Error(
      'A webhook secret of the sandbox must be base64, with or without the prefix whsec_.',
    )
  }
  return createSecretKey(Buffer.from(encoded, 'base64'))
}

/** Standard Webhooks over the raw bytes, with any of the keys, so that a secret can be rotated. */
export function verifySandboxWebhook(
  keys: readonly KeyObject[],
  { rawBody, headers }: WebhookRequest,
  now: Date,
): Result<{ eventId: string }, WebhookRefusal> {
  const eventId = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!eventId || !timestamp || !signatures) return fail('webhook-signature-invalid')

  const signed = `${eventId}.${timestamp}.${rawBody}`
  const given = signatures.split(' ').filter((signature) => signature.startsWith('v1,'))
  const isAuthentic = keys.some((key) =>
    given.some((signature) => isSame(signature, sign(key, signed))),
  )
  if (!isAuthentic) return fail('webhook-signature-invalid')

  const ageSeconds = now.getTime() / 1000 - Number(timestamp)
  return Math.abs(ageSeconds) <= toleranceSeconds ? ok({ eventId }) : fail('webhook-stale')
}

const sign = (key: KeyObject, signed: string): string =>
  `v1,${createHmac('sha256', key).update(signed).digest('base64')}`

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const EventBody = z.object({
  type: z.string(),
  created: z.iso.datetime(),
  livemode: z.boolean(),
  data: z.union([z.object({ charge: SandboxCharge }), z.object({ merchant: SandboxMerchant })]),
})

/** Reads the body of a verified webhook. */
export function readSandboxEvent(
  rawBody: string,
  eventId: string,
): Result<PspEvent, 'webhook-malformed'> {
  const parsed = EventBody.safeParse(parseJson(rawBody))
  if (!parsed.success) return fail('webhook-malformed')
  const { type, created, livemode, data } = parsed.data
  return ok({
    eventId,
    type,
    mode: livemode ? 'live' : 'test',
    occurredAt: new Date(created),
    ...('charge' in data
      ? { about: 'charge', charge: toPspCharge(data.charge) }
      : { about: 'merchant', merchant: toPspMerchant(data.merchant) }),
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
