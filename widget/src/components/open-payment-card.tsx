import { type RefObject, useState } from 'react'
import type { CheckoutState } from '../core/state.ts'
import type { Words } from '../locales/en.ts'
import { enOpen } from '../locales/en-open.ts'
import { failureText } from '../locales/failure-words.ts'
import { fill } from '../locales/words.ts'
import type { CheckoutScope } from '../react/context.ts'
import { useCheckout } from '../react/use-checkout.ts'
import { Button } from './button.tsx'
import { Message } from './message.tsx'
import type { OpenPaymentProps } from './open-payment.tsx'

type OpenPaymentCardProps = OpenPaymentProps & {
  scope: Pick<CheckoutScope, 'words'>
  /** Takes the focus when what was focused is gone. */
  place: RefObject<HTMLElement | null>
}

/** The unfinished payment itself; nothing when there is none. */
export function OpenPaymentCard({ scope, place, onChange }: OpenPaymentCardProps) {
  const words = { ...enOpen, ...scope.words }
  const { resume, cancel, refresh, ...state } = useCheckout()
  const [change, setChange] = useState<'none' | 'changing' | 'failed'>('none')
  const [title, text] = textsOf(state, words)
  const isOpen = state.status === 'open'

  const onChangeClick = async () => {
    setChange('changing')
    try {
      await onChange?.()
      cancel()
      setChange('none')
      // The clicked button is gone now: keyboard users go on from here.
      place.current?.focus()
    } catch {
      setChange('failed')
      await refresh()
    }
  }

  return (
    <>
      {(isOpen || (onChange && text)) && (
        <section className="tillway-open" part="open" data-testid="tillway-open" aria-label={title}>
          <p className="tillway-open-title">{title}</p>
          <p>{text}</p>
          <div className="tillway-actions">
            {isOpen && (
              <Button name="continue" onClick={resume}>
                {words['open.continue']}
              </Button>
            )}
            <Button name="change" isQuiet isBusy={change === 'changing'} onClick={onChangeClick}>
              {words['open.change']}
            </Button>
          </div>
          <Message
            telling={
              change === 'failed'
                ? { name: 'error', kind: 'bad', text: words['failure.change-failed'] }
                : null
            }
          />
        </section>
      )}
    </>
  )
}

/** Title and text; empty when there is nothing to continue or to change. */
function textsOf(state: CheckoutState, words: Words): readonly [title?: string, text?: string] {
  if (state.status === 'failed' && state.orderReference) {
    return [words['return.failed'], failureText(words, state.failure)]
  }
  if (state.status !== 'open') return []
  const { orderReference: order, failureReason: reason } = state
  if (reason)
    return [words['return.failed'], failureText(words, { kind: 'payment-failed', reason })]
  const waiting = order ? `${fill(words['return.order'], order)} ` : ''
  return [words['open.title'], waiting + words['open.text']]
}
