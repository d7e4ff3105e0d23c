import { useTransfers } from '../api/marketplace.ts'
import { TransferTable } from '../marketplace/transfer-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter, SearchField } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { RecordList } from '../parts/record-list.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

const names = ['q', 'kind', 'state', 'merchant'] as const

/** Every payout to a merchant, and what was taken back. */
export function TransfersPage() {
  const { transfers: words, merchants } = useAppWords()
  const list = useListQuery(names)
  const query = useTransfers(list.query)
  return (
    <>
      <div className="list-head">
        <PageTitle title={words.title} />
        <SearchField
          label={words.search}
          hint={words.searchHint}
          value={list.query.q ?? ''}
          onSearch={(q, options) => list.narrow({ q }, options)}
        />
      </div>
      <Filters list={list} />
      <QueryView
        query={query}
        skeleton={<Bars rows={8} />}
        missing={<EmptyState {...merchants.elsewhere} testId="transfers-elsewhere" />}
      >
        {({ transfers, nextCursor }) => (
          <RecordList
            count={transfers.length}
            isOld={query.isPlaceholderData}
            empty={list.isNarrowed || list.query.cursor ? words.noneFound : words.empty}
            cursor={list.query.cursor}
            nextCursor={nextCursor}
            turnTo={list.turnTo}
          >
            <TransferTable transfers={transfers} />
          </RecordList>
        )}
      </QueryView>
    </>
  )
}

type List = ReturnType<typeof useListQuery<(typeof names)[number]>>

function Filters({ list: { query, narrow, isNarrowed, clear } }: { list: List }) {
  const words = useAppWords()
  const { filters, kinds, states } = words.transfers
  return (
    <div className="filters">
      <Filter
        name="kind"
        label={filters.kind}
        value={query.kind}
        options={Object.entries(kinds)}
        onChange={(kind) => narrow({ kind })}
      />
      <Filter
        name="state"
        label={filters.state}
        value={query.state}
        options={Object.entries(states)}
        onChange={(state) => narrow({ state })}
      />
      {query.merchant && (
        <Filter
          name="merchant"
          label={filters.merchant}
          value={query.merchant}
          options={[]}
          onChange={(merchant) => narrow({ merchant })}
        />
      )}
      {isNarrowed && (
        <button type="button" className="plain" data-testid="clear-filters" onClick={clear}>
          {words.list.clear}
        </button>
      )}
    </div>
  )
}
