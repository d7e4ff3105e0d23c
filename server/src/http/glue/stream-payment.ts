import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { PaymentView } from '../../contract/glue/payments.ts'
import type { PaymentDeps } from '../../payments/payment-deps.ts'
import { readPayment, toView } from '../../payments/read-payment.ts'
import type { Reader } from '../../payments/reader.ts'
import type { PaymentWatch } from '../../payments/watch-payments.ts'
import type { AppEnv } from '../app-env.ts'
import { type IdentityDeps, identify } from '../identity.ts'
import { createSignal, type Signal } from '../signal.ts'
import { refuse } from './mount.ts'

const streamMaxMs = 5 * 60_000
const heartbeatMs = 15_000
const streamsMax = 2_000

export type StreamDeps = PaymentDeps & {
  watch: PaymentWatch
  identity: IdentityDeps
  shutdown: AbortSignal
}

/** Sends the payment's view at once and after each change, until its outcome is final or five minutes have passed. */
export function createPaymentStream(deps: StreamDeps) {
  let open = 0
  return async (c: Context<AppEnv>): Promise<Response> => {
    const identity = await identify(deps.identity, 'reader', (name) => c.req.header(name))
    if (!identity.ok) return refuse(c, [identity.failure])
    // `identify` answers the kind of identity that it was asked for.
    const reader = identity.value as Reader
    const transactionId = c.req.param('transactionId') ?? ''
    const payment = await readPayment(deps, reader, transactionId)
    if (!payment) return refuse(c, [{ kind: 'payment-not-found' }])
    if (open >= streamsMax)
      return refuse(c, [{ kind: 'database-unavailable', retryAfterSeconds: 5 }])
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      open += 1
      const signal = createSignal()
      stream.onAbort(() => signal.end())
      deps.shutdown.addEventListener('abort', signal.end, { once: true })
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
        open -= 1
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
