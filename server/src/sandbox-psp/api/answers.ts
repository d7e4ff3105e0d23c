import { type Gate, isKeptOut } from '../chaos/gate.ts'
import { type AnsweredCharge, toAnswerBody } from '../charges/charge.ts'
import type { SandboxContext, SandboxDeps } from '../sandbox-deps.ts'

/** The failures of the wire API, with their HTTP status. */
const failures = {
  unauthorized: [401, 'Send the secret key as Authorization: Bearer.'],
  not_found: [404, 'There is no such charge.'],
  account_not_found: [404, 'There is no such account.'],
  merchant_not_found: [404, 'There is no such merchant.'],
  transfer_not_found: [404, 'There is no such transfer.'],
  not_a_marketplace: [403, 'This account is not one of a marketplace.'],
  no_customer: [404, 'This charge is not paid with a wallet, so no wallet tells a customer.'],
  not_approved: [409, 'Nobody has approved this charge yet.'],
  route_not_found: [404, 'There is no such path.'],
  invalid_request: [400, 'The request is not valid.'],
  idempotency_key_required: [400, 'Send an Idempotency-Key of at most 255 characters.'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used for another request.'],
  amount_too_high: [422, 'The amount is above what is left of this charge.'],
  merchant_not_active: [422, 'The merchant cannot be sent money yet, or not any more.'],
  currency_mismatch: [422, 'The currency is another one than that of the money.'],
  charge_not_captured: [422, 'Nothing was captured of this charge.'],
  transfer_too_high: [422, 'The amount is above what is left of what was captured.'],
  reversal_too_high: [422, 'The amount is above what is left of this transfer.'],
  transfer_refused: [402, 'The transfer was refused. Nothing moved.'],
  old_key_valid: [409, 'The old key is still valid. End it first.'],
  old_secret_valid: [409, 'The old webhook secret is still valid. End it first.'],
  account_exists: [409, 'This form has made an account already.'],
  authorization_expired: [402, 'The bank refused the capture. Nothing was taken.'],
  refund_refused: [402, 'The bank refused the refund. Nothing was given back.'],
  status_conflict: [409, 'The status of the charge does not allow this.'],
  too_large: [413, 'The body is too large.'],
  panel_locked: [401, 'Open the panel with ?token= or send the token as Authorization: Bearer.'],
  cross_site: [403, 'This request came from another site.'],
  offline: [503, 'The sandbox is offline. Nothing happened.'],
  internal: [500, 'Something went wrong here.'],
} as const satisfies Record<string, readonly [number, string]>

export type ApiFailure = keyof typeof failures

export const refuse = (
  c: SandboxContext,
  code: ApiFailure,
  message?: string,
  extra: Record<string, unknown> = {},
) => {
  const [status, text] = failures[code]
  return c.json({ error: { code, message: message ?? text }, ...extra }, status)
}

export const answerCharge = (
  c: SandboxContext,
  { publicUrl }: SandboxDeps,
  charge: AnsweredCharge,
  status: 200 | 201,
) => c.json(toAnswerBody(charge, publicUrl), status)

/** Longer than anybody waits for an answer. */
const silenceMs = 120_000

/** The answer of a call that the chaos settings keep from having any effect; null when it may go on. */
export async function keptOut(
  c: SandboxContext,
  { wait }: SandboxDeps,
  gate: Gate,
): Promise<Response | null> {
  if (!isKeptOut(gate)) return null
  if (gate.verdict === 'offline') return refuse(c, 'offline')
  if (gate.verdict === 'time_out_before') await wait(silenceMs)
  return refuse(c, 'internal')
}

/** Delays or loses an answer whose effect has happened, as the chaos settings decided. */
export async function spoil(
  c: SandboxContext,
  { wait }: SandboxDeps,
  gate: Gate,
  answer: Response,
): Promise<Response> {
  const delayMs = gate.verdict === 'time_out' ? silenceMs : gate.answer_delay_ms
  if (delayMs > 0) await wait(delayMs)
  if (gate.verdict === 'hang_up') hangUp(c)
  return gate.verdict === 'answer' ? answer : refuse(c, 'internal')
}

/** Drops the connection; without one the answer is a 500. */
const hangUp = (c: SandboxContext): unknown => c.env.incoming?.socket.destroy()
