import type { ChargeRequest, Mode, MovementRequest, Outcome, Psp } from '../psp.ts'
import { isPaid } from './sandbox-charge.ts'
import { type SandboxSettings, toConnection } from './sandbox-connection.ts'
import { findSandboxCharge, findSandboxId } from './sandbox-find.ts'
import { toSandboxFlow } from './sandbox-flow.ts'
import { callSandbox, type SandboxAnswer, type SandboxConnection } from './sandbox-http.ts'
import { toOutcome } from './sandbox-outcome.ts'
import { readSandboxEvent, toWebhookKey, verifySandboxWebhook } from './sandbox-webhook.ts'

/** Several webhook secrets may be valid at once, for rotation. */
export type SandboxCredentials = {
  baseUrl: string
  mode: Mode
  secretKey: string
  webhookSecrets: readonly string[]
  /** What the payment page calls the merchant; else the name of the account. */
  paymentPageTitle?: string | undefined
}

/** The adapter of the sandbox PSP. Throws when a credential is empty. */
export function createSandboxAdapter(
  credentials: SandboxCredentials,
  settings: SandboxSettings,
): Psp {
  const connection = toConnection(credentials, settings)
  const keys = credentials.webhookSecrets.map(toWebhookKey)
  if (keys.length === 0) throw new Error('The sandbox needs at least one webhook secret.')

  return {
    name: 'sandbox',
    mode: credentials.mode,
    initialise: (request, operationId) =>
      initialise({ connection, key: operationId }, request, credentials.paymentPageTitle),
    cancel: (charge, operationId) => cancel(connection, charge, operationId),
    update: (charge, purchase, operationId) =>
      update({ connection, charge, key: operationId }, purchase),
    capture: (charge, operationId) =>
      move(connection, charge, { key: operationId, action: 'capture' }),
    refund: (charge, operationId) =>
      move(connection, charge, { key: operationId, action: 'refunds' }),
    find: (reference) => findSandboxCharge(connection, reference),
    verifyWebhook: (request, now) => verifySandboxWebhook(keys, request, now),
    readEvent: readSandboxEvent,
  }
}

const toLines = (lines: ChargeRequest['lines']) =>
  lines.map(({ name, quantity, amountMinor }) => ({ name, quantity, amount: amountMinor }))

async function initialise(
  { connection, key }: Pick<Effect, 'connection' | 'key'>,
  request: ChargeRequest,
  pageTitle: string | undefined,
): Promise<Outcome> {
  const flow = toSandboxFlow(request)
  if (flow === null)
    return { kind: 'failed', refusal: 'refused', pspStatus: 'unknown_wallet', charge: null }
  const answer = await callSandbox(connection, {
    method: 'POST',
    path: '/v1/charges',
    key,
    body: {
      ...flow,
      reference: request.reference,
      amount: request.amountMinor,
      currency: request.currency,
      capture: 'manual',
      order_reference: request.orderReference,
      customer: request.customer,
      lines: toLines(request.lines),
      return_url: request.returnUrl,
      locale: request.locale,
      page_title: pageTitle,
    },
  })
  return toOutcome(answer)
}

type Effect = {
  connection: SandboxConnection
  charge: { reference: string; pspReference: string | null }
  key: string
}

/** Sends an effect on one charge; anything but an answer of the sandbox is the outcome already. */
async function send(
  { connection, charge, key }: Effect,
  action: string,
  body: unknown,
): Promise<SandboxAnswer | { kind: 'failed'; outcome: Outcome }> {
  const id = await findSandboxId(connection, charge)
  if (typeof id !== 'string') return { kind: 'failed', outcome: id }
  const path = `/v1/charges/${encodeURIComponent(id)}/${action}`
  return callSandbox(connection, { method: 'POST', path, key, body })
}

const expectedStatus = { unpaid: 'open', authorized: 'authorized', captured: 'captured' } as const

async function cancel(
  connection: SandboxConnection,
  charge: Parameters<Psp['cancel']>[0],
  key: string,
): Promise<Outcome> {
  const { expecting } = charge
  const body = { expected_status: expectedStatus[expecting] }
  const answer = await send({ connection, charge, key }, 'cancel', body)
  if (answer.kind === 'failed') return answer.outcome
  return toOutcome(answer, (found) =>
    expecting === 'unpaid' && isPaid(found) ? 'already-paid' : 'not-cancelable',
  )
}

async function update(effect: Effect, purchase: Parameters<Psp['update']>[1]): Promise<Outcome> {
  const { amountMinor, currency, lines } = purchase
  const body = { amount: amountMinor, currency, lines: toLines(lines) }
  const answer = await send(effect, 'update', body)
  if (answer.kind === 'failed') return answer.outcome
  return toOutcome(answer, (found) => (isPaid(found) ? 'already-paid' : 'refused'))
}

/** Takes money of a charge or gives it back. */
async function move(
  connection: SandboxConnection,
  charge: MovementRequest,
  { key, action }: { key: string; action: 'capture' | 'refunds' },
): Promise<Outcome> {
  const body = { amount: charge.amountMinor }
  const answer = await send({ connection, charge, key }, action, body)
  return answer.kind === 'failed' ? answer.outcome : toOutcome(answer)
}
