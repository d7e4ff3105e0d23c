const name = Symbol.for('tillway.sheet')

/** Takes the page's one place for a sheet; null when another one is open. Answers how to give it back. */
export function takeSheetPlace(): (() => void) | null {
  if (Reflect.get(globalThis, name)) return null
  const mine = {}
  Reflect.set(globalThis, name, mine)
  return () => {
    if (Reflect.get(globalThis, name) === mine) Reflect.deleteProperty(globalThis, name)
  }
}
