import { Link } from 'wouter'
import type { MerchantList, MerchantRow, Tone } from '../api/contract.ts'
import { useMerchants } from '../api/marketplace.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter, SearchField } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { RecordList, RecordTable } from '../parts/record-list.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

const names = ['q', 'status', 'mode'] as const

/** Every merchant who is paid through a provider, with how far it is and what it has been paid. */
export function MerchantsPage() {
  const { merchants: words } = useAppWords()
  const list = useListQuery(names)
  const query = useMerchants(list.query)
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
        missing={<EmptyState {...words.elsewhere} testId="merchants-elsewhere" />}
      >
        {(page) => <Page page={page} list={list} isOld={query.isPlaceholderData} />}
      </QueryView>
    </>
  )
}

type List = ReturnType<typeof useListQuery<(typeof names)[number]>>

function Filters({ list: { query, narrow, isNarrowed, clear } }: { list: List }) {
  const words = useAppWords()
  const { filters, statuses } = words.merchants
  return (
    <div className="filters">
      <Filter
        name="status"
        label={filters.status}
        value={query.status}
        options={Object.entries(statuses)}
        onChange={(status) => narrow({ status })}
      />
      <Filter
        name="mode"
        label={filters.mode}
        value={query.mode}
        options={Object.entries(words.modes)}
        onChange={(mode) => narrow({ mode })}
      />
      {isNarrowed && (
        <button type="button" className="plain" data-testid="clear-filters" onClick={clear}>
          {words.list.clear}
        </button>
      )}
    </div>
  )
}

function Page({ page, list, isOld }: { page: MerchantList; list: List; isOld: boolean }) {
  const { merchants: words } = useAppWords()
  const { merchant, status, missing, provider, updated, balance } = words.columns
  return (
    <RecordList
      count={page.merchants.length}
      isOld={isOld}
      empty={list.isNarrowed || list.query.cursor ? words.noneFound : words.empty}
      cursor={list.query.cursor}
      nextCursor={page.nextCursor}
      turnTo={list.turnTo}
    >
      <RecordTable
        caption={words.title}
        columns={[merchant, status, missing, provider, updated, balance]}
        className="merchant-table"
        testId="merchants"
      >
        {page.merchants.map((row) => (
          <Row key={`${row.provider}/${row.mode}/${row.merchantReference}`} merchant={row} />
        ))}
      </RecordTable>
    </RecordList>
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
