import { HttpResponse } from 'msw'
import type { ServerFailureKind } from '../core/contract.ts'
import { refusalOf } from './answer.ts'
import { failureStatus } from './failure-status.ts'
import { refusal } from './json-api.ts'

/** The operations of the server that the widget calls, by the names of the contract. */
export type TestOperation =
  | 'listPaymentMethods'
  | 'startPayment'
  | 'getPayment'
  | 'streamPayment'
  | 'cancelPreOrder'
  | 'readPaymentCustomer'

/**
 * A failure of the contract; `network`: the request does not arrive; `answer-lost`: it arrives and
 * takes effect, and the answer does not.
 */
export type Mishap = ServerFailureKind | 'network' | 'answer-lost'

export type MishapOptions = { times?: number; retryAfterSeconds?: number }

/** What goes wrong on purpose, and how slow everything is. */
export type Mishaps = {
  /** Lets the next calls of an operation fail: one, or `times`. Several are kept in order. */
  failNext: (operation: TestOperation, mishap: Mishap, options?: MishapOptions) => void
  /** Every answer, or those of one operation, come this much later; 0 ends it. */
  delay: (ms: number, operation?: TestOperation) => void
  /** No request arrives, and the browser says so, until `goOnline`. */
  goOffline: () => void
  goOnline: () => void
  /** Lets the time of `delay` pass. */
  wait: (operation: TestOperation) => Promise<void>
  /** Answers in the name of one operation, unless something was to go wrong. */
  around: (operation: TestOperation, work: () => Promise<Response>) => Promise<Response>
}

type Planned = { mishap: Mishap; retryAfterSeconds: number | undefined }

export function createMishaps(): Mishaps {
  const planned = new Map<TestOperation, Planned[]>()
  const delays = new Map<TestOperation | 'all', number>()
  const network = { isOffline: false }
  const setOnline = (isOnline: boolean) => {
    network.isOffline = !isOnline
    tellBrowser(isOnline)
  }
  const wait: Mishaps['wait'] = async (operation) => {
    const ms = delays.get(operation) ?? delays.get('all') ?? 0
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
  }
  return {
    failNext: (operation, mishap, { times = 1, retryAfterSeconds } = {}) => {
      const more = Array.from({ length: times }, () => ({ mishap, retryAfterSeconds }))
      planned.set(operation, [...(planned.get(operation) ?? []), ...more])
    },
    delay: (ms, operation) => delays.set(operation ?? 'all', ms),
    goOffline: () => setOnline(false),
    goOnline: () => setOnline(true),
    wait,
    around: async (operation, work) => {
      if (network.isOffline) return HttpResponse.error()
      const next = planned.get(operation)?.shift()
      if (!next) return work()
      if (next.mishap === 'answer-lost') await work()
      else await wait(operation)
      return befall(next)
    },
  }
}

function befall({ mishap, retryAfterSeconds }: Planned): Response {
  if (mishap === 'answer-lost' || mishap === 'network') return HttpResponse.error()
  if (retryAfterSeconds === undefined) return refusalOf(mishap)
  return refusal(failureStatus[mishap], mishap, { 'retry-after': String(retryAfterSeconds) })
}

/** Tests without a document have no navigator that could be told. */
function tellBrowser(isOnline: boolean): void {
  if (typeof window === 'undefined') return
  Object.defineProperty(window.navigator, 'onLine', { configurable: true, get: () => isOnline })
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'))
}
