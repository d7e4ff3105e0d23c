import type { PaymentView } from './contract.ts'
import { readEvents } from './event-stream.ts'
import type { CheckoutFailure } from './failure.ts'
import type { Watch } from './watch.ts'

/** After this many streams without a single event the payment is polled instead. */
const fruitlessStreamsMax = 2
/**
 * The server sends the state at once and a heartbeat now and then: longer silence means a broken
 * connection.
 */
const firstEventMs = 5_000
const silenceMs = 45_000
const reconnectMs = 1_000
const pollMs = 2_000
/** About half an hour of polling; a reload of the page goes on. */
const roundsMax = 1_000

type Following = Watch & {
  isFinal: (payment: PaymentView) => boolean
  /** Waits, unless the watch is over. */
  rest: (ms: number) => Promise<void>
}

type Round = 'over' | 'seen' | 'fruitless'

/**
 * Follows a payment live until its outcome is final: by stream, and by polling where streams do not
 * get through.
 */
export async function followPayment(watch: Following): Promise<void> {
  let fruitless = 0
  for (let round = 0; round < roundsMax && !watch.signal.aborted; round += 1) {
    const isStreaming = fruitless < fruitlessStreamsMax
    const result = isStreaming ? await follow(watch) : await poll(watch)
    if (result === 'over') return
    // Polling, once begun, goes on: streams that did not get through twice will not the third time.
    fruitless = result === 'seen' && isStreaming ? 0 : fruitless + 1
    await watch.rest(isStreaming ? reconnectMs : pollMs)
  }
}

async function follow(watch: Following): Promise<Round> {
  const connection = new AbortController()
  const hangUp = () => connection.abort()
  watch.signal.addEventListener('abort', hangUp)
  const silence = { timer: setTimeout(hangUp, firstEventMs) }
  const onSign = (ms: number) => {
    clearTimeout(silence.timer)
    silence.timer = setTimeout(hangUp, ms)
  }
  const { client, transactionId, token } = watch
  const opened = await client.openEvents(transactionId, { token, signal: connection.signal })
  const round =
    opened instanceof Response ? await read(watch, opened, onSign) : report(watch, opened)
  clearTimeout(silence.timer)
  watch.signal.removeEventListener('abort', hangUp)
  hangUp()
  return round
}

async function read(
  watch: Following,
  { body }: Response,
  onSign: (ms: number) => void,
): Promise<Round> {
  let round: Round = 'fruitless'
  try {
    for await (const event of readEvents(body)) {
      if (watch.signal.aborted) return 'over'
      if (event?.event === 'payment') {
        if (tellPayment(watch, JSON.parse(event.data)) === 'over') return 'over'
        round = 'seen'
      }
      onSign(round === 'seen' ? silenceMs : firstEventMs)
    }
  } catch {
    // A connection that breaks has said all it will: the next round asks again.
  }
  return round
}

async function poll(watch: Following): Promise<Round> {
  const { client, transactionId, token, signal } = watch
  const answer = await client.getPayment(transactionId, { token, signal })
  if (signal.aborted) return 'over'
  return answer.ok ? tellPayment(watch, answer.value) : report(watch, answer.failure)
}

function tellPayment(watch: Following, payment: PaymentView): Round {
  watch.onPayment(payment)
  return watch.isFinal(payment) ? 'over' : 'seen'
}

const refusals = [400, 401, 403, 404]

function report({ signal, onTrouble }: Following, failure: CheckoutFailure): Round {
  if (!signal.aborted) onTrouble?.(failure)
  return refusals.includes(failure.status ?? 0) ? 'over' : 'fruitless'
}
