import { z } from 'zod'
import type { PspFetch } from '../keep-alive-fetch.ts'
import type { ChargeRequest, LookUp, Outcome, Psp } from '../psp.ts'
import { isPaid, SandboxCharge, toPspCharge } from './sandbox-charge.ts'
import {
  callSandbox,
  errorCode,
  type SandboxAnswer,
  type SandboxConnection,
} from './sandbox-http.ts'
import { readSandboxEvent, toWebhookKey, verifySandboxWebhook } from './sandbox-webhook.ts'

const defaultTimeoutMs = 10_000

/** Several webhook secrets may be valid at once, for rotation. */
export type SandboxCredentials = {
  baseUrl: string
  secretKey: string
  webhookSecrets: readonly string[]
}

/** The adapter of the sandbox PSP. Throws when a credential is empty. */
export function createSandboxAdapter(
  credentials: SandboxCredentials,
  { fetch, timeoutMs = defaultTimeoutMs }: { fetch: PspFetch; timeoutMs?: number },
): Psp {
  const connection: SandboxConnection = {
    baseUrl: required('baseUrl', credentials.baseUrl).replace(/\/+$/, ''),
    secretKey: required('secretKey', credentials.secretKey),
    fetch,
    timeoutMs,
  }
  const keys = credentials.webhookSecrets.map(toWebhookKey)
  if (keys.length === 0) throw new Error('The sandbox needs at least one webhook secret.')

  return {
    name: 'sandbox',
    mode: 'test',
    initialise: (request, operationId) => initialise(connection, request, operationId),
    cancel: (charge, operationId) => cancel(connection, charge, operationId),
    find: (reference) => find(connection, reference),
    verifyWebhook: (request, now) => verifySandboxWebhook(keys, request, now),
    readEvent: readSandboxEvent,
  }
}

function required(name: string, value: string): string {
  const trimmed = value.trim()
  if (!trimmed) throw new Error(`The sandbox needs a ${name}.`)
  return trimmed
}

async function initialise(
  connection: SandboxConnection,
  request: ChargeRequest,
  key: string,
): Promise<Outcome> {
  const answer = await callSandbox(connection, {
    method: 'POST',
    path: '/v1/charges',
    key,
    body: {
      reference: request.reference,
      amount: request.amountMinor,
      currency: request.currency,
      capture: 'manual',
      order_reference: request.orderReference,
      customer: request.customer,
      lines: request.lines.map(({ name, quantity, amountMinor }) => ({
        name,
        quantity,
        amount: amountMinor,
      })),
      return_url: request.returnUrl,
      locale: request.locale,
    },
  })
  return toOutcome(answer)
}

const expectedStatus = { unpaid: 'open', authorized: 'authorized' } as const

async function cancel(
  connection: SandboxConnection,
  { reference, pspReference, expecting }: Parameters<Psp['cancel']>[0],
  key: string,
): Promise<Outcome> {
  const id = pspReference ?? (await findId(connection, reference))
  if (typeof id !== 'string') return id
  const answer = await callSandbox(connection, {
    method: 'POST',
    path: `/v1/charges/${encodeURIComponent(id)}/cancel`,
    key,
    body: { expected_status: expectedStatus[expecting] },
  })
  return toOutcome(answer, expecting)
}

/** A cancel whose look-up brought no id was never sent. */
async function findId(connection: SandboxConnection, reference: string): Promise<string | Outcome> {
  const found = await find(connection, reference)
  if (found.kind === 'found') return found.charge.pspReference
  if (found.kind === 'unknown') return { kind: 'not-sent', because: `look-up: ${found.because}` }
  return { kind: 'failed', refusal: 'refused', pspStatus: 'not_found', charge: null }
}

function toOutcome(answer: SandboxAnswer, expecting?: 'unpaid' | 'authorized'): Outcome {
  if (answer.kind !== 'answered') return answer
  if (answer.status < 300) {
    const charge = SandboxCharge.safeParse(answer.body)
    // An answer that we cannot read says nothing about the effect.
    return charge.success
      ? { kind: 'succeeded', charge: toPspCharge(charge.data) }
      : { kind: 'unknown', because: 'server-error' }
  }
  return toRefusal(answer.status, answer.body, expecting)
}

const Conflict = z.object({
  error: z.object({ code: z.literal('status_conflict') }),
  charge: SandboxCharge,
})

function toRefusal(status: number, body: unknown, expecting?: 'unpaid' | 'authorized'): Outcome {
  const conflict = Conflict.safeParse(body)
  if (!conflict.success) {
    return {
      kind: 'failed',
      refusal: 'refused',
      pspStatus: errorCode(body) ?? `http_${status}`,
      charge: null,
    }
  }
  const { charge } = conflict.data
  return {
    kind: 'failed',
    refusal: expecting === 'unpaid' && isPaid(charge) ? 'already-paid' : 'not-cancelable',
    pspStatus: charge.status,
    charge: toPspCharge(charge),
  }
}

const List = z.object({ data: z.array(SandboxCharge) })

async function find(connection: SandboxConnection, reference: string): Promise<LookUp> {
  const path = `/v1/charges?reference=${encodeURIComponent(reference)}`
  const answer = await callSandbox(connection, { method: 'GET', path })
  if (answer.kind !== 'answered') return { kind: 'unknown', because: answer.because }
  const list = List.safeParse(answer.body)
  if (answer.status !== 200 || !list.success)
    return { kind: 'unknown', because: `http_${answer.status}` }
  const ours = list.data.data.filter((charge) => charge.reference === reference)
  const charge = ours.find(isPaid) ?? ours[0]
  return charge ? { kind: 'found', charge: toPspCharge(charge) } : { kind: 'not-found' }
}
