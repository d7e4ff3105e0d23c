/** One waiter that is woken by a change, or told that there will be no more. A change between two waits is not lost. */
export type Signal = { raise(): void; end(): void; wait(): Promise<boolean> }

export function createSignal(): Signal {
  let isRaised = false
  let isEnded = false
  let wake = () => {}
  return {
    raise: () => {
      isRaised = true
      wake()
    },
    end: () => {
      isEnded = true
      wake()
    },
    wait: async () => {
      if (!isRaised && !isEnded) await new Promise<void>((resolve) => (wake = resolve))
      isRaised = false
      return !isEnded
    },
  }
}
