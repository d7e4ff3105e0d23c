type Area = 'localStorage' | 'sessionStorage'

/** Reads a remembered text; null when there is none or the browser keeps nothing for this site. */
export function readStored(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key)
  } catch {
    return null
  }
}

/** Remembers a text, or forgets it with null; a browser that refuses storage only loses the memory. */
export function store(area: Area, key: string, value: string | null): void {
  try {
    if (value === null) window[area].removeItem(key)
    else window[area].setItem(key, value)
  } catch {
    // Private windows may refuse: the page works on, and forgets at the next reload.
  }
}
