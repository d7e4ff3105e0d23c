import { settleProcessing } from '../charges/attempts.ts'
import { takeStep } from '../charges/move-money.ts'
import { settleReview } from '../merchants/merchant-store.ts'
import type { Query } from '../query.ts'
import {
  type ClaimedDelivery,
  claimDeliveries,
  markDelivered,
  markFailed,
} from './delivery-store.ts'
import { type Sender, sendWebhook } from './send-webhook.ts'

const inFlightMax = 32
const pauseMinMs = 5

type DelivererDeps = {
  query: Query
  sender: Sender
  pollMs: number
  log: (line: Record<string, unknown>) => void
}

export type Deliverer = { start(): void; stop(): Promise<void>; wake(): void }

/**
 * Sends what is due: at once when woken, at its time otherwise, and looks now and then for what
 * other processes left. `stop` waits for what is in flight and leaves no timer.
 */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { pollMs } = deps
  const inFlight = new Set<Promise<void>>()
  let isRunning = false
  let isWoken = false
  let round: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  function send(delivery: ClaimedDelivery): void {
    const sending = deliver(deps, delivery).finally(() => {
      inFlight.delete(sending)
      wake()
    })
    inFlight.add(sending)
  }

  async function work(): Promise<number> {
    if (inFlight.size >= inFlightMax) return pollMs
    const { claimed, nextInMs } = await claimDeliveries(deps, inFlightMax - inFlight.size)
    for (const delivery of claimed) send(delivery)
    const pauseMs = Math.min(pollMs, Math.max(nextInMs ?? pollMs, pauseMinMs))
    // Nothing but what the bank has thought about long enough can be overdue after a claim.
    const isBankDue = nextInMs !== null && nextInMs <= 0
    return isBankDue && (await settleAtBank(deps)) ? 0 : pauseMs
  }

  async function run(): Promise<void> {
    let pauseMs = pollMs
    do {
      isWoken = false
      pauseMs = await work().catch((error: unknown) => {
        deps.log({ event: 'sandbox webhooks could not be read', error: String(error) })
        return pollMs
      })
    } while (isWoken && isRunning)
    round = null
    if (isRunning) timer = setTimeout(wake, pauseMs)
  }

  function wake(): void {
    if (!isRunning) return
    isWoken = true
    if (round !== null) return
    clearTimeout(timer)
    round = run()
  }

  return {
    wake,
    start() {
      isRunning = true
      wake()
    },
    async stop() {
      isRunning = false
      clearTimeout(timer)
      await round
      await Promise.all(inFlight)
    },
  }
}

/** Ends one payment and one review, and takes one step of a movement, where they are due. */
async function settleAtBank(deps: DelivererDeps): Promise<boolean> {
  const isPaid = await settleProcessing(deps)
  const isReviewed = await settleReview(deps)
  return (await takeStep(deps)) || isPaid || isReviewed
}

async function deliver(
  { query, sender, log }: DelivererDeps,
  delivery: ClaimedDelivery,
): Promise<void> {
  const { answerStatus, failure } = await sendWebhook(sender, delivery)
  log({
    event: 'sandbox webhook',
    id: delivery.event_id,
    type: delivery.type,
    kind: delivery.kind,
    attempt: delivery.attempts,
    answerStatus,
    failure,
  })
  try {
    if (failure === null) await markDelivered({ query }, delivery.id, answerStatus)
    else await markFailed({ query }, delivery, { answerStatus, failure })
  } catch (error) {
    // The claim's lease runs out and the webhook is sent again: receivers must take an event twice anyway.
    log({
      event: 'sandbox webhook could not be settled',
      id: delivery.event_id,
      error: String(error),
    })
  }
}
