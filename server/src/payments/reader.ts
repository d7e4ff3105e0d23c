import type { Shopper } from './shopper.ts'

/** Who may read one payment: its shopper, or the holder of a read token for it. */
export type Reader =
  | { kind: 'shopper'; shopper: Shopper }
  | { kind: 'token'; tenant: string; transactionId: string }
