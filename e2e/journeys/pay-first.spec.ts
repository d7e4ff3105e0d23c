import { expect, test } from '../index.ts'

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('lumen-oak.pay-first', 'yes'))
})

test('paying first on the provider’s page places the order when the shopper comes back', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
}) => {
  await shop.startCheckout()
  await checkout.payWith('success')
  await returnPage.shows('paid')
  await returnPage.orderLink.click()
  await orderPage.shows('authorized')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('opening the return address again places no second order', async ({
  shop,
  checkout,
  returnPage,
}) => {
  const { page } = shop
  await shop.startCheckout()
  await checkout.payWith('3ds-challenge')
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
  await page.reload()
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
  expect(await shop.api.readOrders()).toHaveLength(1)
})

test('coming back without paying places nothing, and the payment can be continued', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  await paymentPage.backToShop.click()
  await returnPage.shows('open')
  expect(await shop.api.readOrders()).toEqual([])
  await returnPage.continueButton.click()
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
})

test('the switch of the demo leads from one flow to the other', async ({ shop }) => {
  const { page } = shop
  await page.goto('/')
  const payFirst = page.getByTestId('pay-first')
  await expect(payFirst).toBeChecked()
  await payFirst.uncheck()
  await expect(payFirst).not.toBeChecked()
})
