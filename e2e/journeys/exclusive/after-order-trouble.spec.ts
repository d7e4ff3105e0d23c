import { english } from '../../../widget/back-office/words-en.ts'
import { english as storefront } from '../../../widget/storefront/words-en.ts'
import { buy, createChaosPanel, createSandboxDashboard, expect, test } from '../../index.ts'

const { statuses } = english

test.describe.configure({ timeout: 60_000 })

test('a capture that fails needs somebody, is tried again, and works', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
  sandbox,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage })
  const { orderReference, totals } = order
  await sandbox.refusesCaptures(1)
  const desk = await backOffice.openOrder(orderReference)
  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment failed')
  await orderPage.open(orderReference)
  await orderPage.shows('authorized')

  await backOffice.openAttention()
  const failed = backOffice.attentionGroup('failed-operations')
  await expect(failed).toContainText(transactionId)
  await backOffice.attentionItem(transactionId).getByRole('link').click()
  const { payment } = backOffice
  await payment.shows('capture_failed')
  await payment.showsMoney({ authorised: totals.grandTotal, captured: 0 })
  await expect(payment.told(/Capture failed/)).toHaveCount(1)

  await payment.toOrder.click()
  await desk.fireAfterAsking('retry payment')
  await desk.shows('payment captured')
  await backOffice.openAttention()
  await expect(backOffice.attentionItem(transactionId)).toHaveCount(0)
  await backOffice.openPayment(transactionId)
  await payment.shows('captured')
  await payment.showsMoney({ captured: totals.grandTotal })
  await orderPage.open(orderReference)
  await orderPage.shows('captured')
})

test('a refund that fails while it is pending, and one that comes back late, leave the money to be refunded', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
  sandbox,
}) => {
  const { order } = await buy({ shop, checkout, returnPage })
  const { orderReference, totals } = order
  const desk = await backOffice.openOrder(orderReference)
  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment captured')
  await sandbox.refundsSlowly(6_000, 'pending_then_fail')
  await desk.fireAfterAsking('refund')
  await desk.shows('payment refund pending')
  await orderPage.open(orderReference)
  await orderPage.shows('refund pending')
  await expect(orderPage.state).toHaveText(storefront.order.conditions.refunding.label)

  await desk.shows('payment refund failed')
  await desk.toPayment.click()
  const { payment } = backOffice
  await payment.shows('captured')
  await payment.showsMoney({ captured: totals.grandTotal, refunded: 0 })
  await expect(payment.movement('failed')).toHaveCount(1)
  await expect(payment.told(/Refund failed/)).toHaveCount(1)

  await sandbox.refundsSlowly(5_000, 'succeed_then_fail')
  await payment.toOrder.click()
  await desk.fireAfterAsking('retry payment refund')
  await desk.shows('payment refund succeeded')
  await desk.shows('payment refund failed')
  await desk.toPayment.click()
  await payment.shows('captured')
  await payment.showsMoney({ captured: totals.grandTotal, refunded: 0 })
  await expect(payment.movement('failed')).toHaveCount(2)

  await sandbox.change({ refund_mode: 'instant' })
  await payment.toOrder.click()
  await desk.fireAfterAsking('retry payment refund')
  await desk.shows('payment refund succeeded')
  await desk.toPayment.click()
  await payment.shows('refunded')
  await payment.showsMoney({ captured: totals.grandTotal, refunded: totals.grandTotal })
  await orderPage.open(orderReference)
  await orderPage.shows('refunded')
  await expect(payment.action('refund')).toBeHidden()
})

const differences = [
  {
    name: 'more',
    by: 500,
    status: 'overpaid',
    steps: [
      { event: 'payment overpay checked', state: 'payment overpaid' },
      { event: 'accept overpayment', state: 'payment fully captured' },
    ],
    begins: 'payment captured',
  },
  {
    name: 'less',
    by: -500,
    status: 'underpaid',
    steps: [{ event: 'accept underpayment', state: 'payment captured' }],
    begins: 'payment underpaid',
  },
] as const

