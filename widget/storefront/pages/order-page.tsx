import { useState } from 'react'
import { Link } from 'wouter'
import { QueryView } from '../../page-kit/query-view.tsx'
import { UnfinishedOrder } from '../checkout/unfinished-order.tsx'
import { Bar } from '../parts/bar.tsx'
import { Notice } from '../parts/notice.tsx'
import { OrderBadge } from '../parts/order-badge.tsx'
import { OrderDetails } from '../parts/order-details.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { type Step, useStep } from '../parts/step.tsx'
import { useWords } from '../session/language.tsx'
import { conditionOf, type OrderCondition } from '../shop/order-condition.ts'
import { type Order, useOrder } from '../shop/orders.ts'

/** One order, live while its payment is open, and printable. */
export function OrderPage({ orderReference }: { orderReference: string }) {
  return (
    <QueryView
      query={useOrder(orderReference)}
      skeleton={<OrderSkeleton />}
      missing={<NoSuchOrder />}
    >
      {(order) => <OrderShown order={order} />}
    </QueryView>
  )
}

const tones: Record<OrderCondition, 'calm' | 'ok' | 'warning' | 'bad'> = {
  open: 'warning',
  confirming: 'calm',
  changing: 'calm',
  failed: 'bad',
  paid: 'ok',
  shipped: 'ok',
  delivered: 'ok',
  refunding: 'calm',
  partlyRefunded: 'calm',
  refunded: 'calm',
  canceled: 'calm',
}

const steps: Record<OrderCondition, Step | null> = {
  open: 'payment',
  confirming: 'payment',
  changing: 'payment',
  failed: 'payment',
  paid: 'done',
  shipped: 'done',
  delivered: 'done',
  refunding: null,
  partlyRefunded: null,
  refunded: null,
  canceled: null,
}

function OrderShown({ order }: { order: Order }) {
  const words = useWords()
  const condition = conditionOf(order)
  useStep(steps[condition])
  const canAct = condition === 'open' || condition === 'failed' || condition === 'changing'
  const [wasOpen, setWasOpen] = useState(canAct)
  if (canAct && !wasOpen) setWasOpen(true)
  // A panel that asked for the release stays to see it: it leads to the cart then.
  const showsPanel = canAct || (wasOpen && condition === 'canceled')
  return (
    <div className="order">
      <div className="order-head">
        <PageTitle title={words.order.title(order.orderReference)}>
          {words.order.heading} <span data-testid="order-reference">{order.orderReference}</span>
        </PageTitle>
        <OrderBadge order={order} testId="order-state" />
        <button type="button" className="plain print-button" onClick={() => window.print()}>
          {words.order.print}
        </button>
      </div>
      {showsPanel && <UnfinishedOrder order={order} isInView />}
      {!canAct && (
        <Notice tone={tones[condition]} live {...words.order.conditions[condition]}>
          {condition === 'canceled' && (
            <Link className="button quiet" href="/cart">
              {words.order.toCart}
            </Link>
          )}
        </Notice>
      )}
      <OrderDetails order={order} />
    </div>
  )
}

function NoSuchOrder() {
  const words = useWords()
  return (
    <>
      <PageTitle title={words.order.notFound.title} />
      <p className="lead">{words.order.notFound.text}</p>
      <div className="actions">
        <Link className="button" href="/orders">
          {words.returned.toOrders}
        </Link>
        <Link className="button quiet" href="/sign-in?next=%2Forders">
          {words.nav.signIn}
        </Link>
      </div>
    </>
  )
}

function OrderSkeleton() {
  return (
    <div className="order">
      <Bar width="40%" height="2.25rem" />
      <Bar height="6rem" />
      <div className="columns">
        <Bar height="20rem" />
        <Bar height="20rem" />
      </div>
    </div>
  )
}
