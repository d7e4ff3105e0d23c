import { z } from 'zod'
import type { Outcome, PspRefusal } from '../psp.ts'
import { SandboxCharge, toPspCharge } from './sandbox-charge.ts'
import { errorCode, type SandboxAnswer } from './sandbox-http.ts'

/** What a conflict with the status of the charge means for the effect that was asked. */
export type ReadConflict = (charge: SandboxCharge) => PspRefusal

const Refusal = z.object({ error: z.object({ code: z.string() }), charge: SandboxCharge })

/** What became of an effect, as far as its answer tells. */
export function toOutcome(
  answer: SandboxAnswer,
  readConflict: ReadConflict = () => 'refused',
): Outcome {
  if (answer.kind !== 'answered') return answer
  if (answer.status >= 300) return toRefusal(answer.status, answer.body, readConflict)
  const charge = SandboxCharge.safeParse(answer.body)
  // An answer that we cannot read says nothing about the effect.
  return charge.success
    ? { kind: 'succeeded', charge: toPspCharge(charge.data) }
    : { kind: 'unknown', because: 'server-error' }
}

function toRefusal(status: number, body: unknown, readConflict: ReadConflict): Outcome {
  const told = Refusal.safeParse(body)
  if (!told.success) return withoutCharge(toBareRefusal(status, errorCode(body)))
  const { charge, error } = told.data
  const isConflict = error.code === 'status_conflict'
  return {
    kind: 'failed',
    refusal: isConflict ? readConflict(charge) : 'refused',
    pspStatus: isConflict ? charge.status : error.code,
    charge: toPspCharge(charge),
  }
}

/** Nobody looked at the charge: our key is wrong, or we ask too often. Nothing happened, and the bank has refused nothing. */
const notLookedAt = new Set([401, 403, 425, 429])

/** The effect may be under way under this key at this moment. */
const maybeUnderWay = new Set([408, 409])

/** What an answer of 3xx or 4xx says of the effect by itself. */
export type BareRefusal =
  | { kind: 'failed'; pspStatus: string }
  | { kind: 'not-sent'; because: string }
  | { kind: 'unknown'; because: 'server-error' }

/** An answer that says nothing of the charge: only one that says what is wrong with the request is a refusal of it. */
export function toBareRefusal(status: number, code: string | null): BareRefusal {
  const pspStatus = code ?? `http_${status}`
  if (notLookedAt.has(status)) return { kind: 'not-sent', because: pspStatus }
  if (maybeUnderWay.has(status)) return { kind: 'unknown', because: 'server-error' }
  return { kind: 'failed', pspStatus }
}

const withoutCharge = (refusal: BareRefusal): Outcome =>
  refusal.kind === 'failed' ? { ...refusal, refusal: 'refused', charge: null } : refusal
