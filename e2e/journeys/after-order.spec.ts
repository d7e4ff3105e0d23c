import { english as backOfficeWords } from '../../widget/back-office/words-en.ts'
import { english } from '../../widget/storefront/words-en.ts'
import { buy, createBackOffice, expect, test } from '../index.ts'

const { conditions, itemStates } = english.order
const euros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })
const toEuros = (minor: number): string => euros.format(minor / 100)
const refusedText = backOfficeWords.failures['operation-not-allowed'] ?? ''
/** As an operator types it. */
const toText = (minor: number): string => (minor / 100).toFixed(2)

test.describe.configure({ timeout: 60_000 })

test('an order is captured, shipped, delivered and closed, and its shopper can follow', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const { order } = await buy({ shop, checkout, returnPage }, { quantity: 2 })
  const { grandTotal } = order.totals
  const desk = await backOffice.openOrder(order.orderReference)
  await desk.shows('payment authorized', 'payment authorized')

  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment captured', 'payment captured')
  await orderPage.open(order.orderReference)
  await orderPage.shows('captured')
  await expect(orderPage.state).toHaveText(conditions.paid.label)

  await desk.fire('ship', [0])
  await desk.shows('shipped', 'payment captured')
  await orderPage.open(order.orderReference)
  await orderPage.shows('captured')
  await desk.fire('ship', [1])
  await desk.shows('shipped', 'shipped')
  await orderPage.open(order.orderReference)
  await orderPage.shows('shipped')
  await expect(orderPage.page.getByText(conditions.shipped.title)).toBeVisible()

  await desk.fire('deliver')
  await desk.shows('delivered', 'delivered')
  await orderPage.open(order.orderReference)
  await expect(orderPage.state).toHaveText(conditions.delivered.label)
  await desk.fireAfterAsking('close')
  await desk.shows('closed', 'closed')
  await orderPage.open(order.orderReference)
  await orderPage.shows('closed')

  await desk.toPayment.click()
  const { payment } = backOffice
  await payment.shows('captured')
  await payment.showsMoney({ authorised: grandTotal, captured: grandTotal, refunded: 0 })
  await expect(payment.movements).toHaveCount(1)
  await expect(payment.facts).toContainText(order.orderReference)
})

test('one of two pieces is captured, the other is canceled, and the rest is released', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage }, { quantity: 2 })
  const { grandTotal } = order.totals
  const price = order.items[0]?.unitPrice ?? 0
  const desk = await backOffice.openOrder(order.orderReference)
  await desk.fireAfterAsking('capture payment', [0])
  await desk.shows('payment captured', 'payment authorized')
  await desk.fireAfterAsking('cancel', [1])
  await desk.shows('payment captured', 'payment cancelled')

  const payment = await backOffice.openPayment(transactionId)
  await payment.showsMoney({
    authorised: grandTotal,
    captured: grandTotal - price,
    voided: price,
    refunded: 0,
  })
  await payment.shows('captured')
  await expect(payment.action('capture')).toBeHidden()
  await expect(payment.action('cancel')).toBeHidden()
  await orderPage.open(order.orderReference)
  await orderPage.shows('captured')
  await expect(orderPage.itemStates).toContainText(itemStates.canceled)
})

test('pieces are refunded one by one up to what was captured, and not beyond', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage }, { quantity: 3 })
  const { grandTotal } = order.totals
  const price = order.items[0]?.unitPrice ?? 0
  const desk = await backOffice.openOrder(order.orderReference)
  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment captured', 'payment captured', 'payment captured')
  await desk.fireAfterAsking('refund', [0])
  await desk.shows('payment refund succeeded', 'payment captured', 'payment captured')
  await orderPage.open(order.orderReference)
  await orderPage.shows('partially refunded')
  await expect(orderPage.state).toHaveText(conditions.partlyRefunded.label)

  const payment = await backOffice.openPayment(transactionId)
  await payment.shows('partially refunded')
  await payment.operate('refund', { items: [1] })
  await payment.showsMoney({ captured: grandTotal, refunded: 2 * price })
  const left = grandTotal - 2 * price
  await payment.ask('refund', { amount: toText(left + 1) })
  await expect(payment.amountProblem).toHaveText(
    backOfficeWords.operation.amountProblems['too-much'](toEuros(left)),
  )
  await payment.page.keyboard.press('Escape')

  await payment.operate('refund', { items: [2], amount: toText(left) })
  await payment.shows('refunded')
  await payment.showsMoney({ captured: grandTotal, refunded: grandTotal })
  await expect(payment.movements).toHaveCount(4)
  await orderPage.open(order.orderReference)
  await orderPage.shows('refunded')
})

