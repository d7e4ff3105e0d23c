import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { useSlow } from '../../page-kit/use-slow.ts'
import { Notice } from '../parts/notice.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useLanguage, useWords } from '../session/language.tsx'
import { conditionOf, wasPaid } from '../shop/order-condition.ts'
import { type Order, useOrder, useOrderCancellation } from '../shop/orders.ts'

type UnfinishedOrderProps = {
  order: Order
  /** True on the page of the order itself. */
  isInView?: boolean
}

/** Follows an unpaid order live: continue its payment, or release it and get the cart back. */
export function UnfinishedOrder({ order: given, isInView = false }: UnfinishedOrderProps) {
  const words = useWords()
  const order = useOrder(given.orderReference).data ?? given
  const cancellation = useOrderCancellation(order, { onReleased: useGoToCart() })
  const condition = conditionOf(order)
  useReopenedCart(condition === 'canceled')

  if (wasPaid(order)) return <PaidMeanwhile order={order} />
  if (condition === 'canceled') return null
  if (condition === 'changing' || cancellation.isPending) return <Releasing />
  return (
    <Notice
      tone={condition === 'failed' ? 'bad' : 'warning'}
      title={
        isInView || condition === 'failed'
          ? words.order.conditions[condition].title
          : words.open.title
      }
      testId="open-order"
    >
      <WhatIsOpen order={order} isInView={isInView} />
      {order.openPayment && (
        <a className="button" href={order.openPayment.redirectUrl} data-testid="continue-payment">
          {words.open.continue}
        </a>
      )}
      <BusyButton
        className="button quiet"
        isBusy={cancellation.isPending}
        onClick={() => cancellation.mutate()}
        data-testid="change-order"
      >
        {words.open.change}
      </BusyButton>
      <ActionFailure error={cancellation.error} />
    </Notice>
  )
}

function WhatIsOpen({ order, isInView }: Required<UnfinishedOrderProps>) {
  const { words, locale } = useLanguage()
  const money = useMoney()
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const { openPayment, orderReference, totals, currencyIsoCode } = order
  return (
    <div className="notice-words">
      <p>
        {!isInView && (
          <>
            <Link href={`/order/${orderReference}`}>{orderReference}</Link>
            {' · '}
          </>
        )}
        {words.open.text(money(totals.grandTotal, currencyIsoCode))}
      </p>
      {openPayment && <p>{words.open.until(time.format(new Date(openPayment.expiresAt)))}</p>}
    </div>
  )
}

function Releasing() {
  const words = useWords()
  const isSlow = useSlow(true)
  return (
    <Notice
      tone="calm"
      live
      title={words.open.changing}
      text={isSlow ? words.open.slow : words.open.changingText}
    />
  )
}

function PaidMeanwhile({ order }: { order: Order }) {
  const words = useWords()
  return (
    <Notice tone="ok" live {...words.open.paidMeanwhile}>
      <Link className="button" href={`/order/${order.orderReference}`}>
        {words.open.showOrder}
      </Link>
    </Notice>
  )
}

/** Whoever asked for the release goes on in the cart, unless they have gone elsewhere meanwhile. */
function useGoToCart(): () => void {
  const [path, navigate] = useLocation()
  return () => {
    if (window.location.pathname === path) navigate('/cart', { state: { isReleased: true } })
  }
}

/** A released order gives its cart back. */
function useReopenedCart(isReleased: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (isReleased) void queries.invalidateQueries()
  }, [isReleased, queries])
}
