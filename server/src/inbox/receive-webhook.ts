import type { Database } from '../database/database.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import type { Mode, WebhookRefusal, WebhookRequest } from '../psp/psp.ts'
import { fail, ok, type Result } from '../result.ts'
import { keepInInbox } from './inbox-store.ts'

/** `now` is the database's clock: how old a signature may be does not depend on the process that takes it. */
export type ReceiveDeps = { db: Database; findPsp: PaymentDeps['findPsp']; now(): Date }

export type WebhookEndpoint = { tenant: string; provider: string; mode: Mode }

/**
 * Verifies the signature over the raw bytes and keeps the event. Nothing is decided inside the request of a stranger: the
 * applier does that, right after the answer. `isNew` is false for a repeated event id.
 */
export async function receiveWebhook(
  { db, findPsp, now }: ReceiveDeps,
  endpoint: WebhookEndpoint,
  request: WebhookRequest,
): Promise<
  Result<{ isNew: boolean }, WebhookRefusal | 'webhook-endpoint-unknown' | 'webhook-body-missing'>
> {
  const psp = findPsp(endpoint.tenant, endpoint.provider, endpoint.mode)
  if (!psp) return fail('webhook-endpoint-unknown')
  if (request.rawBody === '') return fail('webhook-body-missing')
  const verified = psp.verifyWebhook(request, now())
  if (!verified.ok) return verified
  const event = psp.readEvent(request.rawBody, verified.value.eventId)
  if (!event.ok) return event
  // Kept, it would hide the same event id when it comes by the right path.
  if (event.value.mode !== endpoint.mode) return fail('webhook-endpoint-unknown')
  const isNew = await keepInInbox(db, {
    tenant: endpoint.tenant,
    source: `psp:${psp.name}`,
    eventId: verified.value.eventId,
    mode: endpoint.mode,
    name: event.value.type,
    rawBody: request.rawBody,
    transactionId: event.value.charge.reference,
  })
  return ok({ isNew })
}
