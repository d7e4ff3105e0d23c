import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { PaymentView } from '../../contract/glue/payments.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readPayment, toView } from '../../payments/read-payment.ts'
import type { Reader } from '../../payments/reader.ts'
import type { PaymentWatch } from '../../payments/watch-payments.ts'
import type { AppEnv } from '../app-env.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'
import { createPlaces } from '../places.ts'
import { createSignal, type Signal } from '../signal.ts'
import { refuse } from './mount.ts'

const streamMaxMs = 5 * 60_000
const heartbeatMs = 15_000
/** Of one payment: its shopper has a few tabs, and whoever opens more would take the streams of others. */
const streamsMax = { each: 10, all: 2_000 }

export type StreamDeps = PaymentDeps & {
  watch: PaymentWatch
  identity: EdgeDeps
  shutdown: AbortSignal
}

/** Sends the payment's view at once and after each change, until its outcome is final or five minutes have passed. */
export function createPaymentStream(deps: StreamDeps) {
  const takePlace = createPlaces(streamsMax)
  return async (c: Context<AppEnv>): Promise<Response> => {
    const asking = await identifyRequest(c, deps.identity, 'reader')
    if (!asking.ok) return refuse(c, [asking.failure])
    const reader = asking.value.identity
    const transactionId = c.req.param('transactionId') ?? ''
    const payment = await readPayment(deps, reader, transactionId)
    if (!payment) return refuse(c, [{ kind: 'payment-not-found' }])
    const leave = takePlace(`${payment.tenant}/${transactionId}`)
    if (!leave) return refuse(c, [{ kind: 'rate-limited', retryAfterSeconds: 5 }])
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const signal = createSignal()
      stream.onAbort(() => signal.end())
      deps.shutdown.addEventListener('abort', signal.end, { once: true })
      if (deps.shutdown.aborted) signal.end()
      const unwatch = deps.watch.watch(payment, () => signal.raise())
      const deadline = setTimeout(() => signal.end(), streamMaxMs)
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs)
      try {
        for (
          let view: PaymentView | null = toView(payment);
          view;
          view = await next(deps, reader, transactionId, signal)
        ) {
          await stream.writeSSE({ event: 'payment', data: JSON.stringify(view) })
          if (view.outcome === 'paid' || view.outcome === 'canceled') return
        }
      } finally {
        leave()
        unwatch()
        deps.shutdown.removeEventListener('abort', signal.end)
        clearTimeout(deadline)
        clearInterval(heartbeat)
      }
    })
  }
}

async function next(
  deps: StreamDeps,
  reader: Reader,
  transactionId: string,
  signal: Signal,
): Promise<PaymentView | null> {
  if (!(await signal.wait())) return null
  const payment = await readPayment(deps, reader, transactionId)
  return payment && toView(payment)
}
