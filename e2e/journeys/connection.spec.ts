import { en } from '../../widget/src/locales/en.ts'
import { english } from '../../widget/storefront/words-en.ts'
import { holdOrders } from '../fixtures/held-requests.ts'
import { expect, test } from '../index.ts'

test('a shopper on a slow network is told that it takes longer', async ({
  shop,
  checkout,
  paymentPage,
}) => {
  await shop.startCheckout()
  const orders = await holdOrders(shop.page)
  await checkout.payButton.click()
  await expect(checkout.status).toHaveText(en['pay.slow'])
  orders.release()
  await paymentPage.isShown()
})

test('a shopper who is faster than the ways to pay cannot press the button too early', async ({
  shop,
  checkout,
}) => {
  const { page } = shop
  const gate = Promise.withResolvers<void>()
  await page.route('**/payment-methods**', async (route) => {
    await gate.promise
    await route.continue()
  })
  await shop.api.fillCart()
  await shop.rememberDelivery(page)
  await page.goto('/checkout/payment')
  await expect(checkout.payButton).toBeVisible()
  await checkout.payButton.click({ force: true })
  await expect(checkout.payButton).toBeDisabled()
  await expect(checkout.error).toBeHidden()
  gate.resolve()
  await checkout.goToPaymentPage()
})

test.describe('without a connection', () => {
  test.use({ toleratedComplaints: /ERR_INTERNET_DISCONNECTED/ })

  test('a shopper reads that nothing was charged, and pays once connected again', async ({
    shop,
    checkout,
    returnPage,
    context,
  }) => {
    await shop.startCheckout()
    await context.setOffline(true)
    await expect(shop.page.getByText(english.offline)).toBeVisible()
    await checkout.payButton.click()
    await expect(checkout.error).toHaveText(en['failure.offline'])
    expect(await shop.api.readOrders()).toEqual([])

    await context.setOffline(false)
    await expect(shop.page.getByText(english.offline)).toBeHidden()
    await checkout.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })
})
