import type { NotDone } from '../marketplace.ts'
import { errorCode, type SandboxAnswer } from './sandbox-http.ts'
import { toBareRefusal } from './sandbox-outcome.ts'

/** What an answer without a merchant or a transfer says of the effect that was asked. */
export function toNotDone(answer: SandboxAnswer): NotDone {
  if (answer.kind !== 'answered') return answer
  // An answer that we cannot read says nothing about the effect.
  if (answer.status < 300) return { kind: 'unknown', because: 'server-error' }
  const code = errorCode(answer.body)
  // Our key is right, and asking again will not make the account another one.
  if (code === 'not_a_marketplace') return { kind: 'failed', pspStatus: code }
  // A refusal is final: it must be the PSP's own, and not a proxy's in front of it.
  if (code === null) return { kind: 'unknown', because: `http_${answer.status}` }
  return toBareRefusal(answer.status, code)
}

/** The same for a look-up, which is answered with a list. */
export const toUnknown = (answer: SandboxAnswer): { kind: 'unknown'; because: string } => ({
  kind: 'unknown',
  because: answer.kind === 'answered' ? `http_${answer.status}` : answer.because,
})
