import { useId } from 'react'
import type { PlaceOrder } from '../core/options.ts'
import { useCheckoutScope } from '../react/context.ts'
import { useCheckout } from '../react/use-checkout.ts'
import { Button } from './button.tsx'
import { Message } from './message.tsx'
import { faceOf } from './pay-face.ts'

export type PayButtonProps = {
  /**
   * Order first: the shop places the order and answers where it is paid. Without it the payment is
   * started first.
   */
  placeOrder?: PlaceOrder | undefined
}

/** The one button that pays, and what there is to say about it. */
export function PayButton({ placeOrder }: PayButtonProps) {
  const scope = useCheckoutScope('<PayButton>')
  const { pay, resume, ...state } = useCheckout()
  const { label, telling, ...face } = faceOf(state, scope)
  const noteId = useId()
  const messageId = useId()
  const isHeld = state.status === 'open' || state.status === 'elsewhere'
  // The ways to pay are still on their way, or there is none: then there is nothing to pay with yet.
  const waiting = state.method || isHeld ? null : { isDisabled: true }

  return (
    <div className={`${scope.rootClass} tillway-pay`} data-status={state.status}>
      <Button
        {...face}
        {...waiting}
        name="pay"
        describedBy={`${messageId} ${noteId}`}
        onClick={() => (isHeld ? resume({ placeOrder }) : pay({ placeOrder }))}
      >
        {label}
      </Button>
      <Message id={messageId} telling={telling} />
      <p id={noteId} className="tillway-note" part="note">
        {scope.words['pay.note']}
      </p>
    </div>
  )
}
