import { isWebUrl } from '../core/web-url.ts'
import type { Words } from '../locales/en.ts'
import { enReturn } from '../locales/en-return.ts'
import { useCheckoutScope } from '../react/context.ts'
import { type OrderAfterPayment, useOrderAfterPayment } from '../react/use-order-after-payment.ts'
import {
  type ReturnedPayment as Returned,
  useOncePerOutcome,
  useReturnedPayment,
} from '../react/use-returned-payment.ts'
import { Button } from './button.tsx'
import { Message } from './message.tsx'
import { faceOfReturn } from './return-face.ts'
import type { ReturnPageProps } from './return-place.tsx'

/** The return page below a provider. */
export function ReturnedPayment({
  transactionId,
  placeOrder,
  onSettled,
  onRetry,
  headingLevel = 2,
}: ReturnPageProps) {
  const { words: known, ...scope } = useCheckoutScope('<PaymentReturn>')
  const words = { ...enReturn, ...known }
  const returned = useReturnedPayment(transactionId)
  const order = useOrderAfterPayment(returned.payment, placeOrder)
  const isWaiting = order.status !== 'none' && order.status !== 'placed'
  useOncePerOutcome(isWaiting ? null : returned.payment, (payment, outcome) =>
    onSettled?.({ outcome, payment }),
  )

  const face = faceOfReturn(returned, order, { ...scope, words })
  const Heading = `h${headingLevel}` as const
  return (
    <section
      className={`${scope.rootClass} tillway-return`}
      part="return"
      data-testid="tillway-outcome"
      data-outcome={face.outcome}
    >
      <div aria-live="polite" aria-busy={face.isBusy}>
        <Heading className="tillway-return-title" part="title" tabIndex={-1}>
          {face.isBusy && <span className="tillway-spinner" aria-hidden="true" />}
          {face.title}
        </Heading>
        {face.text && <p>{face.text}</p>}
      </div>
      <Message telling={face.trouble ? { name: 'status', text: face.trouble } : null} />
      <Actions {...{ returned, order, onRetry, words }} />
    </section>
  )
}

type ActionsProps = {
  returned: Returned
  order: OrderAfterPayment
  onRetry: (() => void) | undefined
  words: Words
}

function Actions({ returned, order, onRetry, words }: ActionsProps) {
  const { payment, failure, isIncomplete } = returned
  const outcome = payment?.outcome
  const isRefused = order.status === 'refused'
  const isOver = (outcome === 'paid' && !isRefused) || outcome === 'pending'
  const page = !isOver && !isRefused && isWebUrl(payment?.redirectUrl) ? payment?.redirectUrl : null
  const canGoBack = payment ? !isOver : (failure ?? isIncomplete)
  return (
    <div className="tillway-actions">
      {order.status === 'failed' && (
        <Button name="retry" onClick={order.retry}>
          {words['return.place']}
        </Button>
      )}
      {page && (
        <a
          className="tillway-button"
          part="continue"
          href={page}
          data-testid={outcome === 'open' ? 'tillway-continue' : 'tillway-retry'}
        >
          {words[outcome === 'open' ? 'pay.continue' : 'return.retry']}
        </a>
      )}
      {onRetry && canGoBack && (
        <Button name={page ? 'back' : 'retry'} isQuiet={Boolean(page)} onClick={onRetry}>
          {words['return.back']}
        </Button>
      )}
    </div>
  )
}
