import { useExpressCheckout } from '@tillway/widget'
import { useState } from 'react'
import { Link, Redirect, useLocation } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { failureOf } from '../../page-kit/failure.ts'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { CheckoutFrame } from '../checkout/checkout-frame.tsx'
import { Decided } from '../checkout/decided.tsx'
import { problemsOf } from '../checkout/delivery.ts'
import { ShopCheckout } from '../checkout/shop-checkout.tsx'
import { useDelivery } from '../checkout/use-delivery.ts'
import { usePaidOrder } from '../checkout/use-paid-order.ts'
import { Bar } from '../parts/bar.tsx'
import { Notice } from '../parts/notice.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import type { Cart } from '../shop/carts.ts'
import type { CheckoutData } from '../shop/checkout.ts'

/** The last look before the order of an approved wallet payment is placed. */
export function SummaryPage() {
  const words = useWords()
  const [delivery] = useDelivery()
  const [placed, setPlaced] = useState<Cart | null>(null)
  if (Object.keys(problemsOf(delivery)).length > 0) return <Redirect to="/checkout" replace />
  return (
    <CheckoutFrame
      title={words.express.summary}
      step="payment"
      placed={placed}
      country={delivery.country}
    >
      {(cart, checkoutData) => (
        <ShopCheckout cartId={cart.id}>
          <Summary cart={cart} checkoutData={checkoutData} setPlaced={setPlaced} />
        </ShopCheckout>
      )}
    </CheckoutFrame>
  )
}

type SummaryProps = {
  cart: Cart
  checkoutData: CheckoutData
  setPlaced: (cart: Cart | null) => void
}

function Summary({ cart, checkoutData, setPlaced }: SummaryProps) {
  const words = useWords()
  const money = useMoney()
  const [delivery] = useDelivery()
  const express = useExpressCheckout({ placement: 'checkout' })
  const order = useApprovedOrder({ cart, checkoutData, setPlaced }, express)
  if (express.status === 'checking' || (express.status === 'idle' && express.isLoading)) {
    return <Bar height="14rem" />
  }
  if (express.status !== 'approved' && express.status !== 'canceling') {
    return <Redirect to="/cart" replace />
  }
  const { approved } = express
  const total = checkoutData.totals.grandTotal
  if (order.isRefused || total !== approved.amount) {
    return (
      <Notice
        tone="warning"
        live
        title={words.express.changed}
        text={words.express.changedText(
          money(approved.amount, approved.currency),
          money(total, cart.currency),
        )}
        testId="approval-needed"
      >
        <BusyButton
          isBusy={express.status === 'canceling'}
          onClick={order.giveBack}
          data-testid="approve-again"
        >
          {words.express.approveAgain}
        </BusyButton>
      </Notice>
    )
  }
  return (
    <>
      <Decided delivery={delivery} checkoutData={checkoutData} />
      <p className="approved" data-testid="approved">
        {words.express.approvedWith(money(approved.amount, approved.currency), approved.wallet)}
      </p>
      <BusyButton
        className="button wide"
        isBusy={order.isPlacing}
        onClick={order.place}
        data-testid="place-order"
      >
        {words.express.place} · {money(total, cart.currency)}
      </BusyButton>
      <ActionFailure error={order.failure} />
      <p className="note">{words.express.placeNote}</p>
      <p className="note">
        <Link href="/cart">{words.express.otherWay}</Link>
      </p>
    </>
  )
}

/** Places the order once per click, with the same key as long as nobody knows what became of it. */
function useApprovedOrder(
  { cart, checkoutData, setPlaced }: SummaryProps,
  express: ReturnType<typeof useExpressCheckout>,
) {
  const [delivery] = useDelivery()
  const [, navigate] = useLocation()
  const [state, setState] = useState<{ isPlacing: boolean; error: unknown }>({
    isPlacing: false,
    error: null,
  })
  const idShipmentMethod = checkoutData.selectedShipmentMethod
  const placePaidOrder = usePaidOrder({ id: cart.id, idShipmentMethod }, delivery)
  const { kind } = state.error ? failureOf(state.error) : { kind: null }
  const place = async () => {
    if (express.status !== 'approved') return
    const { transactionId, amount, method } = express.approved
    setState({ isPlacing: true, error: null })
    setPlaced(cart)
    try {
      const payment = { transactionId, amount, ...method }
      const idempotencyKey = `order-${transactionId}-${amount}`
      const { orderReference } = await placePaidOrder({ idempotencyKey, payment })
      navigate(`/order/${orderReference}`)
    } catch (error) {
      setPlaced(null)
      setState({ isPlacing: false, error })
    }
  }
  return {
    place,
    isPlacing: state.isPlacing,
    failure: state.error,
    isRefused: kind === 'approval-needed' || kind === 'amount-mismatch',
    giveBack: async () => {
      await express.cancelApproved()
      navigate('/cart')
    },
  }
}
