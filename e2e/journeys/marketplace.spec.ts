import { english as backOfficeWords } from '../../widget/back-office/words-en.ts'
import { englishApps } from '../../widget/back-office/words-en-apps.ts'
import { english as storefront } from '../../widget/storefront/words-en.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/own-server.ts'
import { buy, createMerchantPortal, createOnboardingPage } from '../index.ts'

/** What becomes of a merchant stays: the two journeys have a server of their own, one after the other. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.use({ shopName: 'market' })

const oakWorkshop = 'MER000001'
const harbourLamps = 'MER000002'
const { kinds } = englishApps.transfers

/** What a price leaves its merchant, in minor units: the market keeps 10 %. */
const shareOf = (priceMinor: number): number => priceMinor - priceMinor / 10
const inEuros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })
const toEuros = (minor: number): string => inEuros.format(minor / 100)

test('merchants begin, are asked for more, come back by a link that has lapsed, and are approved', async ({
  shop: { page },
  backOffice,
}) => {
  const portal = createMerchantPortal(page)
  const onboarding = createOnboardingPage(page)
  await portal.open(oakWorkshop)
  await portal.shows(storefront.merchant.notBegun)
  await expectAccessible(page)
  await portal.startOnboarding()
  await onboarding.isShown()
  await expectAccessible(page)
  await onboarding.submit('document')
  await portal.toPortal.click()
  await portal.shows('Restricted')
  const { missing, missingThings } = storefront.merchant
  await expect(page.getByText(missing(missingThings.document))).toBeVisible()
  await backOffice.open('/merchants')
  await backOffice.merchants.shows('Oak Workshop', 'restricted')

  await portal.startOnboarding()
  await onboarding.isShown()
  // A link opens once: the second time it leads to the shop, which fetches another one.
  const used = page.url()
  await page.reload()
  await onboarding.isShown()
  expect(page.url()).not.toBe(used)
  await onboarding.submit('approve')
  await portal.toPortal.click()
  await portal.shows('Enabled')

  await portal.open(harbourLamps)
  await portal.startOnboarding()
  await onboarding.submit('approve')
  await portal.toPortal.click()
  await expect(portal.merchant).toHaveValue(harbourLamps)
  await portal.shows('Enabled')
  await portal.showsPaidOut(0)
  await backOffice.merchants.shows('Oak Workshop', 'enabled')
  await backOffice.merchants.shows('Harbour Lamps', 'enabled')
})

test('an order of two merchants is paid out to both, and a refund takes back what one had of it', async ({
  shop,
  checkout,
  returnPage,
  orderPage,
  backOffice,
}) => {
  const pharos = await shop.api.fillCart({ sku: 'pharos' })
  const boje = await shop.api.fillCart({ sku: 'boje' })
  const { order, transactionId } = await buy({ shop, checkout, returnPage }, { sku: 'kai' })
  const { grandTotal } = order.totals
  const shares = {
    pharos: shareOf(pharos.product.price),
    boje: shareOf(boje.product.price),
    kai: shareOf(order.items.find(({ sku }) => sku === 'kai')?.unitPrice ?? 0),
  }
  const lampsShare = shares.pharos + shares.boje
  const desk = await backOffice.openOrder(order.orderReference)
  await desk.fireAfterAsking('capture payment')
  await desk.shows('payment captured', 'payment captured', 'payment captured')
  await desk.fire('payment overpay checked')
  await desk.shows('sent to merchant', 'sent to merchant', 'sent to merchant')
  await desk.fire('deliver')
  await desk.fireAfterAsking('merchant payout')
  await desk.shows('closed', 'closed', 'closed')

  await backOffice.goTo('merchants')
  const { merchants } = backOffice
  await expect(merchants.merchant('Harbour Lamps')).toContainText(toEuros(lampsShare))
  await expect(merchants.merchant('Oak Workshop')).toContainText(toEuros(shares.kai))
  const payment = await backOffice.openPayment(transactionId)
  await payment.showsMoney({ captured: grandTotal, refunded: 0 })
  await expect(merchants.ofPayment).toContainText(toEuros(lampsShare))
  await expect(merchants.ofPayment).toContainText(toEuros(shares.kai))
  const portal = createMerchantPortal(shop.page)
  await portal.open(oakWorkshop)
  await portal.showsPaidOut(shares.kai)

  await backOffice.openOrder(order.orderReference)
  const row = order.items.findIndex(({ sku }) => sku === 'boje')
  await desk.fireAfterAsking('refund', [row])
  await expect(desk.items.nth(row).getByTestId('item-state')).toHaveText('payment refund succeeded')
  await desk.fireAfterAsking('confirm payment refund', [row])
  await expect(desk.items.nth(row).getByTestId('item-state')).toHaveText('canceled')
  await backOffice.openPayment(transactionId)
  await payment.shows('partially refunded')
  await payment.showsMoney({ captured: grandTotal, refunded: boje.product.price })
  await expect(merchants.ofPayment).toContainText(toEuros(-shares.boje))
  await expect(payment.told(/PaymentRefunded/)).toHaveCount(1)

  await backOffice.goTo('transfers')
  await expect(merchants.transfers).toHaveCount(3)
  const takenBack = merchants.transfer(kinds.reversal)
  await expect(takenBack).toContainText('Harbour Lamps')
  await expect(takenBack).toContainText(toEuros(-shares.boje))
  await backOffice.goTo('merchants')
  await expect(merchants.merchant('Harbour Lamps')).toContainText(toEuros(shares.pharos))
  await expectAccessible(backOffice.page)
  await portal.open(harbourLamps)
  await portal.showsPaidOut(shares.pharos)
  await expect(portal.payouts.filter({ hasText: storefront.merchant.takenBack })).toHaveCount(1)
  await expectAccessible(shop.page)
  await orderPage.open(order.orderReference)
  await orderPage.shows('partially refunded')
  await expect(orderPage.page.getByText(storefront.soldBy('Oak Workshop'))).toBeVisible()
  await expectAccessible(orderPage.page)
  await backOffice.openAttention()
  await expect(backOffice.page.getByText(backOfficeWords.attention.clear.title)).toBeVisible()
})
