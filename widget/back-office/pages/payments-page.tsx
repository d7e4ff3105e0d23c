import { Link } from 'wouter'
import { useApps } from '../api/apps.ts'
import type { PaymentList, PaymentRow } from '../api/contract.ts'
import { usePayments } from '../api/payments.ts'
import { StatusChip } from '../parts/chip.tsx'
import { useFormats } from '../parts/formats.ts'
import { Filter, SearchField } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { RecordList, RecordTable } from '../parts/record-list.tsx'
import { useWords } from '../session/language.tsx'

const names = ['q', 'status', 'provider', 'mode', 'attention'] as const

/** Every payment, newest first. */
export function PaymentsPage() {
  const { payments: words } = useWords()
  const list = useListQuery(names)
  const query = usePayments(list.query)
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
      <QueryView query={query} skeleton={<Bars rows={10} />}>
        {(page) => <Page page={page} list={list} isOld={query.isPlaceholderData} />}
      </QueryView>
    </>
  )
}

type List = ReturnType<typeof useListQuery<(typeof names)[number]>>

function Filters({ list }: { list: List }) {
  const words = useWords()
  const { filters, attention } = words.payments
  const { query, narrow, isNarrowed, clear } = list
  const { data } = useApps()
  return (
    <div className="filters">
      <Filter
        name="status"
        label={filters.status}
        value={query.status}
        options={Object.entries(words.statuses)}
        onChange={(status) => narrow({ status })}
      />
      <Filter
        name="provider"
        label={filters.provider}
        value={query.provider}
        options={(data?.apps ?? []).map(({ provider, title }) => [provider, title])}
        onChange={(provider) => narrow({ provider })}
      />
      <Filter
        name="mode"
        label={filters.mode}
        value={query.mode}
        options={Object.entries(words.modes)}
        onChange={(mode) => narrow({ mode })}
      />
      <Filter
        name="attention"
        label={filters.attention}
        value={query.attention}
        options={Object.entries(attention)}
        onChange={(kind) => narrow({ attention: kind })}
      />
      {isNarrowed && (
        <button type="button" className="plain" data-testid="clear-filters" onClick={clear}>
          {words.list.clear}
        </button>
      )}
    </div>
  )
}

function Page({ page, list, isOld }: { page: PaymentList; list: List; isOld: boolean }) {
  const { payments: words } = useWords()
  const { moment } = useFormats()
  const { payments, nextCursor, searchedBackTo } = page
  return (
    <RecordList
      count={payments.length}
      isOld={isOld}
      empty={list.isNarrowed || list.query.cursor ? words.noneFound : words.empty}
      note={
        searchedBackTo && <p className="note">{words.searchedBackTo(moment(searchedBackTo))}</p>
      }
      cursor={list.query.cursor}
      nextCursor={nextCursor}
      turnTo={list.turnTo}
    >
      <PaymentTable payments={payments} />
    </RecordList>
  )
}

function PaymentTable({ payments }: { payments: readonly PaymentRow[] }) {
  const { columns, title } = useWords().payments
  const { payment, status, method, order, created, amount } = columns
  return (
    <RecordTable
      caption={title}
      columns={[payment, status, method, order, created, amount]}
      className="payment-table"
      testId="payments"
    >
      {payments.map((row) => (
        <Row key={row.transactionId} payment={row} />
      ))}
    </RecordTable>
  )
}

function Row({ payment }: { payment: PaymentRow }) {
  const words = useWords()
  const { transactionId, orderReference, method, provider, mode, createdAt } = payment
  return (
    <tr data-testid="payment-row">
      <td data-cell="id">
        <Link href={`/payments/${encodeURIComponent(transactionId)}`} className="row-link" data-row>
          <code dir="ltr">{transactionId}</code>
        </Link>
      </td>
      <td data-cell="status">
        <StatusChip status={payment.status} />
      </td>
      <td data-cell="method">
        <bdi>{method}</bdi>
        <small>
          <bdi>{provider}</bdi> · {words.modes[mode]}
        </small>
      </td>
      <td data-cell="order">
        {orderReference ? (
          <bdi>{orderReference}</bdi>
        ) : (
          <span className="soft">{words.payments.noOrder}</span>
        )}
      </td>
      <td data-cell="when">
        <Moment at={createdAt} />
      </td>
      <td data-cell="amount" className="end">
        <Amount amount={payment.amount} currency={payment.currency} />
      </td>
    </tr>
  )
}
