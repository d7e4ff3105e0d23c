import { useEffect, useState } from 'react'

const retryMs = 3_000
const retriesMax = 100

/**
 * A part of the widget that is loaded when it is wanted first, or null until it is there. While it
 * cannot be had `hasTrouble` is true, and it is tried again.
 */
export function useLoaded<Part extends object>(
  load: () => Promise<Part>,
  isWanted = true,
): { part: Part | null; hasTrouble: boolean } {
  const [part, setPart] = useState<Part | null>(null)
  const [retries, setRetries] = useState(0)
  const isDue = isWanted && !part && retries < retriesMax
  useEffect(() => {
    if (!isDue) return
    const begin = () => void load().then(setPart, () => setRetries(retries + 1))
    const timer = setTimeout(begin, retries && retryMs)
    return () => clearTimeout(timer)
  }, [load, isDue, retries])
  return { part, hasTrouble: retries > 0 && !part }
}
