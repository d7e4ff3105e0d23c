import { useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { failureText } from '../../page-kit/words.ts'
import type { FiredEvent, OrderItem } from '../api/contract.ts'
import { useRequest } from '../api/use-request.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { Modal } from '../parts/modal.tsx'
import { useWords } from '../session/language.tsx'
import { mayMoveMoney, sharedEvents } from './shared-events.ts'

type EventButtonsProps = { orderReference: string; items: readonly OrderItem[] }

/** What the process allows for the selected items. Where money can move it asks first. */
export function EventButtons({ orderReference, items }: EventButtonsProps) {
  const words = useWords()
  const [asked, setAsked] = useState<string | null>(null)
  const events = sharedEvents(items)
  const orderItemIds = items.map(({ id }) => id)
  const fire = useFire(orderReference, orderItemIds, () => setAsked(null))
  const text =
    items.length === 0
      ? words.order.chooseItems
      : events.length === 0
        ? words.order.noEvents
        : words.order.selected(items.length)
  return (
    <section className="event-bar" data-testid="order-events">
      <p role="status">{text}</p>
      <div className="actions">
        {events.map((event) => (
          <BusyButton
            key={event}
            className="button small quiet"
            data-testid={`event-${event.replaceAll(' ', '-')}`}
            isBusy={fire.isPending}
            onClick={() => (mayMoveMoney(event) ? setAsked(event) : fire.send(event))}
          >
            {words.order.fire(event)}
          </BusyButton>
        ))}
      </div>
      {asked && (
        <Modal
          title={words.order.confirm(asked)}
          testId="confirm-event"
          isLocked={fire.isPending}
          onClose={() => setAsked(null)}
        >
          <p>
            {words.order.confirmText(items.length)} {words.order.moneyMoves}
          </p>
          <div className="actions end">
            <button type="button" className="button quiet" onClick={() => setAsked(null)}>
              {words.close}
            </button>
            <BusyButton
              data-testid="confirm"
              isBusy={fire.isPending}
              onClick={() => fire.send(asked)}
            >
              {words.order.fire(asked)}
            </BusyButton>
          </div>
        </Modal>
      )}
    </section>
  )
}

function useFire(orderReference: string, orderItemIds: readonly string[], onDone: () => void) {
  const words = useWords()
  const announce = useAnnounce()
  const request = useRequest<FiredEvent>(orderReference)
  const send = (event: string) =>
    request.mutate(
      {
        path: '/order-events',
        type: 'order-events',
        attributes: { orderReference, orderItemIds, event },
        purpose: `${orderReference}:${event}:${orderItemIds.join(',')}`,
      },
      {
        onSuccess: (fired) => {
          const states = [...new Set(fired.items.map(({ state }) => state))].join(', ')
          announce('ok', words.order.fired(fired.event, states))
        },
        onError: (error) => announce('bad', failureText(words, failureOf(error).kind)),
        onSettled: onDone,
      },
    )
  return { send, isPending: request.isPending }
}
