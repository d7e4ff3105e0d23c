import type { Database } from '../database/database.ts'
import { type Counter, createCounters, type Hit } from './counters.ts'
import type { KeyHash } from './key-hash.ts'
import { type Rates, secondsToWait } from './rates.ts'
import { addCounts, type RequestCount } from './request-count-store.ts'

/** Counts requests in this process, and knows what the others have counted as of the last time that it shared. */
export type RequestLimiter = {
  /** Counts a request; or answers in how many seconds there is room for it, and counts nothing. */
  take(hits: readonly Hit[]): number | null
  /** Takes back what was counted of something that proved harmless. */
  giveBack(hits: readonly Hit[]): void
  /** Tells the other processes what was counted here, and learns what was counted there. */
  share(): Promise<void>
}

type LimiterDeps = { db: Database; rates: Rates; hash: KeyHash; now(): Date }

/** About 15 MB. Beyond that, keys that were not used for longest are forgotten: their requests then count from the start. */
const countersMax = 50_000
const sharedAtOnceMax = 5_000

/**
 * A request is decided without the database, which would cost it a round trip; so what several processes let through of one key
 * is more than its rate by what they took within a second, and by a tenth of it for each further process.
 */
export function createRequestLimiter({ db, rates, hash, now }: LimiterDeps): RequestLimiter {
  const counters = createCounters(rates, countersMax)
  return {
    take: (hits) => {
      const nowMs = now().getTime()
      const limited = hits.filter(({ rate }) => rates[rate].max !== Infinity)
      const seconds = Math.max(
        ...limited.map((hit) => secondsToWait(rates[hit.rate], counters.seen(hit, nowMs), nowMs)),
        0,
      )
      if (seconds > 0) return Math.ceil(seconds)
      for (const hit of limited) counters.at(hit, nowMs).own += 1
      return null
    },
    giveBack: (hits) => {
      const nowMs = now().getTime()
      for (const hit of hits) counters.at(hit, nowMs).own -= 1
    },
    share: async () => {
      counters.forgetOld(now().getTime())
      const due = counters.due(sharedAtOnceMax).map((counter) => toSharing(counter, rates, hash))
      if (due.length === 0) return
      const byId = new Map(due.map((sharing) => [idOf(sharing.count), sharing]))
      for (const shared of await addCounts(
        db,
        [...byId.values()].map(({ count }) => count),
      )) {
        const sharing = byId.get(idOf(shared))
        if (!sharing) throw new Error('Only what was told can be answered.')
        // Requests have gone on being counted while the database answered.
        sharing.counter.own -= sharing.count.hits
        sharing.counter.shared = shared.current
        sharing.counter.sharedPrevious = shared.previous
      }
    },
  }
}

function toSharing(
  counter: Counter,
  rates: Rates,
  hash: KeyHash,
): { counter: Counter; count: RequestCount } {
  const { hit, window, own } = counter
  const { tenant, rate, key } = hit
  const keptSeconds = 2 * rates[rate].windowSeconds
  return {
    counter,
    count: { tenant, rate, key: hash(tenant, key), window, hits: own, keptSeconds },
  }
}

const idOf = ({
  tenant,
  rate,
  key,
  window,
}: Pick<RequestCount, 'tenant' | 'rate' | 'key' | 'window'>) =>
  JSON.stringify([tenant, rate, key, window])
