import { beginChallenge } from '../charges/attempts.ts'
import {
  type CardForm,
  type CardProblems,
  digitsOf,
  type Ending,
  endingOf,
  findProblems,
  last4Of,
} from '../charges/card.ts'
import type { Charge } from '../charges/charge.ts'
import { findCharge } from '../charges/charge-store.ts'
import { settleAttempt } from '../pages/settle-attempt.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { randomId } from '../secrets.ts'

export type FieldsOutcome =
  | { status: 'authorized' | 'processing' | 'closed' }
  | { status: 'declined'; code: string }
  | { status: 'invalid'; fields: CardProblems }
  | { status: 'challenge'; challenge: { id: string; last4: string } }
  /** The charge was paid, and the answer to that gets lost on purpose. */
  | { status: 'lost' }

/** Pays an open charge with what the shopper typed into the fields; a charge that is not open stays as it is. */
export async function payFields(
  deps: SandboxDeps,
  charge: Charge,
  form: CardForm,
): Promise<FieldsOutcome> {
  if (charge.status !== 'open') return toStanding(charge)
  const fields = findProblems(form, new Date())
  if (Object.keys(fields).length > 0) return { status: 'invalid', fields }
  const digits = digitsOf(form.number)
  const attempt = { chargeId: charge.id, last4: last4Of(digits) }
  const ending = endingOf(digits)
  if (ending.kind !== 'challenge') {
    const settled = await settleAttempt(deps, attempt, ending)
    return settled ? toOutcome(settled, ending) : toStanding(await reread(deps, charge))
  }
  const id = randomId('chl')
  const isAsked = await beginChallenge(deps, attempt, { id, ending: ending.ending })
  return isAsked
    ? { status: 'challenge', challenge: { id, last4: attempt.last4 } }
    : toStanding(await reread(deps, charge))
}

/** The answer of the shopper's bank; one that a later challenge or another amount replaced pays nothing. */
export async function answerFieldsChallenge(
  deps: SandboxDeps,
  charge: Charge,
  { challenge, answer }: { challenge: string; answer: 'approve' | 'reject' },
): Promise<FieldsOutcome> {
  const isApproved = answer === 'approve' && charge.challenge_ending === '3ds'
  const ending = isApproved
    ? ({ kind: 'authorized' } as const)
    : ({ kind: 'declined', code: 'authentication_failed' } as const)
  const attempt = { chargeId: charge.id, last4: charge.card_last4 ?? '', challengeId: challenge }
  const settled = await settleAttempt(deps, attempt, ending)
  if (settled) return toOutcome(settled, ending)
  const current = await reread(deps, charge)
  return current.status === 'open'
    ? { status: 'declined', code: 'authentication_failed' }
    : toStanding(current)
}

function toOutcome(charge: Charge, ending: Exclude<Ending, { kind: 'challenge' }>): FieldsOutcome {
  if (ending.kind === 'declined') return { status: 'declined', code: ending.code }
  if (ending.kind === 'answer-lost') return { status: 'lost' }
  return { status: charge.status === 'processing' ? 'processing' : 'authorized' }
}

/** How things stand with a charge that this attempt did not change. */
const toStanding = (charge: Charge): FieldsOutcome => ({
  status: charge.status === 'processing' ? 'processing' : 'closed',
})

const reread = async (deps: SandboxDeps, charge: Charge): Promise<Charge> =>
  (await findCharge(deps, charge.id)) ?? charge
