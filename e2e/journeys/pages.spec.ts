import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { createChaosPanel, createSandboxDashboard, expect, test } from '../index.ts'

// What axe finds names the element; recording pages as long as the API documents takes longer than looking at them.
test.use({ trace: 'off' })

/** Looks at a page once it shows what it is there for. */
async function expectPageAccessible(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
}

const pages: { path: string; name: string }[] = [
  { name: 'the product list', path: '/' },
  { name: 'a search without a result', path: '/?q=nothing' },
  { name: 'a product', path: '/product/fjord' },
  { name: 'a product with a very long name', path: '/product/donau' },
  { name: 'a product that is sold out', path: '/product/ask' },
  { name: 'the empty cart', path: '/cart' },
  { name: 'a checkout without a cart', path: '/checkout' },
  { name: 'the orders of a newcomer', path: '/orders' },
  { name: 'the sign-in page', path: '/sign-in' },
  { name: 'an incomplete return address', path: '/return' },
  { name: 'the script-tag page', path: '/embed.html' },
  { name: 'the API documents', path: '/docs' },
]

for (const { name, path } of pages) {
  test(`${name} is accessible`, async ({ shop: { page } }) => {
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    await expectPageAccessible(page)
  })
}

test.describe('an address that nobody serves', () => {
  test.use({ toleratedComplaints: /status of 404/ })

  test('has an accessible page of its own', async ({ shop: { page } }) => {
    const response = await page.goto('/no/such/page')
    expect(response?.status()).toBe(404)
    await expectPageAccessible(page)
  })
})

test.describe('long ways', () => {
  test.describe.configure({ timeout: 90_000 })

  test('each page on the way to a paid order is accessible', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
    orderPage,
    sandbox,
  }) => {
    const { page } = shop
    await shop.startFromCart({ quantity: 2 })
    await expect(shop.toCheckout).toBeVisible()
    await expectPageAccessible(page)
    await shop.toCheckout.click()
    await checkout.toPayment.click()
    await expect(checkout.field('email')).toBeFocused()
    await expectPageAccessible(page)
    await checkout.fillDelivery()
    await checkout.toPayment.click()
    await checkout.isShown()
    await expectPageAccessible(page)

    await checkout.goToPaymentPage()
    await expectPageAccessible(page)
    await paymentPage.fillCard('4242')
    await paymentPage.payButton.click()
    await expect(paymentPage.error).toBeVisible()
    await expectPageAccessible(page)
    await paymentPage.payWith('declined')
    await expect(paymentPage.error).toContainText(/declined/)
    await expectPageAccessible(page)
    const paymentUrl = page.url()
    await paymentPage.startChallenge()
    await expectPageAccessible(page)
    await paymentPage.approveButton.click()

    await returnPage.shows('paid')
    await expect(returnPage.orderLink).toBeVisible()
    await expectPageAccessible(page)
    await returnPage.orderLink.click()
    await orderPage.shows('authorized')
    await expectPageAccessible(page)
    await page.goto('/orders')
    await expectPageAccessible(page)
    await page.goto(paymentUrl)
    await expect(paymentPage.state('done')).toBeVisible()
    await expectPageAccessible(page)
    await createChaosPanel(page, sandbox.chaosUrl).open()
    await expectPageAccessible(page)
    await createSandboxDashboard(page, sandbox.dashboardUrl).open()
    await expectPageAccessible(page)
  })

  test('each page of an order that is not paid is accessible', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
    orderPage,
  }) => {
    const { page } = shop
    await shop.startCheckout()
    await checkout.goToPaymentPage()
    await paymentPage.backToShop.click()
    await returnPage.shows('open')
    await expectPageAccessible(page)
    const returnUrl = page.url()
    const { orderReference } = await shop.api.readOnlyOrder()
    await orderPage.open(orderReference)
    await expect(orderPage.changeOrder).toBeVisible()
    await expectPageAccessible(page)
    await page.goto('/checkout')
    await expect(checkout.openOrder).toBeVisible()
    await expectPageAccessible(page)

    await checkout.continuePayment.click()
    await paymentPage.payWith('declined')
    await paymentPage.backToShop.click()
    await returnPage.shows('failed')
    await expectPageAccessible(page)
    await orderPage.open(orderReference)
    await orderPage.shows('authorization failed')
    await expectPageAccessible(page)

    await orderPage.changeOrder.click()
    await expect(page).toHaveURL('/cart')
    await expectPageAccessible(page)
    await orderPage.open(orderReference)
    await orderPage.shows('canceled')
    await expectPageAccessible(page)
    await page.goto(returnUrl)
    await returnPage.shows('canceled')
    await expectPageAccessible(page)
  })
})

test.describe('in dark mode', () => {
  test.use({ colorScheme: 'dark' })

  test('shop and payment page are dark', async ({ shop, checkout }) => {
    const { page } = shop
    await shop.startCheckout()
    expect(await brightnessOf(page)).toBeLessThan(60)
    await checkout.goToPaymentPage()
    expect(await brightnessOf(page)).toBeLessThan(60)
  })
})

/** From 0 to 255, of what is behind everything. */
async function brightnessOf(page: Page): Promise<number> {
  const colour = await page.evaluate(() => {
    const colours = [document.body, document.documentElement].map(
      (element) => getComputedStyle(element).backgroundColor,
    )
    return colours.find((each) => each !== 'rgba(0, 0, 0, 0)') ?? ''
  })
  const channels = colour.match(/\d+/g)?.slice(0, 3).map(Number) ?? []
  return Math.max(...channels)
}
