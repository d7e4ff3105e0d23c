import { Link } from 'wouter'
import type { TransferRow } from '../api/contract.ts'
import { useTransfers } from '../api/marketplace.ts'
import { TransferChip } from '../marketplace/transfer-chip.tsx'
import { Amount } from '../parts/moment.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/transfers.css'

const shownMax = '100'

/** What of a payment went to merchants and came back; nothing where none did. */
export function TransfersCard({ transactionId }: { transactionId: string }) {
  const { transfers: words } = useAppWords()
  const { data } = useTransfers({ transactionId, limit: shownMax })
  if (!data || data.transfers.length === 0) return null
  return (
    <section
      className="card payment-transfers"
      aria-labelledby="transfers"
      data-testid="transfers-card"
    >
      <h2 id="transfers">{words.ofPayment}</h2>
      <ul className="transfers-of-payment">
        {data.transfers.map((transfer) => (
          <Entry key={transfer.transferId} transfer={transfer} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ transfer }: { transfer: TransferRow }) {
  const { kind, amount, currency, merchantReference, merchantName, state } = transfer
  return (
    <li>
      <Link href={`/transfers?merchant=${encodeURIComponent(merchantReference)}`}>
        <bdi>{merchantName ?? merchantReference}</bdi>
      </Link>
      <Amount amount={kind === 'payout' ? amount : -amount} currency={currency} />
      <TransferChip state={state} />
    </li>
  )
}
