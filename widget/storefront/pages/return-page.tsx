import { useQueryClient } from '@tanstack/react-query'
import { type PaymentOutcome, PaymentReturn } from '@tillway/widget'
import { useEffect, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { QueryView } from '../../page-kit/query-view.tsx'
import { useDelivery } from '../checkout/use-delivery.ts'
import { usePaidOrder } from '../checkout/use-paid-order.ts'
import { Bar } from '../parts/bar.tsx'
import { OrderBadge } from '../parts/order-badge.tsx'
import { OrderDetails } from '../parts/order-details.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useStep } from '../parts/step.tsx'
import { currentShop } from '../session/current-shop.ts'
import { useLanguage, useWords } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'
import { useCart } from '../shop/carts.ts'
import { isRefreshable } from '../shop/checkout.ts'
import { useBrand } from '../shop/demo-links.ts'
import { wasPaid } from '../shop/order-condition.ts'
import { type Order, useOrder } from '../shop/orders.ts'

/** Where the payment page sends the shopper back to: what became of the payment, and the order. */
export function ReturnPage() {
  const words = useWords()
  const [parameters] = useSearchParams()
  const orderReference = parameters.get('orderReference')
  if (!parameters.get('transactionId')) return <IncompleteLink />
  return <Returned title={words.returned.title} orderReference={orderReference} />
}

function Returned({ title, orderReference }: { title: string; orderReference: string | null }) {
  const { locale } = useLanguage()
  const brand = useBrand()
  const { shopper } = useSession()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<PaymentOutcome | null>(null)
  const [placed, setPlaced] = useState<string | null>(null)
  const cart = useCart()
  const [delivery] = useDelivery()
  const placePaidOrder = usePaidOrder(cart.data ?? null, delivery)
  const shown = orderReference ?? placed
  useStep(outcome === 'paid' ? 'done' : 'payment')
  useEffect(() => {
    document.title = `${title} · ${brand}`
  }, [title, brand])
  return (
    <div className="returned">
      <PaymentReturn
        baseUrl={window.location.origin}
        tenant={currentShop ?? undefined}
        shopper={shopper}
        locale={locale}
        headingLevel={1}
        // Before the cart is known nothing can be placed: a payment that was made first waits that long.
        {...(cart.isSuccess && {
          placeOrder: async (request) => {
            const order = await placePaidOrder(request)
            setPlaced(order.orderReference)
            return order
          },
        })}
        onSettled={({ outcome: settled, payment }) => {
          setOutcome(settled)
          if (payment.orderReference) setPlaced(payment.orderReference)
          void queries.invalidateQueries({ predicate: isRefreshable })
        }}
        onRetry={() => navigate(outcome === 'canceled' ? '/cart' : '/checkout')}
      />
      {outcome !== 'canceled' && shown && <ReturnedOrder orderReference={shown} />}
    </div>
  )
}

function ReturnedOrder({ orderReference }: { orderReference: string }) {
  const words = useWords()
  return (
    <QueryView
      query={useOrder(orderReference)}
      skeleton={<Bar height="20rem" />}
      missing={<p className="note">{words.returned.elsewhere}</p>}
    >
      {(order) => <OrderBelow order={order} />}
    </QueryView>
  )
}

function OrderBelow({ order }: { order: Order }) {
  const words = useWords()
  return (
    <>
      {/* The order hears of the payment a moment later: until then the outcome above says it all. */}
      {wasPaid(order) && (
        <div className="actions">
          <Link
            className="button"
            href={`/order/${order.orderReference}`}
            data-testid="order-reference"
          >
            {words.returned.toOrder(order.orderReference)}
          </Link>
          <Link className="button quiet" href="/">
            {words.returned.toShop}
          </Link>
          <OrderBadge order={order} testId="order-state" />
        </div>
      )}
      <OrderDetails order={order} />
    </>
  )
}

function IncompleteLink() {
  const { returned } = useWords()
  return (
    <>
      <PageTitle title={returned.incomplete.title} />
      <p className="lead">{returned.incomplete.text}</p>
      <Link className="button" href="/orders">
        {returned.toOrders}
      </Link>
    </>
  )
}
