import { readStored, writeStored } from '../browser.ts'
import type { ExpressMethodName } from './options.ts'

/** A payment that was begun with a wallet, as this tab remembers it. Holds no personal data. */
export type KeptPayment = {
  transactionId: string
  cartId: string | undefined
  method: ExpressMethodName
  /** The key and the name of the wallet. */
  key: string
  wallet: string
  amount: number
  currency: string
  isApproved: boolean
  /** False when the cart ships and no way to ship was chosen in the sheet. */
  isShipmentChosen: boolean
  at: number
}

const lifetimeMs = 24 * 60 * 60 * 1000
const nameOf = (cartId: string | undefined): string => `tillway-express:${cartId ?? ''}`

/** What is remembered for this cart, or null. */
export function recallPayment(cartId: string | undefined): KeptPayment | null {
  const kept = readStored<KeptPayment>('sessionStorage', nameOf(cartId))
  return kept && Date.now() - kept.at < lifetimeMs ? kept : null
}

/** Makes the payment survive a reload of this tab. */
export const keepPayment = (kept: KeptPayment): void =>
  writeStored('sessionStorage', nameOf(kept.cartId), kept)

/** Forgets the payment of this cart, unless it is another one by now. */
export function forgetPayment({ cartId, transactionId }: KeptPayment): void {
  if (recallPayment(cartId)?.transactionId !== transactionId) return
  writeStored('sessionStorage', nameOf(cartId), null)
}
