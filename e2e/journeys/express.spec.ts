import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../index.ts'

test('a guest buys from the product page with the address that the wallet knows', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  const { page } = shop
  await page.goto('/product/fjord')
  const sheet = await express.openReady('pebble')
  await sheet.approve()
  await expect(summaryPage.approved).toBeVisible()
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
  expect(await shop.api.readOnlyOrder()).toMatchObject({
    state: 'authorized',
    totals: { grandTotal: 15390 },
    shippingAddress: { city: 'Berlin', iso2Code: 'DE' },
    customer: { email: 'ada.kern@example.com' },
  })
})

test('an address abroad and faster shipping are priced in the sheet, and that is what the order costs', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await expect(sheet.total).toContainText('153.90')
  await sheet.choose('dublin')
  await expect(sheet.total).toContainText('158.90')
  await sheet.option('2').check({ force: true })
  await expect(sheet.total).toContainText('168.90')
  await sheet.approve()
  await expect(page).toHaveURL('/checkout/summary')
  await expect(summaryPage.total).toHaveAttribute('data-amount', '16890')
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
  expect(await shop.api.readOnlyOrder()).toMatchObject({
    totals: { grandTotal: 16890 },
    shipment: { name: 'Express' },
    shippingAddress: { zipCode: 'D02 X285', iso2Code: 'IE' },
  })
})

test('a wallet that hides the address until the approval tells the shop no street before', async ({
  shop,
  express,
  orderPage,
  summaryPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  const told: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/payments')) told.push(request.postData() ?? '')
  })
  const sheet = await express.openReady('kite')
  await sheet.choose('vienna')
  await expect(sheet.total).toContainText('158.90')
  await sheet.approve()
  await expect(summaryPage.approved).toBeVisible()
  expect(told.join()).toContain('"iso2Code":"AT"')
  expect(told.join()).not.toContain('Mariahilfer')
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
})

test.describe('an address that the shop does not ship to', () => {
  // Browsers log each refusal of a server.
  test.use({ toleratedComplaints: /status of 422/ })

  test('is refused in the sheet, and another one is taken', async ({
    shop,
    express,
    summaryPage,
  }) => {
    await shop.startFromCart({ sku: 'fjord' })
    const sheet = await express.openReady('kite')
    await sheet.choose('newyork')
    await expect(sheet.error).toBeVisible()
    await expect(sheet.approveButton).toBeDisabled()
    await sheet.choose('munich')
    await sheet.approve()
    await expect(summaryPage.approved).toBeVisible()
  })
})

test.describe('an address that is changed after the approval', () => {
  test('changes the total, so the shopper is asked again and nothing is charged silently', async ({
    shop,
    express,
    summaryPage,
  }) => {
    await shop.startFromCart({ sku: 'fjord' })
    const sheet = await express.openReady('pebble')
    await sheet.approveButton.click()
    await sheet.changeAddress.click()
    await sheet.choose('vienna')
    await sheet.returnButton.click()
    await expect(summaryPage.approvalNeeded).toBeVisible()
    await expect(summaryPage.approvalNeeded).toContainText('158.90')
    await summaryPage.approveAgain.click()
    await expect(express.button('pebble')).toBeVisible()
    expect(await shop.api.readOrders()).toEqual([])
  })
})

test('canceling in the sheet leaves everything open, and a card pays as usual', async ({
  shop,
  checkout,
  express,
  returnPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await sheet.choose('vienna')
  await sheet.cancel()
  await expect(express.button('pebble')).toBeEnabled()
  await shop.rememberDelivery(page)
  await page.goto('/checkout/payment')
  await checkout.isShown()
  await checkout.payWith('success')
  await returnPage.shows('paid')
  expect(await shop.api.readOnlyOrder()).toMatchObject({ state: 'authorized' })
})

test('a card that the wallet cannot charge can be replaced in the sheet', async ({
  shop,
  express,
  summaryPage,
}) => {
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await sheet.funding('declined').check({ force: true })
  await sheet.approveButton.click()
  await expect(sheet.error).toBeVisible()
  await sheet.funding('works').check({ force: true })
  await sheet.approve()
  await expect(summaryPage.approved).toBeVisible()
})

test('a cart that changes in another tab while the sheet is open is approved at its new total', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await shop.api.fillCart({ sku: 'lykke' })
  await sheet.approveButton.click()
  await expect(sheet.total).toContainText('232.90')
  await sheet.approve()
  await expect(summaryPage.total).toHaveAttribute('data-amount', '23290')
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
})

test('Back after the approval finds it again, and the order is placed once', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  await (await express.open('kite')).approve()
  await expect(summaryPage.approved).toBeVisible()
  await page.goBack()
  await expect(express.approved).toBeVisible()
  await express.continueButton.click()
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
  expect(await shop.api.readOrders()).toHaveLength(1)
})

