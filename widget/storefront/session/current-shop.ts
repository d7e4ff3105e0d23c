import { readStored, store } from '../../page-kit/browser-storage.ts'

const storageKey = 'lumen-oak.shop'
const parameter = 'shop'

function readShop(): string | null {
  const named = new URLSearchParams(window.location.search).get(parameter)
  if (named !== null) store('sessionStorage', storageKey, named)
  const shop = named ?? readStored('sessionStorage', storageKey) ?? ''
  return /^[\w-]{1,64}$/.test(shop) ? shop : null
}

/**
 * The shop that this page is, as `?shop=` names it: the tenant of every call. Null for the first, which needs no name. A tab stays
 * in its shop until an address names another one.
 */
export const currentShop: string | null = readShop()

/** The same address with the name of this shop in it, for whoever opens it elsewhere. */
export function inShop(address: string, shop = currentShop): string {
  if (shop === null || !/^[/?]/.test(address)) return address
  const { pathname, search, hash } = new URL(address, window.location.href)
  const parameters = new URLSearchParams(search)
  parameters.set(parameter, shop)
  return `${pathname}?${parameters}${hash}`
}

/** The front page of a shop of this demo. */
export const frontPageOf = (shop: string | null): string => `/?${parameter}=${shop ?? ''}`

/** What this shop keeps in the browser is no other shop's. */
export const keptAs = (name: string): string =>
  currentShop === null ? `lumen-oak.${name}` : `lumen-oak.${currentShop}.${name}`
