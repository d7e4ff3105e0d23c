const names: Readonly<Record<string, string>> = {
  'pebble-express': 'Pebble',
  'kite-express': 'Kite',
}

/** The wallet's own name for a button; what the server calls the method when the wallet is not known here. */
export const walletName = (key: string, methodName: string): string =>
  Object.hasOwn(names, key) ? (names[key] ?? methodName) : methodName
