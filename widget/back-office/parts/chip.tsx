import type { PaymentStatus, Tone } from '../api/contract.ts'
import { useWords } from '../session/language.tsx'

const tones: Record<PaymentStatus, Tone> = {
  new: 'info',
  authorized: 'ok',
  authorization_failed: 'bad',
  capture_requested: 'warning',
  captured: 'ok',
  capture_failed: 'bad',
  canceled: 'info',
  cancellation_failed: 'bad',
  overpaid: 'warning',
  underpaid: 'warning',
  refunded: 'info',
  'partially refunded': 'info',
  'refund failed': 'bad',
}

/** The status of a payment as a chip. */
export function StatusChip({ status }: { status: PaymentStatus }) {
  const { statuses } = useWords()
  return (
    <span className="chip" data-tone={tones[status]} data-testid="status" data-status={status}>
      {statuses[status]}
    </span>
  )
}
