import type { WalletDriver } from './wallet-driver.ts'

/** The drivers by the key that the server gives, each loaded when its method is offered. */
const drivers: Readonly<Record<string, () => Promise<WalletDriver>>> = {
  'pebble-express': () => import('./pebble.ts').then(({ pebble }) => pebble),
  'kite-express': () => import('./kite.ts').then(({ kite }) => kite),
}

/** The loader of a wallet's driver; undefined for a wallet that this version does not know. */
export const findDriver = (key: string): (() => Promise<WalletDriver>) | undefined =>
  Object.hasOwn(drivers, key) ? drivers[key] : undefined
