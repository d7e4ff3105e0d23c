import { en } from '../../widget/src/locales/en.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/own-server.ts'
import { createDevelopersPage } from '../index.ts'

/** Connections belong to everybody who uses a server: this journey has one of its own. */
test.describe.configure({ timeout: 120_000 })
// The question about open payments is a refusal that waits for an answer.
test.use({ toleratedComplaints: /status of 409/ })

test('an account is exchanged while somebody pays, disconnected with payments open, worked on, and connected again', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  orderPage,
  anotherShopper,
  backOffice,
  context,
  ownServer,
}) => {
  const { apps, payment } = backOffice
  await shop.startCheckout()
  await checkout.goToPaymentPage()

  await backOffice.open('/apps')
  const webhookUrl = await apps.webhookAddress('sandbox', 'test')
  const developers = createDevelopersPage(
    await context.newPage(),
    `${ownServer.sandboxUrl}/developers`,
  )
  await developers.open()
  await expectAccessible(developers.page)
  const secrets = await developers.openAccount({ name: 'Lanterns of the QA', webhookUrl })
  await expectAccessible(developers.page)
  await developers.open()
  const accountId = await developers.account('Lanterns of the QA').getAttribute('data-account')
  await apps.edit('sandbox', 'test')
  await apps.field('secretKey').fill(secrets.secretKey)
  await apps.field('webhookSecret').fill(secrets.webhookSecret)
  await apps.save()
  await apps.shows('sandbox', 'test', 'CONNECTED')
  await expect(apps.connection('sandbox', 'test')).toContainText(accountId ?? 'an account')

  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  await expect.poll(async () => (await shop.api.readOnlyOrder()).state).toBe('authorized')
  const { orderReference, payment: paid, totals } = await shop.api.readOnlyOrder()
  await anotherShopper.shop.startCheckout()
  await anotherShopper.checkout.goToPaymentPage()
  const newPage = anotherShopper.paymentPage.page
  await expect(newPage.getByText('Lanterns of the QA', { exact: true })).toBeVisible()
  await anotherShopper.paymentPage.payWith('success')
  await anotherShopper.returnPage.shows('paid')
  await expect
    .poll(async () => (await anotherShopper.shop.api.readOnlyOrder()).state)
    .toBe('authorized')

  await apps.openDisconnectDialog('sandbox', 'test')
  await apps.confirm.click()
  await expect(apps.question('payments-open')).toBeVisible()
  await apps.confirm.click()
  await apps.shows('sandbox', 'test', 'DISCONNECTED')
  const { idCart } = await shop.api.fillCart()
  await shop.page.goto('/checkout/payment')
  await expect(checkout.status).toHaveText(en['methods.empty'])
  await expect(checkout.payButton).toBeDisabled()
  await expectAccessible(shop.page)

  await backOffice.openPayment(paid.transactionId ?? '')
  await payment.operate('capture')
  await payment.shows('captured')
  await payment.operate('refund')
  await payment.shows('refunded')
  await payment.showsMoney({ captured: totals.grandTotal, refunded: totals.grandTotal })
  await orderPage.open(orderReference)
  await orderPage.shows('refunded')

  await backOffice.goTo('apps')
  await apps.edit('sandbox', 'test')
  await apps.save()
  await apps.shows('sandbox', 'test', 'CONNECTED')
  await expect.poll(() => shop.api.readMethods(idCart)).toContain('card')
  await shop.openPaymentStep()
  await checkout.payWith('success')
  await returnPage.shows('paid')
})
