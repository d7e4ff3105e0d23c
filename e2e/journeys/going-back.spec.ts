import type { Page } from '@playwright/test'
import { expect, type Shop, test } from '../index.ts'

/** Goes Back from the payment page, and is sure that the browser showed the page it had kept. */
async function goBackToKeptPage(page: Page): Promise<void> {
  // A page that was kept is not loaded again, so there is no load event to wait for.
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-came-back', 'kept')
}

async function watchComingBack(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset['cameBack'] = persisted ? 'kept' : 'loaded'
    })
  })
}

/** A product that no other journey buys meanwhile, so that its stock can be counted. */
async function findRareProduct(shop: Shop, place: number): Promise<string> {
  const available = await shop.api.readAvailable()
  const rare = available.filter(({ quantityLeft }) => quantityLeft > 1).reverse()
  const { sku } = rare[place] ?? {}
  if (!sku) throw new Error('The shop has too few products left for this journey.')
  return sku
}

// A kept page asks about the cart that it still shows, which has become an order meanwhile.
test.use({ toleratedComplaints: /status of 422.*checkout-data/ })

test('Back from the payment page leads to the open order, which is continued and paid', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  const { page } = shop
  await watchComingBack(page)
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  const { openPayment } = await shop.api.readOnlyOrder()
  await goBackToKeptPage(page)

  await expect(checkout.openOrder).toBeVisible()
  await checkout.continuePayment.click()
  await paymentPage.isShown()
  await expect(page).toHaveURL(openPayment?.redirectUrl ?? '')
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('Back from the payment page, the order is changed: it is released and a new one is paid', async ({
  shop,
  checkout,
  returnPage,
}, { parallelIndex }) => {
  const { page, api } = shop
  const sku = await findRareProduct(shop, parallelIndex)
  const before = await api.readQuantityLeft(sku)
  await watchComingBack(page)
  await shop.startCheckout({ sku })
  await checkout.goToPaymentPage()
  const first = await api.readOnlyOrder()
  expect(await api.readQuantityLeft(sku)).toBe(before - 1)
  await goBackToKeptPage(page)

  await checkout.changeOrder.click()
  await expect(page).toHaveURL('/cart')
  await expect(shop.quantity(sku)).toHaveText('1')
  expect(await api.readOnlyOrder()).toMatchObject({ state: 'canceled', openPayment: null })
  expect(await api.readQuantityLeft(sku)).toBe(before)

  await shop.toCheckout.click()
  await checkout.toPayment.click()
  await checkout.payWith('success')
  await returnPage.shows('paid')
  const [second, released, ...more] = await api.readOrders()
  expect(second).toMatchObject({ state: 'authorized' })
  expect(released).toMatchObject({ state: 'canceled', orderReference: first.orderReference })
  expect(more).toEqual([])
})

test('a payment page of a released order takes no money', async ({
  shop,
  checkout,
  paymentPage,
}) => {
  const { page } = shop
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  const paymentUrl = page.url()
  const other = await page.context().newPage()
  await other.goto('/cart')
  await other.getByTestId('change-order').click()
  await expect(other.getByTestId('to-checkout')).toBeVisible()

  await paymentPage.payWith('success')
  await expect(paymentPage.state('canceled')).toBeVisible()
  await expect(page).toHaveURL(paymentUrl)
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'canceled' })
})
