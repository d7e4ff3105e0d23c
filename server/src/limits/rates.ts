/** At most so many requests under one key within a sliding window. */
export type Rate = { max: number; windowSeconds: number }

/** What is counted, and under which key: see `createRates`. */
export type RateName =
  | 'shopper'
  | 'address'
  | 'tenant'
  | 'backend'
  | 'operator'
  | 'start-of-shopper'
  | 'start-of-address'
  | 'return'
  | 'stranger'
  | 'sign-in-of-address'
  | 'sign-in-of-user'

export type Rates = Readonly<Record<RateName, Rate>>

/** Requests a minute; 0 switches the rate off. */
export type RateSettings = { shopper: number; address: number; tenant: number }

const minute = 60
const perMinute = (max: number): Rate => ({
  max: max === 0 ? Infinity : max,
  windowSeconds: minute,
})

/**
 * Every rate there is. A person in a hurry stays far below them, a script does not; a tenant's are there so that no tenant
 * takes the others' share.
 */
export const createRates = ({ shopper, address, tenant }: RateSettings): Rates => ({
  shopper: perMinute(shopper),
  address: perMinute(address),
  tenant: perMinute(tenant),
  // Apart from the shoppers': a flood of them must not keep the shop from its orders.
  backend: perMinute(tenant),
  operator: perMinute(3_000),
  'start-of-shopper': perMinute(30),
  'start-of-address': perMinute(120),
  // Each return asks the PSP.
  return: perMinute(30),
  // Wrong tokens and signatures: who guesses is slowed down, who is right is never counted here.
  stranger: perMinute(120),
  'sign-in-of-address': { max: 20, windowSeconds: 5 * minute },
  'sign-in-of-user': { max: 10, windowSeconds: 5 * minute },
})

/** What was counted in a window and in the one before it. */
export type Seen = { current: number; previous: number }

export const windowNumber = ({ windowSeconds }: Rate, nowMs: number): number =>
  Math.floor(nowMs / (windowSeconds * 1000))

/**
 * How long until one more fits; 0 when it does now. Two fixed windows stand for a sliding one: the previous one counts by the
 * part of it that is still within reach. That takes two numbers for each key, and no burst fits in at the edge of two windows.
 */
export function secondsToWait({ max, windowSeconds }: Rate, seen: Seen, nowMs: number): number {
  const passed = (nowMs / 1000) % windowSeconds
  const room = max - 1
  if (seen.current <= room) {
    return Math.max(0, secondsUntilLeft(windowSeconds, seen.previous, room - seen.current) - passed)
  }
  return windowSeconds - passed + secondsUntilLeft(windowSeconds, seen.current, room)
}

/** How far into a window the one before it counts as no more than `room`. */
const secondsUntilLeft = (windowSeconds: number, previous: number, room: number): number =>
  previous <= room ? 0 : windowSeconds * (1 - room / previous)
