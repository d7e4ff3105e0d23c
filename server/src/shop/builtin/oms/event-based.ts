import type { Process, Transition } from './process.ts'

/** The event that a shop fires for a payment message when its process is event-based. */
export const eventsOfMessages: Readonly<Record<string, string>> = {
  PaymentAuthorized: 'payment authorization successful',
  PaymentAuthorizationFailed: 'payment authorization failed',
  PaymentCaptured: 'payment capture successful',
  PaymentCaptureFailed: 'payment capture failed',
  PaymentRefunded: 'payment refund successful',
  PaymentRefundFailed: 'payment refund failed',
  PaymentCanceled: 'payment cancellation successful',
  PaymentCancellationFailed: 'payment cancellation failed',
}

/** Over- and underpayment have no message in Spryker's event-based way, so they stay conditions. */
const eventsOfConditions: Readonly<Record<string, string>> = {
  'Payment/IsAuthorized': 'payment authorization successful',
  'Payment/IsAuthorizationFailed': 'payment authorization failed',
  'Payment/IsCaptured': 'payment capture successful',
  'Payment/IsCaptureFailed': 'payment capture failed',
  'Payment/IsRefunded': 'payment refund successful',
  'Payment/IsRefundFailed': 'payment refund failed',
  'Payment/IsCanceled': 'payment cancellation successful',
  'Payment/IsCancellationFailed': 'payment cancellation failed',
}

/** The same process moved by the events of payment messages where it was moved by conditions on what they say. */
export function toEventBased(process: Process): Process {
  const transitions = process.transitions.map(byEvent)
  const known = new Set(process.events.map(({ name }) => name))
  const used = new Set(transitions.map(({ event }) => event))
  const added = Object.values(eventsOfMessages).filter((name) => used.has(name) && !known.has(name))
  const events = added.map((name) => ({
    name,
    isOnEnter: false,
    isManual: false,
    command: null,
    timeoutMs: null,
  }))
  return {
    ...process,
    name: `${process.name}EventBased`,
    transitions,
    events: [...process.events, ...events],
  }
}

function byEvent(transition: Transition): Transition {
  const { event, condition } = transition
  if (event !== null || condition === null) return transition
  const messageEvent = eventsOfConditions[condition]
  return messageEvent ? { ...transition, event: messageEvent, condition: null } : transition
}
