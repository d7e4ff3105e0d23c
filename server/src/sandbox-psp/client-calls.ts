import type { z } from 'zod'
import { refuse } from './api/answers.ts'
import { explainIssues } from './api/requests.ts'
import { readChaos } from './chaos/chaos-store.ts'
import type { Charge } from './charges/charge.ts'
import { findBySecret } from './charges/charge-store.ts'
import type { SandboxContext, SandboxDeps } from './sandbox-deps.ts'

type ClientCall<Schema extends z.ZodType> = {
  c: SandboxContext
  deps: SandboxDeps
  flow: 'fields' | 'wallet'
  schema: Schema
}

/**
 * A call of the shopper's browser, authorised by the client secret in its body and by nothing else. A secret
 * that opens nothing is a 404 that tells nothing, whatever else is wrong with the call.
 */
export async function answerClient<Schema extends z.ZodType>(
  { c, deps, flow, schema }: ClientCall<Schema>,
  answer: (charge: Charge, input: z.infer<Schema>) => Promise<object>,
): Promise<Response> {
  const chaos = await readChaos(deps)
  if (chaos.offline) return refuse(c, 'offline')
  const body: unknown = await c.req.json().catch(() => null)
  const charge = await findBySecret(deps, secretOf(body), flow)
  if (!charge) return refuse(c, 'not_found')
  const parsed = schema.safeParse(body)
  if (!parsed.success) return refuse(c, 'invalid_request', explainIssues(parsed.error))
  const answered = await answer(charge, parsed.data)
  if (chaos.answer_delay_ms > 0) await deps.wait(chaos.answer_delay_ms)
  return answered instanceof Response ? answered : c.json(answered)
}

function secretOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('client_secret' in body)) return ''
  return typeof body.client_secret === 'string' ? body.client_secret : ''
}
