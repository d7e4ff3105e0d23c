import { claimDue } from '../database/claim-due.ts'
import { type SettleDeps, settleTransfer } from './settle-transfer.ts'
import { type TransferRow, toTransfer } from './transfer-store.ts'

type SweepDeps = SettleDeps & { onDefect(error: unknown): void }

/** So many questions are under way at once, in each process. */
const batchMax = 10

/**
 * Settles transfers whose outcome is unknown, after a time-out or a crash, by asking the PSP what is true. Bounded, and safe in
 * several processes: a claimed transfer is postponed for the others.
 */
export async function sweepTransfers(deps: SweepDeps): Promise<number> {
  const rows = await claimDue<TransferRow>(deps.db, 'transfers', batchMax)
  const asking = { source: 'sweep', way: 'look-up-then-ask' } as const
  await Promise.all(
    rows.map(async (row) => {
      await settleTransfer(deps, toTransfer(row), asking).catch(deps.onDefect)
    }),
  )
  return rows.length
}
