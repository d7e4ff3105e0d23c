import { en } from '../../../widget/src/locales/en.ts'
import { expectAccessible } from '../../fixtures/accessibility.ts'
import { createChaosPanel, expect, test } from '../../index.ts'

test('a payment that the bank still thinks about is told as pending, and turns into paid by itself', async ({
  shop,
  checkout,
  returnPage,
  sandbox,
}) => {
  await sandbox.thinksFor(4_000)
  await shop.startCheckout()
  await checkout.payWith('processing')
  await returnPage.shows('pending')
  await expect(returnPage.outcome).toContainText(en['return.pendingText'])
  let loads = 0
  shop.page.on('load', () => (loads += 1))
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
  expect(loads).toBe(0)
})

test('the page of a pending payment is accessible', async ({
  shop,
  checkout,
  returnPage,
  sandbox,
}) => {
  await sandbox.thinksFor(100_000)
  await shop.startCheckout()
  await checkout.payWith('processing')
  await returnPage.shows('pending')
  await expectAccessible(shop.page)
})

test('a webhook that comes long after the shopper finds nothing left to do', async ({
  shop,
  checkout,
  returnPage,
  sandbox,
  context,
}) => {
  await sandbox.delaysWebhooks(100_000)
  await shop.startCheckout()
  await checkout.payWith('success')
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toBeVisible()
  const order = await shop.api.readOnlyOrder()
  expect(order).toMatchObject({ state: 'authorized' })
  const panel = createChaosPanel(await context.newPage(), sandbox.chaosUrl)
  await panel.sendWaiting(order.payment.transactionId ?? '')
  await panel.showsAllDelivered(order.payment.transactionId ?? '')
  expect(await shop.api.readOnlyOrder()).toEqual(order)
})

test('webhooks that come several times, out of order and forged change nothing', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  sandbox,
  context,
}) => {
  await sandbox.disordersWebhooks()
  await shop.startCheckout()
  await checkout.payWith('declined')
  await expect(paymentPage.error).toBeVisible()
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  const { payment } = await shop.api.readOnlyOrder()
  const panel = createChaosPanel(await context.newPage(), sandbox.chaosUrl)
  await panel.showsAllDelivered(payment.transactionId ?? '')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized', payment })
})

test.describe('when an answer of the provider is lost after its effect', () => {
  test.use({ toleratedComplaints: /status of 503/ })

  test('the shopper reads what to do, and the next try pays once', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
    sandbox,
  }) => {
    await shop.startCheckout()
    await sandbox.losesAnswers(1)
    await checkout.payButton.click()
    await expect(checkout.status).toHaveText(en['failure.request-in-flight'])
    await checkout.goToPaymentPage()
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })
})

test.describe('when the provider is offline', () => {
  test.use({ toleratedComplaints: /status of 503/ })

  test('the shopper is told that nothing was charged, and can try again', async ({
    shop,
    checkout,
    returnPage,
    sandbox,
  }) => {
    await shop.startCheckout()
    await sandbox.goesOffline()
    await checkout.payButton.click()
    await expect(checkout.error).toHaveText(en['failure.psp-unavailable'])
    await expect(checkout.payButton).toBeEnabled()
    await sandbox.comesBack()
    await checkout.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })

  test('a reload leads to the order that waits for it, which can be changed', async ({
    shop,
    checkout,
    sandbox,
  }) => {
    const { product } = await shop.startCheckout()
    await sandbox.goesOffline()
    await checkout.payButton.click()
    await expect(checkout.error).toBeVisible()
    await shop.page.reload()
    await expect(checkout.openOrder).toBeVisible()
    await sandbox.comesBack()
    await checkout.changeOrder.click()
    await expect(shop.quantity(product.sku)).toHaveText('1')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'canceled' })
  })

  test('its payment page says so, and takes the payment later', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
    sandbox,
  }) => {
    await shop.startCheckout()
    await checkout.goToPaymentPage()
    const paymentUrl = shop.page.url()
    await sandbox.goesOffline()
    await paymentPage.payWith('success')
    await expect(paymentPage.state('offline')).toBeVisible()
    await sandbox.comesBack()
    await shop.page.goto(paymentUrl)
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
  })
})

test('an approval that fails authorises nothing, and the next one does', async ({
  shop,
  sandbox,
  express,
  summaryPage,
}) => {
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await sandbox.failsApprovals(1)
  await sheet.approveButton.click()
  await expect(sheet.error).toBeVisible()
  await sheet.approve()
  await expect(summaryPage.approved).toBeVisible()
})

test.describe('wallet scripts that do not load', () => {
  test.use({ toleratedComplaints: /status of 503|\[tillway\]|sdk\// })

  test('leave the other ways to pay', async ({ shop, sandbox, checkout, express, returnPage }) => {
    await sandbox.losesScripts()
    await shop.startFromCart({ sku: 'fjord' })
    await expect(shop.toCheckout).toBeVisible()
    await expect(express.place.locator('.tillway-express-skeleton')).toHaveCount(0)
    await expect(express.button('pebble')).toHaveCount(0)
    await shop.openPaymentStep()
    await checkout.payWith('success')
    await returnPage.shows('paid')
  })
})

test('a webhook that is lost does not keep an approved payment from its order', async ({
  shop,
  sandbox,
  express,
  summaryPage,
  orderPage,
}) => {
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('kite')
  await sandbox.dropsWebhooks(1)
  await sheet.approve()
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
})
