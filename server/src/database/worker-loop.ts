/** A loop that does due work until there is none, sleeps, and can be woken. */
export type WorkerLoop = { wake(): void; stop(): Promise<void> }

/**
 * Runs `step` every `everyMs` and at once after `wake`, never twice at a time, and again while it did something. A step that
 * throws is reported and tried again: what it worked on is still due.
 */
export function startLoop(
  step: () => Promise<number>,
  everyMs: number,
  onDefect: (error: unknown) => void,
): WorkerLoop {
  let isStopping = false
  let isWoken = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  const run = async (): Promise<void> => {
    do {
      isWoken = false
      const done = await step().catch((error: unknown) => {
        onDefect(error)
        return 0
      })
      if (done > 0) isWoken = true
    } while (isWoken && !isStopping)
    running = null
    if (!isStopping) timer = setTimeout(start, everyMs)
  }
  const start = (): void => {
    clearTimeout(timer)
    running ??= run()
  }
  start()
  return {
    wake: () => {
      isWoken = true
      if (!isStopping) start()
    },
    stop: async () => {
      isStopping = true
      clearTimeout(timer)
      await running
    },
  }
}
