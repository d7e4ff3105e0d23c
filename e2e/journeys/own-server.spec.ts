import { english } from '../../widget/back-office/words-en.ts'
import { english as storefront } from '../../widget/storefront/words-en.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { leaveAfterPaying } from '../fixtures/held-requests.ts'
import { expect, test } from '../fixtures/own-server.ts'
import { buy } from '../index.ts'

/** One server for all of them, one after the other: the first finds it as it was started. */
test.describe.configure({ mode: 'default', timeout: 120_000 })
test.use({
  serverSettings: {
    ORDER_PROCESS: 'e2e/fixtures/processes/LanternShop01.xml',
    // Money without an order is news after a thirtieth of this.
    PRE_ORDER_DEADLINE_MINUTES: '2',
  },
})

test('a back office without a payment has nothing to do, and says so on every page', async ({
  backOffice,
}) => {
  const { page } = backOffice
  const pages = [
    { open: () => backOffice.open('/payments'), says: english.payments.empty.title },
    { open: () => backOffice.open('/orders'), says: english.orders.empty.title },
    {
      open: () => backOffice.openMessages('providers', 'dead'),
      says: english.messages.empty.dead.title,
    },
    { open: () => backOffice.openAttention(), says: english.attention.clear.title },
  ]
  for (const { open, says } of pages) {
    await open()
    await expect(page.getByText(says)).toBeVisible()
    await expectAccessible(page)
    const size = page.viewportSize()
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
    if (size) await page.setViewportSize(size)
  }
})

test('an order follows the Spryker XML of its shop, from the payment to the refund', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const { order } = await buy({ shop, checkout, returnPage }, { quantity: 2 })
  const { orderReference, totals } = order
  const price = order.items[0]?.unitPrice ?? 0
  const desk = await backOffice.openOrder(orderReference)
  await desk.shows('money promised', 'money promised')
  await expect(desk.page.getByText('LanternShop01').first()).toBeVisible()
  await expect(desk.diagram).toHaveAttribute('alt', /LanternShop01/)

  await desk.fire('pack')
  await desk.shows('packed', 'packed')
  await desk.fireAfterAsking('capture and send')
  await desk.shows('sent', 'sent')
  await orderPage.open(orderReference)
  await orderPage.shows('delivered')
  await desk.fire('arrive', [0])
  await desk.shows('arrived', 'sent')
  await desk.select()
  await expect(desk.event('return and refund')).toBeHidden()
  await desk.fireAfterAsking('return and refund', [0])
  await desk.shows('given back', 'sent')

  await orderPage.open(orderReference)
  await orderPage.shows('partially refunded')
  await expect(orderPage.itemStates).toContainText(storefront.order.itemStates.refunded)
  await desk.toPayment.click()
  await backOffice.payment.shows('partially refunded')
  await backOffice.payment.showsMoney({ captured: totals.grandTotal, refunded: price })
})

test('a capture that overtakes its order is set aside, and applied by hand once there is a payment', async ({
  shop,
  checkout,
  orderPage,
  returnPage,
  backOffice,
  request,
  ownServer,
}) => {
  const { order } = await buy({ shop, checkout, returnPage })
  const next = order.orderReference.replace(/\d+$/, (number) => String(Number(number) + 1))
  const answer = await request.post('/channels/payment-commands', {
    headers: {
      Authorization: `Bearer ${ownServer.appToken}`,
      'Tenant-Identifier': 'demo',
      'Transfer-Name': 'CapturePayment',
      'Message-Id': `capture-of-${next}`,
    },
    data: { orderReference: next, orderItemIds: [], amount: order.totals.grandTotal },
  })
  expect(answer.status()).toBe(404)
  await backOffice.openAttention()
  const dead = backOffice.attentionGroup('dead-inbox-events')
  await expect(dead).toContainText('CapturePayment')

  await shop.startCheckout({ sku: order.items[0]?.sku ?? '' })
  await checkout.payWith('success')
  await returnPage.shows('paid')
  await expect(returnPage.orderLink).toContainText(next)
  await backOffice.goTo('messages')
  await backOffice.page.getByTestId('tab-providers-dead').click()
  const letter = backOffice.told('CapturePayment')
  await expect(letter).toContainText(english.notes['payment-not-found'])
  await letter.getByTestId('repair-replay-inbox-event').click()
  await backOffice.announces('ok', english.repaired['replay-inbox-event'])
  await expect(letter).toHaveCount(0)

  const desk = await backOffice.openOrder(next)
  await desk.toPayment.click()
  await backOffice.payment.shows('captured')
  await backOffice.payment.showsMoney({ captured: order.totals.grandTotal })
  await expect(backOffice.payment.movement('succeeded')).toHaveCount(1)
  await orderPage.open(next)
  await orderPage.shows('captured')
  await backOffice.openAttention()
  await expect(dead).toBeHidden()
})

test('money without an order needs somebody after a while, and is given back by hand', async ({
  shop,
  checkout,
  backOffice,
}) => {
  const { page } = shop
  await page.addInitScript(() => localStorage.setItem('lumen-oak.pay-first', 'yes'))
  await leaveAfterPaying(page)
  await shop.startCheckout()
  await checkout.payWith('success')
  await expect(page).toHaveTitle('closed')
  expect(await shop.api.readOrders()).toEqual([])

  await backOffice.signIn()
  await backOffice.paymentRow(english.payments.noOrder).getByRole('link').click()
  const { payment } = backOffice
  await payment.shows('authorized')
  await expect(payment.hint).toContainText('the shop has no order')
  await backOffice.goTo('attention')
  const orderless = backOffice.attentionGroup('payments-without-order')
  await expect(async () => {
    await backOffice.page.reload()
    await expect(orderless).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 90_000 })
  await orderless.getByTestId('attention-item').getByRole('link').click()
  await payment.operate('cancel')
  await payment.shows('canceled')
  await payment.showsMoney({ captured: 0 })
  await backOffice.openAttention()
  await expect(orderless).toBeHidden()
})
