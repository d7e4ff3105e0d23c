import { z } from 'zod'
import type { LookUp, Outcome } from '../psp.ts'
import { isPaid, SandboxCharge, toPspCharge } from './sandbox-charge.ts'
import { callSandbox, type SandboxConnection } from './sandbox-http.ts'

const List = z.object({ data: z.array(SandboxCharge) })

/** Finds a charge by our reference; of several the paid one counts. */
export async function findSandboxCharge(
  connection: SandboxConnection,
  reference: string,
): Promise<LookUp> {
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

/** The sandbox's own id of a charge. An effect whose look-up brought no id was never sent. */
export async function findSandboxId(
  connection: SandboxConnection,
  { reference, pspReference }: { reference: string; pspReference: string | null },
): Promise<string | Outcome> {
  if (pspReference !== null) return pspReference
  const found = await findSandboxCharge(connection, reference)
  if (found.kind === 'found') return found.charge.pspReference
  if (found.kind === 'unknown') return { kind: 'not-sent', because: `look-up: ${found.because}` }
  return { kind: 'failed', refusal: 'refused', pspStatus: 'not_found', charge: null }
}
