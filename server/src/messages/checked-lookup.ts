import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

export const addressRefused = 'ADDRESS_REFUSED'

/** Resolves a name to all of its addresses, as the system's own look-up does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Resolves names for connections to allowed addresses only. The connection is made to an address that was checked here:
 * there is no second look-up that could answer something else. A name with any other address is refused whole.
 */
export const createCheckedLookup =
  (isAllowed: (address: string) => boolean, resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        const refusal = new Error(`${hostname} has an address that is not allowed.`)
        return callback(Object.assign(refusal, { code: addressRefused }), [])
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
