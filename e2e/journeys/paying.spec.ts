import { de } from '../../widget/src/locales/de.ts'
import { en } from '../../widget/src/locales/en.ts'
import { german } from '../../widget/storefront/words-de.ts'
import { expect, test } from '../index.ts'

test('a guest finds a product, pays it and sees the paid order', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  orderPage,
}) => {
  const [product] = await shop.api.readAvailable()
  await shop.open()
  await shop.product(product?.sku ?? '').click()
  await shop.addToCart.click()
  await expect(shop.cartCount).toHaveAttribute('data-count', '1')
  await shop.cartLink.click()
  await shop.toCheckout.click()

  await checkout.fillDelivery()
  await checkout.shipping('2').click()
  await expect(checkout.shipping('2')).toBeChecked()
  await checkout.toPayment.click()
  await expect(checkout.payButton).toContainText(en['pay.continue'])
  const amount = Number(await checkout.total.getAttribute('data-amount'))
  await checkout.goToPaymentPage()
  await paymentPage.payWith('success')

  await returnPage.shows('paid')
  await expect(returnPage.outcome).toContainText(en['return.paid'])
  await returnPage.orderLink.click()
  await orderPage.shows('authorized')
  await expect(orderPage.total).toHaveAttribute('data-amount', String(amount))
  const order = await shop.api.readOnlyOrder()
  expect(order).toMatchObject({ state: 'authorized', totals: { grandTotal: amount } })
  await expect(shop.page).toHaveURL(`/order/${order.orderReference}`)
})

test('after two refused cards a third one pays the same order', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.payWith('declined')
  await expect(paymentPage.error).toContainText(/declined this card. Nothing was charged/)
  const { openPayment } = await shop.api.readOnlyOrder()
  await paymentPage.payWith('insufficient-funds')
  await expect(paymentPage.error).toContainText(/not enough money on this card/)
  await expect(paymentPage.page).toHaveURL(openPayment?.redirectUrl ?? '')

  await paymentPage.ending('succeeds').click()
  await paymentPage.payButton.click()
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('a shopper who comes back after a refusal reads why and can try again', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.payWith('insufficient-funds')
  await paymentPage.backToShop.click()
  await returnPage.shows('failed')
  await expect(returnPage.outcome).toContainText(en['reason.insufficient-funds'])

  await returnPage.retryButton.click()
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
})

test('3-D Secure is passed at the bank and the order is paid', async ({
  shop,
  checkout,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.payWith('3ds-challenge')
  await returnPage.shows('paid')
  await expect.poll(async () => (await shop.api.readOnlyOrder()).state).toBe('authorized')
})

test('3-D Secure is rejected, then fails, and another card still pays', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.payWith('3ds-challenge-rejected')
  await expect(paymentPage.error).toContainText(/could not confirm that it was you/)
  await paymentPage.payWith('3ds-challenge-fails')
  await expect(paymentPage.error).toContainText(/could not confirm that it was you/)
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('the payment page says what is wrong with a card before the bank is asked', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
}) => {
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  await paymentPage.fillCard('4242 4242 4242 4241')
  await paymentPage.payButton.click()
  await expect(paymentPage.error).toContainText(/Nothing was charged/)
  await expect(paymentPage.cardNumber).toBeFocused()
  await expect(paymentPage.cardNumber).toHaveAttribute('aria-invalid', 'true')
  await paymentPage.payWith('success')
  await returnPage.shows('paid')
})

test.describe('in German', () => {
  test.use({ locale: 'de-DE' })

  test('a German browser pays in German words and amounts', async ({
    shop,
    checkout,
    paymentPage,
    returnPage,
  }) => {
    const { page } = shop
    await shop.startCheckout()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(german.checkout.payment)
    const minor = Number(await checkout.total.getAttribute('data-amount'))
    const euros = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
    const amount = euros.format(minor / 100)
    await expect(checkout.payButton).toHaveText(`${de['pay.continue']} · ${amount}`)
    await expect(checkout.total).toHaveText(amount)

    await checkout.goToPaymentPage()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(paymentPage.payButton).toContainText(amount)
    await paymentPage.payWith('success')
    await returnPage.shows('paid')
    await expect(returnPage.outcome).toContainText(de['return.paid'])
    await expect(returnPage.outcome).toContainText(amount)
  })
})
