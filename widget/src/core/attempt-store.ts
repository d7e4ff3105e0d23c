import { listStored, readStored, writeStored } from './browser.ts'
import type { MethodReference } from './options.ts'

/**
 * A payment that was begun: enough to continue it, and to ask what became of it. No page to go to:
 * empty `redirectUrl`.
 */
export type RememberedPayment = {
  transactionId: string | null
  redirectUrl: string
  orderReference: string | null
}

/** One attempt to pay one purchase. It keeps its key until `payment` is known or the attempt was refused. */
export type Attempt = {
  key: string
  startedAt: number
  method: MethodReference
  /** What is sent to `POST /payments`, as text to compare; empty when the shop places the order first. */
  request: string
  payment: RememberedPayment | null
}

const attemptLifetimeMs = 24 * 60 * 60 * 1000
const prefix = 'tillway:'

/** The storage and channel name of one cart. */
export const cartKey = (cartId: string | undefined): string => prefix + (cartId ?? '')

const read = (area: 'sessionStorage' | 'localStorage', name: string): Attempt | null => {
  const attempt = readStored<Attempt>(area, name)
  return attempt && Date.now() - attempt.startedAt < attemptLifetimeMs ? attempt : null
}

/** The attempt of this cart, made in any tab; `isMine` when this tab made it or took it over. */
export function recallAttempt(
  cartId: string | undefined,
): { attempt: Attempt; isMine: boolean } | null {
  const mine = read('sessionStorage', cartKey(cartId))
  const attempt = read('localStorage', cartKey(cartId)) ?? mine
  return attempt && { attempt, isMine: attempt.key === mine?.key }
}

/** Makes the attempt survive a reload, and known to the other tabs. */
export function keepAttempt(cartId: string | undefined, attempt: Attempt | null): void {
  writeStored('sessionStorage', cartKey(cartId), attempt)
  writeStored('localStorage', cartKey(cartId), attempt)
}

/** Ends the attempt: the next click makes a new one. */
export const forgetAttempt = (cartId: string | undefined): void => keepAttempt(cartId, null)

/** Completes what is remembered of this payment, and names the carts whose tabs should look again. */
export function recognisePayment(payment: {
  transactionId: string
  orderReference: string | null
}): string[] {
  const names = listStored('localStorage', prefix)
  return names.filter((name) => {
    const attempt = read('localStorage', name)
    const known = attempt?.payment
    const { transactionId, orderReference } = payment
    const isSame =
      known?.transactionId === transactionId || (known?.orderReference ?? '') === orderReference
    if (isSame)
      writeStored('localStorage', name, { ...attempt, payment: { ...known, transactionId } })
    return isSame
  })
}
