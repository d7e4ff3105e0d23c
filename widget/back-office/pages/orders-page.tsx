import { Link } from 'wouter'
import type { OrderList, OrderRow } from '../api/contract.ts'
import { useOrders } from '../api/orders.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter, SearchField } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { RecordList, RecordTable } from '../parts/record-list.tsx'
import { useWords } from '../session/language.tsx'

const names = ['q', 'state', 'attention'] as const

/** Every order of the built-in shop, newest first. */
export function OrdersPage() {
  const { orders: words } = useWords()
  const list = useListQuery(names)
  const query = useOrders(list.query)
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
      <Filters list={list} states={query.data?.states ?? []} />
      <QueryView
        query={query}
        skeleton={<Bars rows={10} />}
        missing={<EmptyState {...words.elsewhere} testId="orders-elsewhere" />}
      >
        {(page) => <Page page={page} list={list} isOld={query.isPlaceholderData} />}
      </QueryView>
    </>
  )
}

type List = ReturnType<typeof useListQuery<(typeof names)[number]>>

function Filters({ list, states }: { list: List; states: readonly string[] }) {
  const { orders: words, list: listWords } = useWords()
  const { query, narrow, isNarrowed, clear } = list
  return (
    <div className="filters">
      <Filter
        name="state"
        label={words.filters.state}
        value={query.state}
        options={states.map((state) => [state, state])}
        onChange={(state) => narrow({ state })}
      />
      <Filter
        name="attention"
        label={words.filters.attention}
        value={query.attention}
        options={[['without-payment', words.withoutPayment]]}
        onChange={(attention) => narrow({ attention })}
      />
      {isNarrowed && (
        <button type="button" className="plain" data-testid="clear-filters" onClick={clear}>
          {listWords.clear}
        </button>
      )}
    </div>
  )
}

function Page({ page, list, isOld }: { page: OrderList; list: List; isOld: boolean }) {
  const { orders: words } = useWords()
  const { orders, nextCursor } = page
  return (
    <RecordList
      count={orders.length}
      isOld={isOld}
      empty={list.isNarrowed || list.query.cursor ? words.noneFound : words.empty}
      cursor={list.query.cursor}
      nextCursor={nextCursor}
      turnTo={list.turnTo}
    >
      <OrderTable orders={orders} />
    </RecordList>
  )
}

function OrderTable({ orders }: { orders: readonly OrderRow[] }) {
  const { columns, title } = useWords().orders
  const { order, customer, states, created, total } = columns
  return (
    <RecordTable
      caption={title}
      columns={[order, customer, states, created, total]}
      className="order-table"
      testId="orders"
    >
      {orders.map((row) => (
        <Row key={row.orderReference} order={row} />
      ))}
    </RecordTable>
  )
}

function Row({ order }: { order: OrderRow }) {
  const { orderReference, customerName, customerEmail, states } = order
  return (
    <tr data-testid="order-row">
      <td data-cell="id">
        <Link href={`/orders/${encodeURIComponent(orderReference)}`} className="row-link" data-row>
          <bdi>{orderReference}</bdi>
        </Link>
      </td>
      <td data-cell="customer">
        <bdi>{customerName}</bdi>
        <small>
          <bdi>{customerEmail}</bdi>
        </small>
      </td>
      <td data-cell="states">
        <ul className="states">
          {states.map(({ state, count }) => (
            <li key={state}>
              <bdi>{state}</bdi> <span className="soft">× {count}</span>
            </li>
          ))}
        </ul>
      </td>
      <td data-cell="when">
        <Moment at={order.createdAt} />
      </td>
      <td data-cell="amount" className="end">
        <Amount amount={order.grandTotal} currency={order.currency} />
      </td>
    </tr>
  )
}
