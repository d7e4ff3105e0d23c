import { english as officeEnglish } from '../../widget/back-office/words-en.ts'
import { en } from '../../widget/src/locales/en.ts'
import { english } from '../../widget/storefront/words-en.ts'
import {
  becomeGuest,
  createBackOffice,
  createShop,
  createShopApi,
  expect,
  findMarketOperatorToken,
  test,
} from '../index.ts'

// What is another shop's is not found.
test.use({ toleratedComplaints: /status of 404/ })
test.describe.configure({ timeout: 60_000 })

const market = 'market'

test('two shops are paid in at the same time, and nobody sees anything of the other one', async ({
  shop,
  checkout,
  paymentPage,
  returnPage,
  orderPage,
  models,
  context,
  request,
  guestId,
  baseURL,
  backOffice,
}) => {
  const origin = new URL(baseURL ?? '').origin
  // Even the guest is the same, as far as a browser can tell.
  const page = await context.newPage()
  await becomeGuest(page, { origin, guestId, shopName: market })
  const api = createShopApi(request, { guestId }, market)
  const other = createShop({ page, models, api, origin, shopName: market })

  const there = {
    checkout: models.checkout(page),
    paymentPage: models.paymentPage(page),
    returnPage: models.returnPage(page),
  }
  await shop.startCheckout({ quantity: 2 })
  await other.startCheckout()
  const amounts = [checkout, there.checkout].map(({ total }) => total.getAttribute('data-amount'))
  const [amount, amountThere] = (await Promise.all(amounts)).map(Number)

  await Promise.all([checkout.goToPaymentPage(), there.checkout.goToPaymentPage()])
  await Promise.all([paymentPage.payWith('success'), there.paymentPage.payWith('success')])
  await Promise.all([returnPage.shows('paid'), there.returnPage.shows('paid')])
  const ours = await shop.api.readOnlyOrder()
  const theirs = await other.api.readOnlyOrder()
  expect([ours.totals.grandTotal, theirs.totals.grandTotal]).toEqual([amount, amountThere])
  const returnedThere = new URL(page.url())

  await orderPage.open(theirs.orderReference)
  await expect(shop.page.getByRole('heading', { level: 1 })).toHaveText(
    english.order.notFound.title,
  )
  await page.goto(`/order/${ours.orderReference}?shop=${market}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.order.notFound.title)
  returnedThere.searchParams.set('shop', '')
  await shop.page.goto(returnedThere.href)
  await returnPage.shows('unknown')
  await expect(returnPage.outcome).toContainText(en['failure.payment-not-found'])

  const office = createBackOffice(await context.newPage(), { token: findMarketOperatorToken() })
  const pairs = [
    { desk: backOffice, own: ours, foreign: theirs },
    { desk: office, own: theirs, foreign: ours },
  ]
  for (const { desk, own, foreign } of pairs) {
    await desk.signIn()
    await expect(desk.paymentRow(own.payment.transactionId ?? '')).toBeVisible()
    await expect(desk.paymentRow(foreign.payment.transactionId ?? '')).toHaveCount(0)
    await desk.open(`/payments/${foreign.payment.transactionId}`)
    await expect(desk.page.getByTestId('missing')).toContainText(
      officeEnglish.payment.missing.title,
    )
  }
})
