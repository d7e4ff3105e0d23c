import { Link } from 'wouter'
import { QueryView } from '../../page-kit/query-view.tsx'
import { Bar } from '../parts/bar.tsx'
import { EmptyState } from '../parts/notice.tsx'
import { OrderBadge } from '../parts/order-badge.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Picture } from '../parts/picture.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useLanguage, useWords } from '../session/language.tsx'
import { type Order, useOrders } from '../shop/orders.ts'

/** Every order of this shopper, newest first. */
export function OrdersPage() {
  const words = useWords()
  return (
    <>
      <PageTitle title={words.orders.title} />
      <QueryView query={useOrders()} skeleton={<OrdersSkeleton />}>
        {(orders) => (orders.length > 0 ? <OrderList orders={orders} /> : <NoOrders />)}
      </QueryView>
    </>
  )
}

function OrderList({ orders }: { orders: Order[] }) {
  return (
    <ul className="card order-list">
      {orders.map((order) => (
        <OrderRow key={order.orderReference} order={order} />
      ))}
    </ul>
  )
}

function OrderRow({ order }: { order: Order }) {
  const { words, locale } = useLanguage()
  const money = useMoney()
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const [first, ...more] = order.items
  return (
    <li>
      <Link href={`/order/${order.orderReference}`} className="order-row">
        <Picture imageUrl={first?.imageUrl ?? ''} size="line" />
        <span className="order-row-words">
          {order.orderReference}
          <small>{words.orders.products(first?.name ?? '', more.length)}</small>
          <small>{date.format(new Date(order.createdAt))}</small>
        </span>
        <OrderBadge order={order} />
        <span className="amount">{money(order.totals.grandTotal, order.currencyIsoCode)}</span>
      </Link>
    </li>
  )
}

function NoOrders() {
  const words = useWords()
  return (
    <EmptyState {...words.orders.empty}>
      <Link className="button" href="/">
        {words.cart.browse}
      </Link>
    </EmptyState>
  )
}

function OrdersSkeleton() {
  return (
    <div className="card order-list">
      {[1, 2, 3].map((row) => (
        <div key={row} className="order-row">
          <Bar height="4rem" />
        </div>
      ))}
    </div>
  )
}
