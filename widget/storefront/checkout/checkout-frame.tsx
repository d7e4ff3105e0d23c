import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { QueryView } from '../../page-kit/query-view.tsx'
import { Bar } from '../parts/bar.tsx'
import { EmptyState } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { type Step, useStep } from '../parts/step.tsx'
import { SummaryCard } from '../parts/summary-card.tsx'
import { useWords } from '../session/language.tsx'
import { type Cart, type CartLine, useCart } from '../shop/carts.ts'
import { type CheckoutData, useCheckoutData } from '../shop/checkout.ts'
import { type Order, useOrders, useUnfinishedOrder } from '../shop/orders.ts'
import { UnfinishedOrder } from './unfinished-order.tsx'

type Content = (cart: Cart, checkoutData: CheckoutData) => ReactNode
type CheckoutFrameProps = {
  title: string
  step: Step
  /** The cart as it was when the order was placed from it: then the step stays until the browser has left. */
  placed?: Cart | null
  /** Where the parcel goes, which shipping is priced for. */
  country: string
  children: Content
}

/** One step of the checkout with the order beside it; an order left unpaid comes first. */
export function CheckoutFrame({
  title,
  step,
  placed = null,
  country,
  children,
}: CheckoutFrameProps) {
  const words = useWords()
  const cart = useCart()
  const unfinished = useUnfinishedOrder()
  // Nothing but the unfinished order is left: whatever the step, what remains is to pay it.
  const isOnlyUnfinished = unfinished !== null && !placed && cart.isSuccess && !hasItems(cart.data)
  useStep(isOnlyUnfinished ? 'payment' : step)
  return (
    <div className="checkout">
      <PageTitle title={isOnlyUnfinished ? words.checkout.payment : title} />
      {unfinished && !placed && hasItems(cart.data) && (
        <UnfinishedOrder key={unfinished.orderReference} order={unfinished} />
      )}
      <QueryView query={cart} skeleton={<CheckoutSkeleton />}>
        {(current) => {
          // One place in the tree for both: a step that were mounted anew would lose the payment under way.
          const shown = placed ?? current
          if (hasItems(shown)) {
            return <CheckoutColumns cart={shown} country={country} content={children} />
          }
          return unfinished ? <UnfinishedColumns order={unfinished} /> : <NothingToPay />
        }}
      </QueryView>
    </div>
  )
}

const hasItems = (cart: Cart | null | undefined): cart is Cart => (cart?.lines.length ?? 0) > 0

function UnfinishedColumns({ order }: { order: Order }) {
  return (
    <div className="columns">
      <UnfinishedOrder key={order.orderReference} order={order} />
      <SummaryCard
        lines={order.items}
        totals={order.totals}
        currency={order.currencyIsoCode}
        shippingName={order.shipment.name}
      />
    </div>
  )
}

type ColumnsProps = { cart: Cart; country: string; content: Content }

function CheckoutColumns({ cart, country, content }: ColumnsProps) {
  return (
    <QueryView query={useCheckoutData(cart, country)} skeleton={<CheckoutSkeleton />}>
      {(checkoutData) => (
        <div className="columns">
          <div className="column-main">{content(cart, checkoutData)}</div>
          <SummaryCard
            lines={cart.lines.map(toSummaryLine)}
            totals={checkoutData.totals}
            currency={cart.currency}
            shippingName={shippingNameOf(checkoutData)}
          />
        </div>
      )}
    </QueryView>
  )
}

const toSummaryLine = (line: CartLine) => ({ ...line, sumPrice: line.calculations.sumPrice })

function shippingNameOf({ selectedShipmentMethod, shipmentMethods }: CheckoutData): string | null {
  return shipmentMethods.find(({ id }) => id === selectedShipmentMethod)?.name ?? null
}

function NothingToPay() {
  const words = useWords()
  const orders = useOrders()
  // Until the orders are known nobody can say that there is nothing.
  if (orders.isPending) return <CheckoutSkeleton />
  return (
    <EmptyState {...words.checkout.nothing}>
      <Link className="button" href="/">
        {words.toShop}
      </Link>
      <Link className="button quiet" href="/orders">
        {words.returned.toOrders}
      </Link>
    </EmptyState>
  )
}

function CheckoutSkeleton() {
  return (
    <div className="columns">
      <div className="column-main skeleton-form">
        {[1, 2, 3, 4, 5].map((row) => (
          <Bar key={row} height="3rem" />
        ))}
      </div>
      <div className="card summary">
        <Bar width="40%" />
        <Bar height="4rem" />
        <Bar />
        <Bar />
        <Bar height="1.5rem" />
      </div>
    </div>
  )
}
