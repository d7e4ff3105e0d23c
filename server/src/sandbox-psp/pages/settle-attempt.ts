import { type Attempt, authorizeCharge, declineCharge, processCharge } from '../charges/attempts.ts'
import type { Ending } from '../charges/card.ts'
import type { Charge } from '../charges/charge.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'

/** Brings an attempt to its ending and wakes the webhooks; null when the charge was no longer open. */
export async function settleAttempt(
  deps: SandboxDeps,
  attempt: Attempt,
  ending: Exclude<Ending, { kind: 'challenge' }>,
): Promise<Charge | null> {
  const charge = await settle(deps, attempt, ending)
  if (charge) deps.wake()
  return charge
}

function settle(
  deps: SandboxDeps,
  attempt: Attempt,
  ending: Exclude<Ending, { kind: 'challenge' }>,
) {
  switch (ending.kind) {
    case 'authorized':
    case 'answer-lost':
      return authorizeCharge(deps, attempt)
    case 'processing':
      return processCharge(deps, attempt)
    case 'declined':
      return declineCharge(deps, attempt, ending.code)
  }
}
