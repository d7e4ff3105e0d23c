import { expect, test } from '../index.ts'

test('a page with the script tag and no framework takes a payment', async ({
  shop,
  checkout,
  returnPage,
}) => {
  const { page } = shop
  await page.goto('/embed.html')
  await expect(page.locator('tillway-checkout')).toHaveAttribute('total-amount', /\d+/)
  await expect(checkout.method).toBeChecked()
  await checkout.payWith('success')
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('the script tag takes a card in the page', async ({
  shop,
  checkout,
  cardFields,
  orderPage,
}) => {
  const { page } = shop
  await page.goto('/embed.html')
  await expect(checkout.method).toBeChecked()
  await cardFields.choose()
  await cardFields.fill('3ds-challenge')
  await checkout.payButton.click()
  await cardFields.answerBank('approve')
  await orderPage.shows('authorized')
  expect(await shop.api.readOrders()).toHaveLength(1)
})

test('the script tag takes a wallet, with its address and its shipping', async ({
  shop,
  express,
  orderPage,
}) => {
  const { page } = shop
  await page.goto('/embed.html')
  const sheet = await express.openReady('kite')
  await sheet.choose('munich')
  await sheet.option('2').check({ force: true })
  await expect(sheet.total).toContainText('158.90')
  await sheet.approve()
  await orderPage.shows('authorized')
  expect(await shop.api.readOnlyOrder()).toMatchObject({
    totals: { grandTotal: 15890 },
    shippingAddress: { city: 'München' },
  })
})
