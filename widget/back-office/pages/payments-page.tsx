import { Link } from 'wouter'
import { useApps } from '../api/apps.ts'
import type { PaymentRow } from '../api/contract.ts'
import { usePayments } from '../api/payments.ts'
import { StatusChip } from '../parts/chip.tsx'
import { useFormats } from '../parts/formats.ts'
import { Filter } from '../parts/list-controls.tsx'
import { type ListQuery, useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { RecordTable } from '../parts/record-list.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { useWords } from '../session/language.tsx'

const names = ['q', 'status', 'provider', 'mode', 'attention'] as const

/** Every payment, newest first. */
export function PaymentsPage() {
  const { payments: words } = useWords()
  const { moment } = useFormats()
  const list = useListQuery(names)
  return (
    <RecordsPage
      words={words}
      list={list}
      query={usePayments(list.query)}
      filters={<Filters list={list} />}
      rowsOf={({ payments }) => payments}
      noteOf={({ searchedBackTo }) =>
        searchedBackTo && <p className="note">{words.searchedBackTo(moment(searchedBackTo))}</p>
      }
    >
      {(payments) => <PaymentTable payments={payments} />}
    </RecordsPage>
  )
}

function Filters({ list }: { list: ListQuery<(typeof names)[number]> }) {
  const { payments: words, statuses, modes } = useWords()
  const { filters } = words
  const { data } = useApps()
  const providers = (data?.apps ?? []).map(({ provider, title }) => [provider, title] as const)
  return (
    <>
      <Filter list={list} name="status" label={filters.status} options={Object.entries(statuses)} />
      <Filter list={list} name="provider" label={filters.provider} options={providers} />
      <Filter list={list} name="mode" label={filters.mode} options={Object.entries(modes)} />
      <Filter
        list={list}
        name="attention"
        label={filters.attention}
        options={Object.entries(words.attention)}
      />
    </>
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
