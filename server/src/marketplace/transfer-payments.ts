import { forEachAtOnce } from '../at-once.ts'
import type { TransmissionItem } from '../contract/app/transfers.ts'
import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'
import { type BegunPart, beginTransfers } from './begin-transfers.ts'
import type { MarketplaceDeps } from './marketplace-deps.ts'
import { settleTransfer } from './settle-transfer.ts'
import type { Transfer, TransferItem, TransferRefusal } from './transfer.ts'
import { toGroups } from './transfer-groups.ts'

type TransferDeps = Pick<MarketplaceDeps, 'db' | 'listConnections' | 'findTransfers' | 'onCommit'>

type TransferFailure = Failure<'tenant-not-configured' | 'marketplace-not-supported'>

/** How the transfer of some items ended. `refusal` is null when the money has moved. */
export type TransferAnswer = {
  items: readonly TransferItem[]
  merchantReference: string
  orderReference: string
  isReversal: boolean
  transferId: string | null
  refusal: TransferRefusal | null
}

/** So many transfers are asked for at once by one request. */
const transfersAtOnce = 8
/** What is not begun by then is left to the sweep: the caller is told that it is not known yet. */
const beginWithinMs = 15_000

/**
 * Pays merchants their share, or takes it back, once per item however often it is asked. Every intent is written before the
 * first PSP call, so that what this process does not finish is finished by a sweep. Answers in the order of what was asked.
 */
export async function transferPayments(
  deps: TransferDeps,
  { tenant, items }: { tenant: string; items: readonly TransmissionItem[] },
): Promise<Result<TransferAnswer[], TransferFailure>> {
  const refusal = await refuseWithoutMarketplace(deps, tenant)
  if (refusal) return fail(refusal)
  const untilMs = performance.now() + beginWithinMs
  const parts: { part: BegunPart; isReversal: boolean }[] = []
  for (const group of toGroups(items)) {
    const isReversal = group.kind === 'reversal'
    const begun = await beginTransfers(deps, tenant, group)
    parts.push(...begun.map((part) => ({ part, isReversal })))
  }
  const answers = new Map<BegunPart, TransferAnswer>()
  const defects: unknown[] = []
  await forEachAtOnce(parts, transfersAtOnce, async ({ part, isReversal }) => {
    const settled = await settlePart(deps, part, untilMs).catch((defect) => {
      defects.push(defect)
      return part
    })
    answers.set(part, toAnswer(settled, isReversal))
  })
  // Thrown only now: the others are not left under way behind an answer.
  if (defects.length > 0) throw defects[0]
  return ok(parts.flatMap(({ part }) => answers.get(part) ?? []))
}

/** One connection is enough, also one that takes no new payments: which one counts is the payment's. */
async function refuseWithoutMarketplace(
  deps: TransferDeps,
  tenant: string,
): Promise<TransferFailure | null> {
  const connections = await deps.listConnections(tenant)
  if (connections.length === 0) return { kind: 'tenant-not-configured' }
  for (const { provider, mode, current } of connections) {
    const configurationVersion = current.version
    if (await deps.findTransfers({ tenant, provider, mode, configurationVersion })) return null
  }
  return { kind: 'marketplace-not-supported' }
}

/** A transfer that somebody else may be asking for at this moment is left to that one, and to the sweep. */
async function settlePart(
  deps: TransferDeps,
  part: BegunPart,
  untilMs: number,
): Promise<BegunPart> {
  if (part.kind === 'refused' || performance.now() > untilMs) return part
  const { transfer, isNew } = part
  if (!isNew && transfer.state !== 'unknown') return part
  const way = isNew ? 'ask' : 'look-up'
  const settled = await settleTransfer(deps, transfer, { source: 'api', way })
  return { ...part, transfer: settled }
}

function toAnswer(part: BegunPart, isReversal: boolean): TransferAnswer {
  const { items, merchantReference } = part
  const orderReference = items[0]?.orderReference ?? ''
  const answer = { items, merchantReference, orderReference, isReversal }
  if (part.kind === 'refused') {
    const { reason, message } = part
    return { ...answer, transferId: null, refusal: { reason, message } }
  }
  const { transferId, state } = part.transfer
  const isFailed = state === 'failed'
  return { ...answer, transferId: isFailed ? null : transferId, refusal: refusalOf(part.transfer) }
}

function refusalOf({ transferId, state, note }: Transfer): TransferRefusal | null {
  if (state === 'succeeded') return null
  if (state === 'failed')
    return { reason: 'provider-refused', message: `The payment provider refused: ${note}.` }
  return {
    reason: 'outcome-unknown',
    message: `The payment provider has not said yet what became of "${transferId}". Ask again.`,
  }
}
