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
