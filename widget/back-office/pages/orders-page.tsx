import { Link } from 'wouter'
import type { OrderRow } from '../api/contract.ts'
import { useOrders } from '../api/orders.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Filter } from '../parts/list-controls.tsx'
import { useListQuery } from '../parts/list-query.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { RecordTable } from '../parts/record-list.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { useWords } from '../session/language.tsx'

const names = ['q', 'state', 'attention'] as const

/** Every order of the built-in shop, newest first. */
export function OrdersPage() {
  const { orders: words } = useWords()
  const list = useListQuery(names)
  const query = useOrders(list.query)
  const states = query.data?.states ?? []
  const withoutPayment = [['without-payment', words.withoutPayment]] as const
  return (
    <RecordsPage
      words={words}
      list={list}
      query={query}
      filters={
        <>
          <Filter
            list={list}
            name="state"
            label={words.filters.state}
            options={states.map((state) => [state, state])}
          />
          <Filter
            list={list}
            name="attention"
            label={words.filters.attention}
            options={withoutPayment}
          />
        </>
      }
      rowsOf={({ orders }) => orders}
      missing={<EmptyState {...words.elsewhere} testId="orders-elsewhere" />}
    >
      {(orders) => <OrderTable orders={orders} />}
    </RecordsPage>
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
