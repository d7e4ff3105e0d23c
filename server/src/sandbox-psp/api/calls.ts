import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { type Gate, passGate } from '../chaos/gate.ts'
import type { SandboxContext, SandboxDeps } from '../sandbox-deps.ts'
import { keptOut, refuse, spoil } from './answers.ts'
import { explainIssues, keyMax } from './requests.ts'

/** Whose key was sent. Throws where nobody's was: such a call must not come this far. */
export function accountOf(c: SandboxContext): Account {
  const account = c.get('account')
  if (!account) throw new Error('A call of the API was answered without its guard.')
  return account
}

export type Asked<Input> = { key: string; input: Input }

/** The key and the body of an effect, or the answer that says what is wrong with them. */
export async function readAsked<Schema extends z.ZodType>(
  c: SandboxContext,
  schema: Schema,
): Promise<Asked<z.infer<Schema>> | Response> {
  const key = c.req.header('idempotency-key') ?? ''
  if (key.length === 0 || key.length > keyMax) return refuse(c, 'idempotency_key_required')
  const body: unknown = await c.req.json().catch(() => undefined)
  const parsed = schema.safeParse(body ?? {})
  return parsed.success
    ? { key, input: parsed.data }
    : refuse(c, 'invalid_request', explainIssues(parsed.error))
}

/** Answers a call that changes nothing, as the chaos settings let it. */
export async function answerRead(
  c: SandboxContext,
  deps: SandboxDeps,
  answer: () => Promise<Response>,
): Promise<Response> {
  const gate = await passGate(deps, 'read')
  return (await keptOut(c, deps, gate)) ?? spoil(c, deps, gate, await answer())
}

/** Answers a call that has an effect, unless the chaos settings keep it out; they may also lose the answer. */
export async function answerEffect(
  c: SandboxContext,
  deps: SandboxDeps,
  effect: () => Promise<Response>,
): Promise<Response> {
  const gate: Gate = await passGate(deps, 'effect')
  return (await keptOut(c, deps, gate)) ?? spoil(c, deps, gate, await effect())
}
