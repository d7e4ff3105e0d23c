import type { Locator, Page } from '@playwright/test'
import { buy, expect, test } from '../index.ts'

const stopsMax = 60

/** Walks with Tab until the control has the focus, and is sure that one can see it. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let stop = 0; stop < stopsMax; stop += 1) {
    await page.keyboard.press('Tab')
    if (await control.evaluate((element) => element.matches(':focus'))) return
  }
  throw new Error(`${control} was not reached in ${stopsMax} stops.`)
}

test('everything from the product to the paid order works with the keyboard alone', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  orderPage,
}) => {
  const { page } = shop
  const { keyboard } = page
  const [product] = await shop.api.readAvailable()
  const press = async (control: Locator): Promise<void> => {
    await tabTo(page, control)
    await keyboard.press('Enter')
  }
  await shop.open()
  await press(shop.product(product?.sku ?? ''))
  await press(shop.addToCart)
  await expect(shop.cartCount).toHaveAttribute('data-count', '1')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await press(shop.toCheckout)

  const fields = ['email', 'first-name', 'last-name', 'address1', 'zip', 'city'] as const
  const typed = ['ada@example.org', 'Ada', 'Kern', 'Torstr. 1', '10119', 'Berlin']
  for (const [index, field] of fields.entries()) {
    await tabTo(page, checkout.field(field))
    await keyboard.type(typed[index] ?? '')
  }
  await tabTo(page, checkout.shipping('1'))
  await keyboard.press('ArrowDown')
  await expect(checkout.shipping('2')).toBeChecked()
  await press(checkout.toPayment)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await press(checkout.payButton)

  await paymentPage.isShown()
  for (const [field, text] of [
    [paymentPage.cardNumber, '4242424242424242'],
    [paymentPage.expiry, '1230'],
    [paymentPage.code, '123'],
  ] as const) {
    await tabTo(page, field)
    await keyboard.type(text)
  }
  await keyboard.press('Enter')
  await returnPage.shows('paid')
  await press(returnPage.orderLink)
  await orderPage.shows('authorized')
})

test('an operator finds a payment, opens it and captures it with the keyboard alone', async ({
  shop,
  checkout,
  returnPage,
  backOffice,
}) => {
  const { transactionId } = await buy({ shop, checkout, returnPage })
  await backOffice.signIn()
  const { page, payment } = backOffice
  const { keyboard } = page
  await keyboard.press('?')
  await expect(backOffice.shortcuts).toBeVisible()
  await keyboard.press('Escape')
  await expect(backOffice.shortcuts).toBeHidden()

  const row = (index: number) => page.locator('main [data-row]').nth(index)
  await keyboard.press('j')
  await expect(row(0)).toBeFocused()
  await keyboard.press('/')
  await expect(backOffice.search).toBeFocused()
  await keyboard.type(transactionId)
  await keyboard.press('Enter')
  await expect(backOffice.paymentRow('tx_')).toHaveCount(1)
  await keyboard.press('Escape')
  await keyboard.press('j')
  await keyboard.press('Enter')
  await payment.shows('authorized')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await tabTo(page, payment.action('capture'))
  await keyboard.press('Enter')
  await tabTo(page, payment.dialog('capture').getByTestId('amount'))
  await keyboard.press('Enter')
  await payment.shows('captured')
  await expect(payment.dialog('capture')).toBeHidden()
  await page.locator('body').press('j')
  await page.locator('body').press('j')
  await expect(row(1)).toBeFocused()
  await keyboard.press('k')
  await expect(row(0)).toBeFocused()
  await keyboard.press('Escape')
  await expect(page).toHaveURL(`/back-office/payments?q=${transactionId}`)
})
