import type { BaseLocationHook } from 'wouter'
import { useBrowserLocation } from 'wouter/use-browser-location'
import { inShop } from './current-shop.ts'

/** The browser's own address; wherever it leads, the address names the shop. */
export const useShopLocation: BaseLocationHook = () => {
  const [path, navigate] = useBrowserLocation()
  return [path, (to, options) => navigate(inShop(String(to)), options)]
}
