import { createShopApi, expect, test } from '../../index.ts'

const ada = { username: 'ada@example.org', password: 'change123' }

test('a customer signs in during the checkout, and the cart comes along', async ({
  shop,
  checkout,
  returnPage,
  request,
}) => {
  const { page } = shop
  await shop.api.fillCart()
  await page.goto('/checkout')
  await page.getByTestId('sign-in').click()
  await shop.submitSignIn(ada)
  await expect(page).toHaveURL('/checkout')
  await expect(checkout.field('email')).toHaveValue(ada.username)
  await checkout.fillDelivery()
  await checkout.toPayment.click()
  await checkout.payWith('success')
  await returnPage.shows('paid')

  const attributes = { data: { type: 'access-tokens', attributes: ada } }
  const answer = await request.post('/access-tokens', { data: attributes })
  const { data } = await answer.json()
  const api = createShopApi(request, { accessToken: data.attributes.accessToken })
  const [newest] = await api.readOrders()
  expect(newest).toMatchObject({ state: 'authorized', customer: { email: ada.username } })
  await expect(returnPage.orderLink).toContainText(newest?.orderReference ?? '')
  expect(await shop.api.readOrders()).toEqual([])
})

test('a customer buys with a wallet from the cart, and finds the order in the account', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  const { page } = shop
  await shop.api.fillCart({ sku: 'lykke' })
  await page.goto('/sign-in?next=%2Fcart')
  await shop.submitSignIn(ada)
  const sheet = await express.openReady('kite')
  await sheet.approve()
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
  const path = new URL(page.url()).pathname
  await page.goto('/orders')
  await expect(page.locator(`a[href="${path}"]`)).toBeVisible()
  expect(await shop.api.readOrders()).toEqual([])
})
