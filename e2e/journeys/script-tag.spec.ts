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
