/** Where something is remembered: this tab, or every tab of this origin. */
export type StorageArea = 'sessionStorage' | 'localStorage'

/** False while a server renders. */
export const isBrowser = (): boolean => typeof window !== 'undefined'

/** Reads what was stored, or null: also when storage is blocked or holds something else. */
export function readStored<Value>(area: StorageArea, key: string): Value | null {
  try {
    return JSON.parse(window[area].getItem(key) ?? 'null') as Value | null
  } catch {
    return null
  }
}

/** Stores a value, or removes it when null. Blocked storage is no error: only reloads forget more then. */
export function writeStored(area: StorageArea, key: string, value: unknown): void {
  try {
    if (value === null) window[area].removeItem(key)
    else window[area].setItem(key, JSON.stringify(value))
  } catch {
    // Private windows and full quotas refuse; the server's rules still hold.
  }
}

/** Names of what this origin has stored under a prefix. */
export function listStored(area: StorageArea, prefix: string): string[] {
  try {
    return Object.keys(window[area]).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** Listens to the window until the returned function is called. */
export function onWindow<Name extends keyof WindowEventMap>(
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
): () => void {
  window.addEventListener(name, listener)
  return () => window.removeEventListener(name, listener)
}

/** True when the browser is sure that there is no network; false says nothing. */
export const isOffline = (): boolean => globalThis.navigator?.onLine === false
