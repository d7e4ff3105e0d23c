import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../index.ts'

test('a card is paid in the page, and the order is placed after it', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  const { page } = shop
  await shop.startCheckout()
  const seen: string[] = []
  page.on('request', (request) => {
    const isShop = new URL(request.url()).origin === new URL(page.url()).origin
    if (isShop) seen.push(`${request.postData() ?? ''}${request.url()}`)
  })
  await cardFields.choose()
  await cardFields.fill('success')
  await checkout.payButton.click()
  await orderPage.shows('authorized')
  expect(await shop.api.readOnlyOrder()).toMatchObject({
    state: 'authorized',
    payment: { paymentMethodName: 'card-fields' },
  })
  expect(seen.join()).not.toContain('4242')
})

test('a bank that asks is answered in place', async ({ shop, checkout, cardFields, orderPage }) => {
  await shop.startCheckout()
  await cardFields.choose()
  await cardFields.fill('3ds-challenge')
  await checkout.payButton.click()
  await expect(cardFields.approveButton).toBeVisible()
  await expect(shop.page).toHaveURL('/checkout/payment')
  await cardFields.answerBank('approve')
  await orderPage.shows('authorized')
})

test('a declined card can be followed by another one, on the same payment', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  const { page } = shop
  await shop.startCheckout()
  const payments = watchPayments(page)
  await cardFields.choose()
  await cardFields.fill('declined')
  await checkout.payButton.click()
  await expect(checkout.error).toContainText(/Nothing was charged/)
  await cardFields.fill('success')
  await checkout.payButton.click()
  await orderPage.shows('authorized')
  expect(payments.size).toBe(1)
})

test('a bank that is told no leaves the card open for another try', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  await shop.startCheckout()
  await cardFields.choose()
  await cardFields.fill('3ds-challenge')
  await checkout.payButton.click()
  await cardFields.answerBank('reject')
  await expect(checkout.error).toBeVisible()
  await cardFields.fill('success')
  await checkout.payButton.click()
  await orderPage.shows('authorized')
})

test('what is missing is said at its field, and nothing is paid', async ({
  shop,
  checkout,
  cardFields,
}) => {
  await shop.startCheckout()
  await cardFields.choose()
  await cardFields.field('number').fill('1234')
  await checkout.payButton.click()
  await expect(cardFields.field('number')).toHaveAttribute('aria-invalid', 'true')
  await expect(cardFields.field('expiry')).toHaveAttribute('aria-invalid', 'true')
  await expect(checkout.payButton).toBeEnabled()
  expect(await shop.api.readOrders()).toEqual([])
})

test('a reload while the bank asks continues the same payment', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  const { page } = shop
  await shop.startCheckout()
  const payments = watchPayments(page)
  await cardFields.choose()
  await cardFields.fill('3ds-challenge')
  await checkout.payButton.click()
  await expect(cardFields.approveButton).toBeVisible()
  await page.reload()
  await expect(cardFields.field('number')).toBeVisible()
  await cardFields.fill('success')
  await checkout.payButton.click()
  await orderPage.shows('authorized')
  expect(payments.size).toBe(1)
  expect(await shop.api.readOrders()).toHaveLength(1)
})

test('a card that the bank thinks about becomes an order when it is paid', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  await shop.startCheckout()
  await cardFields.choose()
  await cardFields.fill('processing')
  await checkout.payButton.click()
  await orderPage.shows('authorized')
})

test.describe('a cart that grew while the card was paid', () => {
  // Browsers log each refusal of a server.
  test.use({ toleratedComplaints: /status of 422/ })

  test('is not ordered: the shopper is asked to pay the new total', async ({
    shop,
    checkout,
    cardFields,
    orderPage,
  }) => {
    const { page } = shop
    await shop.startCheckout({ sku: 'fjord' })
    await cardFields.choose()
    await cardFields.fill('success')
    await page.route(
      '**/checkout',
      async (route) => {
        await shop.api.fillCart({ sku: 'lykke' })
        await route.continue()
      },
      { times: 1 },
    )
    await checkout.payButton.click()
    await expect(checkout.error).toBeVisible()
    expect(await shop.api.readOrders()).toEqual([])
    await cardFields.choose()
    await expect(checkout.total).toHaveAttribute('data-amount', '23290')
    await cardFields.fill('success')
    await checkout.payButton.click()
    await orderPage.shows('authorized')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ totals: { grandTotal: 23290 } })
  })
})

test.describe('looks', () => {
  test('the fields are accessible, and so is the bank’s question', async ({
    shop,
    checkout,
    cardFields,
  }) => {
    await shop.startCheckout()
    await cardFields.choose()
    await expectAccessible(shop.page)
    await cardFields.fill('3ds-challenge')
    await checkout.payButton.click()
    await expect(cardFields.approveButton).toBeVisible()
    await expectAccessible(shop.page)
  })
})

/** The payments that the page is given from now on, by their transaction ids. */
function watchPayments(page: Page): ReadonlySet<string> {
  const payments = new Set<string>()
  page.on('response', async (response) => {
    if (!response.url().endsWith('/payments') || response.status() !== 201) return
    payments.add((await response.json()).data.attributes.transactionId)
  })
  return payments
}
