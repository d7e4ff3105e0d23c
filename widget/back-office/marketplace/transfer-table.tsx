import { Link } from 'wouter'
import type { TransferRow, TransferState } from '../api/contract.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { RecordTable } from '../parts/record-list.tsx'
import { useAppWords } from '../session/app-language.tsx'
import { TransferChip } from './transfer-chip.tsx'

/** Transfers with whose money it is, and where it went. */
export function TransferTable({ transfers }: { transfers: readonly TransferRow[] }) {
  const { columns, title } = useAppWords().transfers
  const { transfer, state, merchant, order, created, amount } = columns
  return (
    <RecordTable
      caption={title}
      columns={[transfer, state, merchant, order, created, amount]}
      className="transfer-table"
      testId="transfers"
    >
      {transfers.map((row) => (
        <Row key={row.transferId} transfer={row} />
      ))}
    </RecordTable>
  )
}

function Row({ transfer }: { transfer: TransferRow }) {
  const words = useAppWords()
  const { transferId, kind, state, merchantReference, merchantName, amount, currency } = transfer
  return (
    <tr data-testid="transfer-row">
      <td data-cell="id">
        <Link
          href={`/payments/${encodeURIComponent(transfer.transactionId)}`}
          className="row-link"
          data-row
        >
          <code dir="ltr">{transferId}</code>
        </Link>
        <small>
          {words.transfers.kinds[kind]} · <bdi>{transfer.provider}</bdi> ·{' '}
          {words.modes[transfer.mode]}
        </small>
      </td>
      <td data-cell="status">
        <TransferChip state={state} />
        <FailureReason state={state} reason={transfer.failureReason} />
      </td>
      <td data-cell="customer">
        <bdi>{merchantName ?? merchantReference}</bdi>
        {merchantName !== null && (
          <small>
            <bdi>{merchantReference}</bdi>
          </small>
        )}
      </td>
      <td data-cell="order">
        <bdi>{transfer.orderReference}</bdi>
      </td>
      <td data-cell="when">
        <Moment at={transfer.createdAt} />
      </td>
      <td data-cell="amount" className="end">
        <Amount amount={kind === 'payout' ? amount : -amount} currency={currency} />
      </td>
    </tr>
  )
}

function FailureReason({ state, reason }: { state: TransferState; reason: string | null }) {
  const notes: Readonly<Record<string, string>> = useAppWords().notes
  if (state !== 'failed' || !reason) return null
  return <small className="problem">{notes[reason] ?? reason}</small>
}