test('an approval that is given back can be followed by any other way to pay', async ({
  shop,
  checkout,
  express,
  returnPage,
  summaryPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  await (await express.open('pebble')).approve()
  await expect(summaryPage.approved).toBeVisible()
  await shop.openCart()
  await express.cancelButton.click()
  await expect(express.button('pebble')).toBeVisible()
  await page.goto('/checkout/payment')
  await checkout.isShown()
  await checkout.payWith('success')
  await returnPage.shows('paid')
})

test('a reload while the sheet is open loses nothing: the approval is found by the page', async ({
  shop,
  express,
  summaryPage,
  orderPage,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await page.reload()
  await expect(sheet.window.getByRole('alert')).toBeVisible()
  await sheet.approveButton.click()
  await expect(sheet.state).toBeVisible()
  await sheet.window.close()
  await page.bringToFront()
  await page.reload()
  await expect(express.approved).toBeVisible()
  await express.continueButton.click()
  await summaryPage.placeOrder.click()
  await orderPage.shows('authorized')
})

test('a shopper who closes the shop after approving finds the payment in a new tab, and pays once', async ({
  shop,
  express,
  context,
  models,
}) => {
  const { page } = shop
  await shop.startFromCart({ sku: 'fjord' })
  const sheet = await express.openReady('pebble')
  await page.close()
  await expect(sheet.window.getByRole('alert')).toBeVisible()
  await sheet.approveButton.click()
  await expect(sheet.state).toBeVisible()

  const later = await context.newPage()
  await later.goto('/cart')
  const again = models.express(later)
  await again.button('pebble').click()
  await expect(models.summaryPage(later).approved).toBeVisible()
  await models.summaryPage(later).placeOrder.click()
  await models.orderPage(later).shows('authorized')
  expect(await shop.api.readOrders()).toHaveLength(1)
})

test('a browser that blocks the window is told so, and the next click opens it', async ({
  shop,
  express,
}) => {
  const { page } = shop
  await page.addInitScript(() => {
    const open = window.open.bind(window)
    let isBlocked = true
    window.open = (...given) => {
      if (!isBlocked) return open(...given)
      isBlocked = false
      return null
    }
  })
  await shop.startFromCart({ sku: 'fjord' })
  const started: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/payments')) started.push('payment')
  })
  await express.button('pebble').click()
  await expect(express.message).toBeVisible()
  expect(started).toEqual([])
  await express.openReady('pebble')
})

test.describe('a page whose policy does not allow the wallet’s script', () => {
  test.use({ toleratedComplaints: /Content.Security.Policy|\[tillway\]/i })

  test('offers the other ways to pay, and tells the developer what to allow', async ({
    shop,
    express,
  }) => {
    const { page } = shop
    await shop.api.fillCart({ sku: 'fjord' })
    const told: string[] = []
    page.on('console', (message) => told.push(message.text()))
    await page.route('**/cart', async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" }
      await route.fulfill({ response, headers })
    })
    await shop.openCart()
    await expect(shop.toCheckout).toBeVisible()
    await expect(express.button('pebble')).toHaveCount(0)
    await expect.poll(() => told.join('\n')).toMatch(/\[tillway\].*pebble.*script-src/)
  })
})

test.describe('without a connection', () => {
  test.use({ toleratedComplaints: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ })

  test('the sheet says so, and goes on when it is back', async ({
    shop,
    express,
    context,
    summaryPage,
  }) => {
    await shop.startFromCart({ sku: 'fjord' })
    const sheet = await express.openReady('pebble')
    await context.setOffline(true)
    await sheet.choose('vienna')
    await expect(sheet.error).toBeVisible()
    await context.setOffline(false)
    await sheet.choose('munich')
    await sheet.isReady()
    await sheet.approve()
    await expect(summaryPage.approved).toBeVisible()
  })
})

test.describe('looks', () => {
  test.use({ toleratedComplaints: /status of 422/ })
  test.describe.configure({ timeout: 90_000 })

  test('buttons, sheets and summary are accessible', async ({ shop, express, summaryPage }) => {
    const { page } = shop
    await page.goto('/product/fjord')
    await expect(express.button('pebble')).toBeVisible()
    await expectAccessible(page)
    await shop.startFromCart({ sku: 'fjord' })
    await expect(express.button('kite')).toBeVisible()
    await expectAccessible(page)
    const kite = await express.openReady('kite')
    await expectAccessible(kite.window)
    await kite.choose('newyork')
    await expect(kite.error).toBeVisible()
    await expectAccessible(kite.window)
    await kite.cancel()
    const pebble = await express.openReady('pebble')
    await expectAccessible(pebble.window)
    await pebble.approve()
    await expect(summaryPage.approved).toBeVisible()
    await expectAccessible(page)
    await page.goBack()
    await expect(express.approved).toBeVisible()
    await expectAccessible(page)
  })
})
