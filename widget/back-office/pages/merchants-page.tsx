import { Link } from 'wouter'
import type { MerchantRow, Tone } from '../api/contract.ts'
import { useMerchants } from '../api/marketplace.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { RecordTable } from '../parts/record-list.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

const names = ['q', 'status', 'mode'] as const

/** Every merchant who is paid through a provider, with how far it is and what it has been paid. */
export function MerchantsPage() {
  const { merchants: words, modes } = useAppWords()
  const { filters, statuses } = words
  const list = useListQuery(names)
  return (
    <RecordsPage
      words={words}
      list={list}
      query={useMerchants(list.query)}
      filters={
        <>
          <Filter
            list={list}
            name="status"
            label={filters.status}
            options={Object.entries(statuses)}
          />
          <Filter list={list} name="mode" label={filters.mode} options={Object.entries(modes)} />
        </>
      }
      rowsOf={({ merchants }) => merchants}
      barRows={8}
      missing={<EmptyState {...words.elsewhere} testId="merchants-elsewhere" />}
    >
      {(merchants) => <MerchantTable merchants={merchants} />}
    </RecordsPage>
  )
}

function MerchantTable({ merchants }: { merchants: readonly MerchantRow[] }) {
  const { columns, title } = useAppWords().merchants
  const { merchant, status, missing, provider, updated, balance } = columns
  return (
    <RecordTable
      caption={title}
      columns={[merchant, status, missing, provider, updated, balance]}
      className="merchant-table"
      testId="merchants"
    >
      {merchants.map((row) => (
        <Row key={`${row.provider}/${row.mode}/${row.merchantReference}`} merchant={row} />
      ))}
    </RecordTable>
  )
}

const tones: Record<MerchantRow['status'], Tone> = {
  incomplete: 'info',
  pending: 'info',
  restricted: 'bad',
  'restricted soon': 'warning',
  enabled: 'ok',
  completed: 'ok',
  rejected: 'bad',
}

function Row({ merchant }: { merchant: MerchantRow }) {
  const words = useAppWords()
  const { merchantReference, name, status, provider, mode, canBePaid, balances } = merchant
  return (
    <tr data-testid="merchant-row">
      <td data-cell="id">
        <Link
          href={`/transfers?merchant=${encodeURIComponent(merchantReference)}`}
          className="row-link"
          data-row
        >
          <bdi>{name || merchantReference}</bdi>
        </Link>
        <small>
          <bdi>{merchantReference}</bdi>
        </small>
      </td>
      <td data-cell="status">
        <span
          className="chip"
          data-tone={tones[status]}
          data-testid="merchant-status"
          data-status={status}
        >
          {words.merchants.statuses[status]}
        </span>
        {!canBePaid && <small>{words.merchants.notPaid}</small>}
      </td>
      <td
        data-cell="missing"
        data-label={words.merchants.columns.missing}
        data-none={merchant.missing.length === 0}
      >
        <Missing missing={merchant.missing} />
      </td>
      <td data-cell="method">
        <bdi>{provider}</bdi>
        <small>{words.modes[mode]}</small>
      </td>
      <td data-cell="when">
        <Moment at={merchant.updatedAt} />
      </td>
      <td data-cell="amount" className="end">
        {balances.length === 0 && <span className="soft">{words.merchants.noBalance}</span>}
        {balances.map(({ currency, amount }) => (
          <div key={currency}>
            <Amount amount={amount} currency={currency} />
          </div>
        ))}
      </td>
    </tr>
  )
}

function Missing({ missing }: Pick<MerchantRow, 'missing'>) {
  const { merchants: words } = useAppWords()
  const known: Readonly<Record<string, string>> = words.missing
  if (missing.length === 0) return <span className="soft">{words.nothingMissing}</span>
  return missing.map((one) => known[one] ?? one.replaceAll(/[-_.]/g, ' ')).join(', ')
}
