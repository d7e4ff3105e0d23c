import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** The page as it is after it was opened at this address. */
async function openAt(address: string) {
  window.history.replaceState(null, '', address)
  vi.resetModules()
  return import('./current-shop.ts')
}

beforeEach(() => window.sessionStorage.clear())
afterEach(() => window.history.replaceState(null, '', '/'))

test('an address without a shop is the first shop, and nothing is added to its links', async () => {
  const { currentShop, inShop, keptAs } = await openAt('/cart')
  expect(currentShop).toBeNull()
  expect(inShop('/checkout?step=1#pay')).toBe('/checkout?step=1#pay')
  expect(keptAs('guest')).toBe('lumen-oak.guest')
})

test('a tab stays in the shop that an address has named, until one names another', async () => {
  expect((await openAt('/?shop=market')).currentShop).toBe('market')
  expect((await openAt('/orders')).currentShop).toBe('market')
  expect((await openAt('/?shop=')).currentShop).toBeNull()
  expect((await openAt('/orders')).currentShop).toBeNull()
})

test('every link of a shop names it, whatever else it says', async () => {
  const { inShop } = await openAt('/?shop=market')
  expect(inShop('/')).toBe('/?shop=market')
  expect(inShop('/return?orderReference=DE--1#top')).toBe(
    '/return?orderReference=DE--1&shop=market#top',
  )
  expect(inShop('https://psp.example/pay')).toBe('https://psp.example/pay')
})

test('what one shop keeps in the browser is no other shop’s', async () => {
  const { keptAs } = await openAt('/?shop=market')
  expect(keptAs('guest')).toBe('lumen-oak.market.guest')
})

test('an address cannot make a shop of anything but a name', async () => {
  expect((await openAt('/?shop=%0d%0aX-Evil:%201')).currentShop).toBeNull()
})
