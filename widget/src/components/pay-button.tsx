import { useId, useState } from 'react'
import type { PlaceOrder } from '../core/options.ts'
import { useCheckoutScope } from '../react/context.ts'
import { useCheckout } from '../react/use-checkout.ts'
import { useLoaded } from '../react/use-loaded.ts'
import type { OrderAfterPayment, PlaceOrderAfterPayment } from '../react/use-order-after-payment.ts'
import { Button } from './button.tsx'
import { Message } from './message.tsx'
import { faceOf } from './pay-face.ts'

export type PayButtonProps = {
  /**
   * Order first: the shop places the order and answers where it is paid. Without it the payment is
   * started first.
   */
  placeOrder?: PlaceOrder | undefined
  /**
   * Payment first: the shop places the order of a payment that is made and has none. Methods with
   * fields in the checkout are always paid first, also when `placeOrder` is given.
   */
  placeOrderAfterPayment?: PlaceOrderAfterPayment | undefined
}

const load = () => import('./order-step.tsx')
const begun = { status: 'placing', orderReference: null, retry: () => {} } as const

/** The one button that pays, and what there is to say about it. */
export function PayButton({ placeOrder, placeOrderAfterPayment }: PayButtonProps) {
  const scope = useCheckoutScope('<PayButton>')
  const { pay, resume, ...state } = useCheckout()
  const [known, setOrder] = useState<OrderAfterPayment | null>(null)
  const payment = state.status === 'paid' ? state.payment : null
  const isDue = placeOrderAfterPayment && payment?.orderReference === null
  const { part } = useLoaded(load, Boolean(isDue))
  const order = isDue ? (known ?? begun) : null
  const { label, telling, ...face } = faceOf(state, order, scope)
  const noteId = useId()
  const messageId = useId()
  const isHeld = state.status === 'open' || state.status === 'elsewhere'
  // The ways to pay are still on their way, or there is none: then there is nothing to pay with yet.
  const waiting = state.method || isHeld ? null : { isDisabled: true }
  const onClick = () => {
    if (order?.status === 'failed') return order.retry()
    return isHeld ? resume({ placeOrder }) : pay({ placeOrder })
  }

  return (
    <div className={`${scope.rootClass} tillway-pay`} data-status={state.status}>
      <Button
        {...face}
        {...waiting}
        name="pay"
        describedBy={`${messageId} ${noteId}`}
        onClick={onClick}
      >
        {label}
      </Button>
      {part && (
        <part.OrderStep payment={payment} placeOrder={placeOrderAfterPayment} onChange={setOrder} />
      )}
      <Message id={messageId} telling={telling} />
      <p id={noteId} className="tillway-note" part="note">
        {scope.words[state.method?.strategy ? 'pay.nowNote' : 'pay.note']}
      </p>
    </div>
  )
}
