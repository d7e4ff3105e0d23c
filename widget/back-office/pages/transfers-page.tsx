import { useTransfers } from '../api/marketplace.ts'
import { TransferTable } from '../marketplace/transfer-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter } from '../parts/list-controls.tsx'
import { type ListQuery, useListQuery } from '../parts/list-query.ts'
import { RecordsPage } from '../parts/records-page.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

const names = ['q', 'kind', 'state', 'merchant'] as const

/** Every payout to a merchant, and what was taken back. */
export function TransfersPage() {
  const { transfers: words, merchants } = useAppWords()
  const list = useListQuery(names)
  return (
    <RecordsPage
      words={words}
      list={list}
      query={useTransfers(list.query)}
      filters={<Filters list={list} />}
      rowsOf={({ transfers }) => transfers}
      barRows={8}
      missing={<EmptyState {...merchants.elsewhere} testId="transfers-elsewhere" />}
    >
      {(transfers) => <TransferTable transfers={transfers} />}
    </RecordsPage>
  )
}

function Filters({ list }: { list: ListQuery<(typeof names)[number]> }) {
  const { filters, kinds, states } = useAppWords().transfers
  return (
    <>
      <Filter list={list} name="kind" label={filters.kind} options={Object.entries(kinds)} />
      <Filter list={list} name="state" label={filters.state} options={Object.entries(states)} />
      {list.query.merchant && (
        <Filter list={list} name="merchant" label={filters.merchant} options={[]} />
      )}
    </>
  )
}
