import { type RateName, type Rates, type Seen, windowNumber } from './rates.ts'

/** One count that a request adds to. */
export type Hit = { rate: RateName; tenant: string; key: string }

/** One key in one window. `own` is not shared yet; `shared` is what all processes together had counted when last asked. */
export type Counter = {
  readonly hit: Hit
  readonly window: number
  own: number
  shared: number
  sharedPrevious: number
}

/** Counters of the present and the last windows, never more than `max`. */
export type Counters = {
  seen(hit: Hit, nowMs: number): Seen
  at(hit: Hit, nowMs: number): Counter
  /** Those that the other processes should know of, at most `batchMax`. */
  due(batchMax: number): Counter[]
  forgetOld(nowMs: number): void
}

/** Who asks little is nobody's business: a key is shared once this process alone has counted this part of what is allowed. */
const sharedPart = 0.1

export function createCounters(rates: Rates, max: number): Counters {
  // The counter that was used last stands last.
  const all = new Map<string, Counter>()
  const idOf = ({ rate, tenant, key }: Hit, window: number) =>
    JSON.stringify([rate, tenant, key, window])
  const totalAt = (id: string): number => {
    const counter = all.get(id)
    return counter ? counter.own + counter.shared : 0
  }
  return {
    seen: (hit, nowMs) => {
      const window = windowNumber(rates[hit.rate], nowMs)
      const id = idOf(hit, window)
      const previous = totalAt(idOf(hit, window - 1))
      return {
        current: totalAt(id),
        previous: Math.max(previous, all.get(id)?.sharedPrevious ?? 0),
      }
    },
    at: (hit, nowMs) => {
      const window = windowNumber(rates[hit.rate], nowMs)
      const id = idOf(hit, window)
      const counter = all.get(id) ?? { hit, window, own: 0, shared: 0, sharedPrevious: 0 }
      all.delete(id)
      all.set(id, counter)
      const [oldest] = all.keys()
      if (all.size > max && oldest !== undefined) all.delete(oldest)
      return counter
    },
    due: (batchMax) =>
      [...all.values()]
        .filter(
          ({ hit, own, shared }) =>
            own !== 0 && (shared !== 0 || own >= sharedPart * rates[hit.rate].max),
        )
        .slice(0, batchMax),
    forgetOld: (nowMs) => {
      for (const [id, { hit, window }] of all)
        if (window < windowNumber(rates[hit.rate], nowMs) - 1) all.delete(id)
    },
  }
}
