import type { AppConnection, Tone } from '../api/contract.ts'
import { useAppWords } from '../session/app-language.tsx'

const tones: Record<AppConnection['status'] | 'none', Tone> = {
  NEW: 'warning',
  CONNECTED: 'ok',
  DISCONNECTED: 'info',
  none: 'info',
}

/** How a connection stands, as a chip. */
export function ConnectionStatus({ status }: { status: AppConnection['status'] | null }) {
  const { apps: words } = useAppWords()
  const shown = status ?? 'none'
  return (
    <span
      className="chip"
      data-tone={tones[shown]}
      data-testid="connection-status"
      data-status={shown}
    >
      {words.status[shown]}
    </span>
  )
}
