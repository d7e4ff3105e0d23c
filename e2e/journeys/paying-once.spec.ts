import { en } from '../../widget/src/locales/en.ts'
import { holdOrders, loseNextOrderAnswer } from '../fixtures/held-requests.ts'
import { expect, test } from '../index.ts'

test('a double click places one order with one payment', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.payButton.dblclick()
  await paymentPage.isShown()
  const { payment } = await shop.api.readOnlyOrder()
  await paymentPage.fillCard('4242 4242 4242 4242')
  await paymentPage.payButton.dblclick()
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized', payment })
})

test('clicks and Enter while the order is being placed are not a second order', async ({
  shop,
  checkout,
  paymentPage,
}) => {
  const { page } = shop
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/checkout')
      sent.push(request.headers()['idempotency-key'] ?? '')
  })
  await shop.startCheckout()
  const orders = await holdOrders(page)
  await checkout.payButton.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(checkout.payButton).toHaveAttribute('aria-busy', 'true')
  await expect(checkout.payButton).toBeFocused()
  // A busy button stays focusable, so a person can press it all the same.
  await checkout.payButton.click({ force: true })
  orders.release()
  await paymentPage.isShown()
  expect(sent).toHaveLength(1)
  await shop.api.readOnlyOrder()
})

test.describe('in two tabs', () => {
  // The second tab asks about the cart that it still shows, which has become an order meanwhile.
  test.use({ toleratedComplaints: /status of 422.*checkout-data/ })

  test('of two tabs with one cart the second is told, and both lead to the same payment', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
    context,
    models,
  }) => {
    await shop.startCheckout()
    const second = await context.newPage()
    const secondCheckout = await shop.openPaymentStep(second)
    const orders = await holdOrders(shop.page)
    await checkout.payButton.click()
    await expect(secondCheckout.elsewhere).toHaveText(en['pay.elsewhere'])
    orders.release()
    await paymentPage.isShown()

    await secondCheckout.payButton.click()
    await secondCheckout.continuePayment.click()
    await models.paymentPage(second).isShown()
    await expect(second).toHaveURL(shop.page.url())
    await models.paymentPage(second).payWith('success')
    await models.returnPage(second).shows('paid')
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })

  test('a second tab that takes over while the first one pays goes on with the same order', async ({
    shop,
    checkout,
    context,
    models,
  }) => {
    await shop.startCheckout()
    const second = await context.newPage()
    const secondCheckout = await shop.openPaymentStep(second)
    const orders = await holdOrders(shop.page)
    await checkout.payButton.click()
    await expect(secondCheckout.elsewhere).toBeVisible()
    await secondCheckout.payButton.click()
    await models.paymentPage(second).isShown()
    orders.release()
    await expect(checkout.elsewhere).toBeVisible()

    await models.paymentPage(second).payWith('success')
    await models.returnPage(second).shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })
})

test.describe('when the answer of the shop is lost', () => {
  test.use({ toleratedComplaints: /ERR_CONNECTION_RESET/ })

  test('a second try pays the order that the first one had placed', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
  }) => {
    await shop.startCheckout()
    await loseNextOrderAnswer(shop.page)
    await checkout.payButton.click()
    await expect(checkout.error).toHaveText(en['failure.network'])
    const { payment } = await shop.api.readOnlyOrder()

    await checkout.goToPaymentPage()
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized', payment })
  })

  test('a reload while the order is being placed finds it again', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
  }) => {
    await shop.startCheckout()
    const { placed } = await loseNextOrderAnswer(shop.page)
    await checkout.payButton.click()
    await placed
    await shop.page.reload()
    await checkout.continuePayment.click()
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })
})

test('a reload in the middle of the checkout keeps what was filled in', async ({
  shop,
  checkout,
}) => {
  const { page } = shop
  await shop.api.fillCart()
  await page.goto('/checkout')
  await checkout.fillDelivery()
  await checkout.shipping('2').click()
  await expect(checkout.shipping('2')).toBeChecked()
  await page.reload()
  await expect(checkout.field('city')).toHaveValue('Berlin')
  await expect(checkout.shipping('2')).toBeChecked()
  await checkout.toPayment.click()
  await expect(checkout.payButton).toContainText(en['pay.continue'])
  const total = await checkout.total.textContent()
  await page.reload()
  await expect(checkout.total).toHaveText(total ?? '')
  await checkout.goToPaymentPage()
})
