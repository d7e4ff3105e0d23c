import { type Advance, allIds, happen, hear, withCarriedOut } from './advance-order.ts'
import { availableEvents } from './oms/process.ts'
import { retryCancellation } from './order-processes.ts'
import { giveUp } from './payment-commands.ts'

const cancelEvents = ['cancel', retryCancellation]

/** The event by which an item in this state is asked to be canceled, first or again. */
const cancelEventOf = ({ process }: Advance, state: string): string | null =>
  cancelEvents.find((event) =>
    availableEvents(process, state).some(({ name }) => name === event),
  ) ?? null

/** Fires the wish to cancel for every item that has a way to it; the items wait until the app says what became of it. */
export function wishCanceled(advance: Advance): Advance {
  const byEvent = Map.groupBy(advance.order.items, ({ state }) => cancelEventOf(advance, state))
  return [...byEvent].reduce((next, [event, items]) => {
    const ids = items.map(({ id }) => id)
    return event ? happen(next, { kind: 'event', event, by: 'person' }, ids) : next
  }, advance)
}

/** Cancels an order that has no payment: nobody needs to be asked first. */
export const release = (advance: Advance): Advance =>
  hear(advance, 'PaymentCanceled', allIds(advance.order))

/** Cancels the payment of an order that was released before. */
export const cancelAgain = (advance: Advance): Advance =>
  withCarriedOut(advance, giveUp(advance.order, advance.order.items))