for (const { name, by, status, steps, begins } of differences) {
  test(`a payment that delivers ${name} than the order costs is told, accepted and shipped`, async ({
    shop,
    checkout,
    orderPage,
    backOffice,
    sandbox,
  }) => {
    await shop.startCheckout()
    await sandbox.deliversOtherAmount(by)
    await checkout.payWith('success')
    await expect(shop.page).toHaveURL(/\/return/)
    const { orderReference, totals } = await shop.api.readOnlyOrder()
    const desk = await backOffice.openOrder(orderReference)
    await desk.shows(begins)
    await desk.toPayment.click()
    const { payment } = backOffice
    await payment.shows(status)
    await payment.showsMoney({ captured: totals.grandTotal + by, refunded: 0 })
    await expect(payment.told(`${statuses[status]} · was ${statuses.new}`)).toHaveCount(1)
    await payment.toOrder.click()
    for (const { event, state } of steps) {
      await desk.fire(event)
      await desk.shows(state)
    }
    await desk.fire('ship')
    await desk.shows('shipped')
    await orderPage.open(orderReference)
    await orderPage.shows('shipped')
  })
}

test('forged, repeated, disordered and contradictory webhooks lead to one truth, and are told', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
  sandbox,
  context,
}) => {
  await sandbox.change({
    webhook_forge: true,
    webhook_duplicates: 2,
    webhook_reorder: true,
    webhook_other_id: true,
    webhook_replay: true,
  })
  const { order, transactionId } = await buy({ shop, checkout, returnPage })
  const { orderReference, totals } = order
  await sandbox.change({ webhook_wrong_amount_next: 1 })
  const desk = await backOffice.openOrder(orderReference)
  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment captured')
  await desk.fireAfterAsking('refund')
  await desk.shows('payment refund succeeded')
  const panel = createChaosPanel(await context.newPage(), sandbox.chaosUrl)
  await panel.showsAllDelivered(transactionId)
  const forged = panel.copies(transactionId, 'forged')
  await expect(forged).not.toHaveCount(0)
  await expect(forged.and(panel.inState(transactionId, 'delivered'))).toHaveCount(0)

  const payment = await backOffice.openPayment(transactionId)
  await payment.shows('refunded')
  await payment.showsMoney({ captured: totals.grandTotal, refunded: totals.grandTotal })
  await expect(payment.movements).toHaveCount(2)
  for (const name of ['PaymentAuthorized', 'PaymentCaptured', 'PaymentRefunded'])
    await expect(payment.told(`The shop took ${name}`)).toHaveCount(1)
  await expect(payment.told(english.notes['amount-differs'])).not.toHaveCount(0)
  await expect(payment.told(/arrived · ignored/)).not.toHaveCount(0)
  await expect(payment.told(/could not be applied/)).toHaveCount(0)
  await orderPage.open(orderReference)
  await orderPage.shows('refunded')
})

test.describe('a provider that loses what it was asked', () => {
  for (const { name, chaos } of [
    { name: 'the answer after the effect', chaos: { lose_answer_next: 1 } },
    { name: 'the question before any effect', chaos: { fail_before_next: 1 } },
  ] as const) {
    test(`${name}: the capture is pending, is looked up, and money moved once`, async ({
      shop,
      checkout,
      returnPage,
      backOffice,
      sandbox,
      context,
    }) => {
      const { order, transactionId } = await buy({ shop, checkout, returnPage })
      const { grandTotal } = order.totals
      const payment = await backOffice.openPayment(transactionId)
      await sandbox.change({ ...chaos, lose_answer_kind: '500', webhook_drop_next: 10 })
      await payment.operate('capture')
      await payment.shows('capture_requested')
      await payment.showsMoney({ authorised: grandTotal, captured: 0, capturing: grandTotal })
      await expect(payment.told(/not said what became of it/)).toHaveCount(1)
      await payment.lookUp.click()
      await payment.shows('captured')
      await payment.showsMoney({ captured: grandTotal })
      await expect(payment.movements).toHaveCount(1)
      const dashboard = createSandboxDashboard(await context.newPage(), sandbox.dashboardUrl)
      await dashboard.open()
      await expect(dashboard.movements(transactionId, 'capture', 'succeeded')).toHaveCount(1)
    })
  }
})
