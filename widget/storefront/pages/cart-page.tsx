import { Link } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { QueryView } from '../../page-kit/query-view.tsx'
import { CartLines } from '../checkout/cart-lines.tsx'
import { ExpressButtons } from '../checkout/express-buttons.tsx'
import { ShopCheckout } from '../checkout/shop-checkout.tsx'
import { UnfinishedOrder } from '../checkout/unfinished-order.tsx'
import { Bar } from '../parts/bar.tsx'
import { EmptyState, Notice } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useStep } from '../parts/step.tsx'
import { SummaryCard } from '../parts/summary-card.tsx'
import { useWords } from '../session/language.tsx'
import { type Cart, useCart, useChangeQuantity } from '../shop/carts.ts'
import { useUnfinishedOrder } from '../shop/orders.ts'

/** What will be bought, how much of it, and what it costs so far. */
export function CartPage() {
  const words = useWords()
  useStep('cart')
  const unfinished = useUnfinishedOrder()
  const isReleased = useHistoryState<{ isReleased?: boolean } | null>()?.isReleased === true
  return (
    <>
      <PageTitle title={words.cart.title} />
      {isReleased && <Notice tone="ok" live {...words.cart.released} />}
      {unfinished && <UnfinishedOrder key={unfinished.orderReference} order={unfinished} />}
      <QueryView query={useCart()} skeleton={<CartSkeleton />}>
        {(cart) => (cart && cart.lines.length > 0 ? <FilledCart cart={cart} /> : <EmptyCart />)}
      </QueryView>
    </>
  )
}

function FilledCart({ cart }: { cart: Cart }) {
  const words = useWords()
  const change = useChangeQuantity(cart)
  return (
    <div className="columns">
      <CartLines cart={cart} change={change} />
      <SummaryCard
        totals={cart.totals}
        currency={cart.currency}
        shippingName={cart.idShipmentMethod === null ? null : ''}
        isChanging={change.isPending}
      >
        <Link className="button wide" href="/checkout" data-testid="to-checkout">
          {words.cart.toCheckout}
        </Link>
        <ShopCheckout cartId={cart.id}>
          <ExpressButtons placement="cart" layout="column" />
        </ShopCheckout>
      </SummaryCard>
    </div>
  )
}

function EmptyCart() {
  const { cart } = useWords()
  return (
    <EmptyState {...cart.empty}>
      <Link className="button" href="/">
        {cart.browse}
      </Link>
    </EmptyState>
  )
}

function CartSkeleton() {
  return (
    <div className="columns">
      <div className="card cart-lines">
        <Bar height="6rem" />
        <Bar height="6rem" />
      </div>
      <div className="card summary">
        <Bar width="40%" />
        <Bar />
        <Bar />
        <Bar height="3rem" />
      </div>
    </div>
  )
}
