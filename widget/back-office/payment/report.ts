import type { OperationReport, PaymentOperationKind, Tone } from '../api/contract.ts'
import type { Words } from '../words.ts'

const tones: Record<OperationReport['outcome'], Tone> = {
  succeeded: 'ok',
  pending: 'info',
  refused: 'bad',
  unchanged: 'info',
}

type Reported = {
  words: Words
  report: OperationReport
  kind: PaymentOperationKind
  amount: string
}

/** What to say when an operation was answered, and in which tone. */
export function announcementOf({ words, report, kind, amount }: Reported): [Tone, string] {
  const { outcome, note } = report
  const texts: Readonly<Record<string, string>> = words.notes
  const text = words.operation.outcomes[kind][outcome]({ amount })
  const why = outcome === 'refused' && note ? ` (${texts[note] ?? note})` : ''
  return [tones[outcome], text + why]
}
