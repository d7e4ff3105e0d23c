import { Fragment, useId } from 'react'
import { failureText } from '../locales/failure-words.ts'
import { useCheckoutScope } from '../react/context.ts'
import { useCheckout } from '../react/use-checkout.ts'
import { isSameMethod, referenceOf, usePaymentMethods } from '../react/use-payment-methods.ts'
import { Button } from './button.tsx'
import { FieldsPlace } from './fields-place.tsx'
import { Message, type Telling } from './message.tsx'
import { MethodOption } from './method-option.tsx'

/** The ways to pay as one group of radio buttons. */
export function PaymentMethods() {
  const { words, rootClass } = useCheckoutScope('<PaymentMethods>')
  const { status } = useCheckout()
  const { methods, selected, select, isLoading, failure, retry } = usePaymentMethods()
  const name = useId()
  const isLocked = status !== 'idle' && status !== 'failed'
  const isShown = status !== 'paid' && status !== 'pending'
  const text = failure ? failureText(words, failure) : words['methods.empty']
  const telling: Telling | null =
    isLoading || methods.length > 0
      ? null
      : { name: failure ? 'error' : 'status', kind: 'bad', text }

  return (
    <fieldset className={`${rootClass} tillway-methods`} part="methods" aria-busy={isLoading}>
      <legend className="tillway-legend">{words['methods.legend']}</legend>
      <div className="tillway-method-list">
        {isLoading && (
          <div className="tillway-skeleton" role="status">
            {words['pay.busy']}
          </div>
        )}
        {methods.map((method) => {
          const reference = referenceOf(method)
          const isSelected = isSameMethod(selected, reference)
          return (
            <Fragment key={`${method.paymentProviderName} ${method.paymentMethodName}`}>
              <MethodOption
                method={method}
                group={name}
                isSelected={isSelected}
                isLocked={isLocked}
                onSelect={() => select(reference)}
              />
              {reference.strategy && isSelected && isShown && <FieldsPlace method={method} />}
            </Fragment>
          )
        })}
      </div>
      <Message telling={telling}>
        {failure && (
          <div className="tillway-actions">
            <Button name="retry" isQuiet onClick={retry}>
              {words['return.retry']}
            </Button>
          </div>
        )}
      </Message>
    </fieldset>
  )
}
