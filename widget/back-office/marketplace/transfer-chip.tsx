import type { Tone, TransferState } from '../api/contract.ts'
import { useAppWords } from '../session/app-language.tsx'

const tones: Record<TransferState, Tone> = {
  pending: 'info',
  succeeded: 'ok',
  failed: 'bad',
  unknown: 'warning',
}

/** How far a transfer is, as a chip. */
export function TransferChip({ state }: { state: TransferState }) {
  const { transfers } = useAppWords()
  return (
    <span className="chip" data-tone={tones[state]} data-testid="transfer-state" data-state={state}>
      {transfers.states[state]}
    </span>
  )
}
