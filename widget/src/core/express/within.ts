/** What came in time, or `late`; then the signal is aborted and a later answer goes nowhere. */
export type Timely<Value> = { isLate: false; value: Value } | { isLate: true }

/** Waits for an answer, and no longer than this. A rejection that comes in time is handed on. */
export async function within<Value>(ms: number, answer: Promise<Value>): Promise<Timely<Value>> {
  const clock = { timer: undefined as ReturnType<typeof setTimeout> | undefined }
  const late = new Promise<Timely<Value>>((resolve) => {
    clock.timer = setTimeout(() => resolve({ isLate: true }), ms)
  })
  try {
    return await Promise.race([answer.then((value) => ({ isLate: false, value }) as const), late])
  } finally {
    clearTimeout(clock.timer)
    // A late rejection has nobody left to hear it.
    answer.catch(() => {})
  }
}
