import type { Database } from '../database/database.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import type { Mode, Psp, PspEvent, WebhookRefusal, WebhookRequest } from '../psp/psp.ts'
import { fail, ok, type Result } from '../result.ts'
import { keepInInbox } from './inbox-store.ts'

/** `now` is the database's clock: how old a signature may be does not depend on the process that takes it. */
export type ReceiveDeps = { db: Database; listPsps: PaymentDeps['listPsps']; now(): Date }

export type WebhookEndpoint = { tenant: string; provider: string; mode: Mode }

/**
 * Verifies the signature over the raw bytes and keeps the event. Nothing is decided inside the request of a stranger: the
 * applier does that, right after the answer. `isNew` is false for a repeated event id.
 */
export async function receiveWebhook(
  { db, listPsps, now }: ReceiveDeps,
  endpoint: WebhookEndpoint,
  request: WebhookRequest,
): Promise<
  Result<{ isNew: boolean }, WebhookRefusal | 'webhook-endpoint-unknown' | 'webhook-body-missing'>
> {
  const psps = await listPsps(endpoint)
  const [newest] = psps
  if (!newest) return fail('webhook-endpoint-unknown')
  if (request.rawBody === '') return fail('webhook-body-missing')
  const verified = verify(psps, request, now())
  if (!verified.ok) return verified
  const { psp } = verified.value
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
    ...subjectOf(event.value),
  })
  return ok({ isNew })
}

/** Whom an event is about: what is told of one is applied in order. */
const subjectOf = (event: PspEvent) =>
  event.about === 'charge'
    ? { transactionId: event.charge.reference }
    : { merchantReference: event.merchant.merchantReference }

/** An older secret is tried only when the newest does not fit: it is kept while payments of its time are open. */
function verify(
  psps: readonly Psp[],
  request: WebhookRequest,
  now: Date,
): Result<{ psp: Psp; eventId: string }, WebhookRefusal> {
  let refusal: WebhookRefusal = 'webhook-signature-invalid'
  for (const psp of psps) {
    const verified = psp.verifyWebhook(request, now)
    if (verified.ok) return ok({ psp, eventId: verified.value.eventId })
    // A right signature that is too old says more than a wrong one of another secret.
    if (verified.failure !== 'webhook-signature-invalid') refusal = verified.failure
  }
  return fail(refusal)
}
