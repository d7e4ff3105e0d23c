import { z } from 'zod'
import type {
  NotDone,
  PspTransfer,
  PspTransfers,
  TransferLookUp,
  TransferOutcome,
} from '../marketplace.ts'
import type { Outcome } from '../psp.ts'
import { type SandboxSettings, toConnection } from './sandbox-connection.ts'
import { findSandboxId } from './sandbox-find.ts'
import { callSandbox, type SandboxConnection } from './sandbox-http.ts'
import { toNotDone, toUnknown } from './sandbox-not-done.ts'

const kinds = { transfer: 'payout', reversal: 'reversal' } as const

/** The fields of the sandbox's transfer that we use. */
const SandboxTransfer = z.object({
  id: z.string().min(1),
  object: z.enum(['transfer', 'reversal']),
  key: z.string(),
  amount: z.int(),
  currency: z.string(),
})
const List = z.object({ data: z.array(SandboxTransfer) })

const toPspTransfer = (transfer: z.infer<typeof SandboxTransfer>): PspTransfer => ({
  pspReference: transfer.id,
  operationId: transfer.key,
  kind: kinds[transfer.object],
  amountMinor: transfer.amount,
  currency: transfer.currency,
})

/** Shares what was captured with merchants of a marketplace. Throws when a credential is empty. */
export function createSandboxTransfers(
  credentials: { baseUrl: string; secretKey: string },
  settings: SandboxSettings,
): PspTransfers {
  const connection = toConnection(credentials, settings)
  return {
    payOut: (request, operationId) => payOut(connection, request, operationId),
    reverse: ({ transfer, amountMinor, currency }, key) => {
      const path = `/v1/transfers/${encodeURIComponent(transfer)}/reversals`
      return send(connection, { path, key, body: { amount: amountMinor, currency } })
    },
    find: (operationId) => find(connection, operationId),
  }
}

async function payOut(
  connection: SandboxConnection,
  request: Parameters<PspTransfers['payOut']>[0],
  key: string,
): Promise<TransferOutcome> {
  const charge = await findSandboxId(connection, request)
  if (typeof charge !== 'string') return withoutCharge(charge)
  const { merchant, amountMinor: amount, currency } = request
  const body = { charge, merchant, amount, currency }
  return send(connection, { path: '/v1/transfers', key, body })
}

/** What a look-up that brought no charge says of the transfer. */
function withoutCharge(outcome: Outcome): NotDone {
  if (outcome.kind === 'succeeded') throw new Error('A look-up of an id moves nothing.')
  return outcome.kind === 'failed' ? { kind: 'failed', pspStatus: outcome.pspStatus } : outcome
}

async function send(
  connection: SandboxConnection,
  effect: { path: string; key: string; body: unknown },
): Promise<TransferOutcome> {
  const answer = await callSandbox(connection, { method: 'POST', ...effect })
  const transfer = answer.kind === 'answered' ? SandboxTransfer.safeParse(answer.body) : null
  return transfer?.success
    ? { kind: 'succeeded', transfer: toPspTransfer(transfer.data) }
    : toNotDone(answer)
}

async function find(connection: SandboxConnection, operationId: string): Promise<TransferLookUp> {
  const path = `/v1/transfers?key=${encodeURIComponent(operationId)}`
  const answer = await callSandbox(connection, { method: 'GET', path })
  const list = answer.kind === 'answered' ? List.safeParse(answer.body) : null
  if (!list?.success) return toUnknown(answer)
  const ours = list.data.data.find((transfer) => transfer.key === operationId)
  return ours ? { kind: 'found', transfer: toPspTransfer(ours) } : { kind: 'not-found' }
}
