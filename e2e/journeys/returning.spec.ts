import { en } from '../../widget/src/locales/en.ts'
import { beforeReturn } from '../fixtures/held-requests.ts'
import { demoModels, expect, test } from '../index.ts'

test('a shopper who cancels at the provider is charged nothing, continues and pays', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  await paymentPage.backToShop.click()
  await returnPage.shows('open')
  await expect(returnPage.outcome).toContainText(en['return.openText'])
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'payment pending' })

  await returnPage.continueButton.click()
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('the return address, reloaded and opened again anywhere, shows the payment and changes nothing', async ({
  shop,
  checkout,
  returnPage,
  browser,
  baseURL,
}) => {
  const { page, api } = shop
  await shop.startCheckout()
  const returning = page.waitForRequest('**/app-payment/redirect?**')
  await checkout.payWith('success')
  await returnPage.shows('paid')
  const returnUrl = (await returning).url()
  const order = await api.readOnlyOrder()
  expect(page.url()).not.toContain('token')

  await page.reload()
  await returnPage.shows('paid')
  await page.goto(returnUrl)
  await returnPage.shows('paid')

  const stranger = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = demoModels.returnPage(await stranger.newPage())
  await elsewhere.page.goto(returnUrl)
  await elsewhere.shows('paid')
  await elsewhere.page.reload()
  await elsewhere.shows('paid')
  await expect(elsewhere.orderLink).toBeHidden()
  await stranger.close()

  const after = await api.readOnlyOrder()
  expect(after).toMatchObject({ state: 'authorized', payment: order.payment })
})

test('a return address without its token tells a stranger nothing', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  browser,
  baseURL,
}) => {
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  await paymentPage.backToShop.click()
  await returnPage.shows('open')

  const stranger = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = demoModels.returnPage(await stranger.newPage())
  await elsewhere.page.goto(returnPage.page.url())
  await elsewhere.shows('unknown')
  await stranger.close()
})

test.describe('when the answer of the bank is lost', () => {
  test.use({ toleratedComplaints: /status of 500/ })

  test('a browser that is closed after paying finds its order paid', async ({
    shop,
    checkout,
    paymentPage,
    context,
  }) => {
    await shop.startCheckout()
    await checkout.payWith('paid-answer-lost')
    await expect(paymentPage.state('lost')).toBeVisible()
    await paymentPage.page.close()

    const orderPage = demoModels.orderPage(await context.newPage())
    const { orderReference } = await shop.api.readOnlyOrder()
    await orderPage.open(orderReference)
    await orderPage.shows('authorized')
  })
})

test('a provider that tells the shop before the shopper is back changes nothing for either', async ({
  shop,
  checkout,
  returnPage,
}) => {
  await shop.startCheckout()
  await beforeReturn(shop.page, () =>
    expect.poll(async () => (await shop.api.readOnlyOrder()).state).toBe('authorized'),
  )
  await checkout.payWith('success')
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})