test.describe('two operators at one payment', () => {
  test.use({ toleratedComplaints: /status of 409/ })

  test('both want to refund it: the second is told that it has changed, and no more goes back', async ({
    shop,
    checkout,
    returnPage,
    backOffice,
    context,
    operatorToken,
  }) => {
    const { order, transactionId } = await buy({ shop, checkout, returnPage })
    const { grandTotal } = order.totals
    const payment = await backOffice.openPayment(transactionId)
    await payment.operate('capture')
    await payment.shows('captured')

    const colleague = createBackOffice(await context.newPage(), { token: operatorToken })
    const theirs = await colleague.openPayment(transactionId)
    await theirs.action('refund').click()
    await payment.operate('refund')
    await payment.shows('refunded')
    await theirs.dialog('refund').getByTestId('submit-operation').click()
    await expect(theirs.refusal).toHaveText(refusedText)
    await theirs.page.keyboard.press('Escape')
    await theirs.showsMoney({ captured: grandTotal, refunded: grandTotal })
    await expect(theirs.movements).toHaveCount(2)
  })
})

test('an order is canceled before anybody has paid, and cannot be paid any more', async ({
  shop,
  checkout,
  paymentPage,
  orderPage,
  backOffice,
}) => {
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  const { orderReference, openPayment } = await shop.api.readOnlyOrder()
  const desk = await backOffice.openOrder(orderReference)
  await desk.shows('payment pending')
  await desk.fireAfterAsking('cancel')
  await desk.shows('payment cancelled')

  await paymentPage.payWith('success')
  await expect(paymentPage.payButton).toBeHidden()
  await orderPage.open(orderReference)
  await orderPage.shows('canceled')
  const payment = await backOffice.openPayment(openPayment?.transactionId ?? '')
  await payment.shows('canceled')
  await payment.showsMoney({ authorised: 0, captured: 0, refunded: 0 })
})

test('an authorised payment is canceled by hand, and the order with it', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage })
  const { grandTotal } = order.totals
  const payment = await backOffice.openPayment(transactionId)
  await payment.showsMoney({ authorised: grandTotal, captured: 0 })
  await payment.operate('cancel')
  await payment.shows('canceled')
  await payment.showsMoney({ voided: grandTotal, captured: 0, refunded: 0 })
  await payment.toOrder.click()
  await backOffice.order.shows('payment cancelled')
  await orderPage.open(order.orderReference)
  await orderPage.shows('canceled')
})

test('a declined card and the one that pays after it stand in the timeline, live', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  backOffice,
}) => {
  await shop.startCheckout()
  await checkout.payWith('declined')
  await expect(paymentPage.error).toBeVisible()
  const { openPayment, orderReference } = await shop.api.readOnlyOrder()
  const payment = await backOffice.openPayment(openPayment?.transactionId ?? '')
  await payment.shows('authorization_failed')
  await payment.showsMoney({ authorised: 0 })

  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  await payment.shows('authorized')
  const { statuses } = backOfficeWords
  const failed = payment.told(`${statuses.authorization_failed} · was ${statuses.new}`)
  const paid = payment.told(`${statuses.authorized} · was ${statuses.authorization_failed}`)
  await expect(failed).toHaveCount(1)
  await expect(paid).toHaveCount(1)
  await expect(payment.told('PaymentAuthorizationFailed')).toHaveCount(1)
  await expect(payment.told(/The shop took PaymentAuthorized$/)).toHaveCount(1)
  await payment.toOrder.click()
  await expect(backOffice.order.reference).toHaveText(orderReference)
  await backOffice.order.shows('payment authorized')
})
