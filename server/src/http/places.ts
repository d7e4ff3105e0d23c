/** Gives a place back; calling it again does nothing. */
type Leave = () => void

/**
 * Places for what stays open, at most `each` under one key and `all` together, so that nobody alone can take everybody's. Null
 * when there is none.
 */
export function createPlaces({ each, all }: { each: number; all: number }) {
  const taken = new Map<string, number>()
  let open = 0
  return (key: string): Leave | null => {
    const own = taken.get(key) ?? 0
    if (own >= each || open >= all) return null
    taken.set(key, own + 1)
    open += 1
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      open -= 1
      const left = (taken.get(key) ?? 1) - 1
      if (left === 0) taken.delete(key)
      else taken.set(key, left)
    }
  }
}
