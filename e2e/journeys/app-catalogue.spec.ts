import { germanApps } from '../../widget/back-office/words-de-apps.ts'
import { englishApps } from '../../widget/back-office/words-en-apps.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/own-server.ts'
import { createBackOffice } from '../index.ts'

// Connections belong to everybody who uses a server: these journeys have one of their own, one after the other.
test.describe.configure({ mode: 'default', timeout: 120_000 })
test.use({ toleratedComplaints: /status of (404|409|422)/ })

const offeredMethods = /^tillway-method-sandbox-/

test('a wrong key is refused beside its field, the stored one is right, and nothing is left unasked', async ({
  backOffice,
}) => {
  const { page, apps } = backOffice
  await backOffice.open('/apps')
  await apps.shows('sandbox', 'test', 'CONNECTED')
  await apps.shows('sandbox', 'live', 'none')
  await apps.edit('sandbox', 'test')
  await expect(apps.field('secretKey')).toHaveValue('')
  await apps.checkCredentials()
  await expect(apps.checkOutcome).toHaveAttribute('data-tone', 'ok')

  await apps.field('secretKey').fill('sk_test_of_somebody_else')
  await apps.checkCredentials()
  await expect(apps.checkOutcome).toHaveText(englishApps.appForm.checked.refused)
  await expect(apps.problem('secretKey')).not.toBeEmpty()
  await expect(apps.field('secretKey')).toBeFocused()
  await expectAccessible(page)
  await backOffice.goTo('payments')
  await apps.stay.click()
  await expect(apps.field('secretKey')).toHaveValue('sk_test_of_somebody_else')
  // Playwright's own way back would wait for the page that is held here.
  await page.evaluate(() => history.back())
  await expect(apps.leaveDialog).toBeVisible()
  await apps.leave.click()
  await expect(page).toHaveURL('/back-office/apps')
})

test('the order of methods is the order of the checkout, and one that is switched off is not there', async ({
  shop,
  backOffice,
}) => {
  const { methods } = backOffice
  await shop.startCheckout()
  const inCheckout = () =>
    shop.page
      .getByTestId(offeredMethods)
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')))
  const before = await inCheckout()

  await backOffice.open('/payment-methods')
  const [first = '', second = ''] = await methods.order()
  await methods.drag(second).press('ArrowUp')
  await expect(methods.drag(second)).toBeFocused()
  await methods.save()
  await backOffice.page.reload()
  await expect.poll(async () => (await methods.order()).slice(0, 2)).toEqual([second, first])
  await shop.page.reload()
  await expect.poll(inCheckout).not.toEqual(before)

  await methods.enable(first, false)
  await methods.save()
  await methods.ask({ amount: '10', currency: 'EUR', placement: 'checkout' })
  await methods.showsOffered(first, false)
  await methods.showsOffered(second, true)
  await shop.page.reload()
  await expect(shop.page.getByTestId(`tillway-method-sandbox-${second}`)).toBeVisible()
  await expect(shop.page.getByTestId(`tillway-method-sandbox-${first}`)).toBeHidden()
  await methods.enable(first, true)
  await methods.save()
})

test('two operators do not overwrite each other', async ({
  backOffice,
  context,
  operatorToken,
}) => {
  const colleague = createBackOffice(await context.newPage(), { token: operatorToken })
  await backOffice.open('/payment-methods')
  await colleague.open('/payment-methods')
  const [first = '', second = '', third = ''] = await backOffice.methods.order()
  await backOffice.methods.moveUp(third)
  await colleague.methods.moveUp(second)
  await colleague.methods.save()
  await expect(backOffice.methods.outdated).toBeVisible()
  await backOffice.methods.outdated.getByRole('button').click()
  await expect
    .poll(async () => (await backOffice.methods.order()).slice(0, 3))
    .toEqual([second, first, third])
})

test('disconnecting asks about open payments, and connecting again needs no secret', async ({
  shop,
  checkout,
  paymentPage,
  backOffice,
}) => {
  const { apps } = backOffice
  await shop.startCheckout()
  await checkout.goToPaymentPage()
  await paymentPage.isShown()

  await backOffice.open('/apps')
  await apps.openDisconnectDialog('sandbox', 'test')
  await apps.confirm.click()
  await expect(apps.question('payments-open')).toBeVisible()
  await expectAccessible(backOffice.page)
  await apps.confirm.click()
  await apps.shows('sandbox', 'test', 'DISCONNECTED')
  await apps.edit('sandbox', 'test')
  await apps.save()
  await apps.shows('sandbox', 'test', 'CONNECTED')
})

const languages = [
  { locale: 'en-GB', words: englishApps },
  { locale: 'de-DE', words: germanApps },
] as const

for (const { locale, words } of languages) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('every page of the catalogue is accessible', async ({ backOffice }) => {
      const { page } = backOffice
      const pages = [
        { path: '/apps', heading: words.apps.title },
        { path: '/apps/sandbox/live', heading: /Live/ },
        { path: '/apps/nobody/test', heading: /nobody/ },
        { path: '/payment-methods', heading: words.methods.title },
        { path: '/merchants', heading: words.merchants.title },
        { path: '/transfers', heading: words.transfers.title },
      ]
      for (const { path, heading } of pages) {
        await backOffice.open(path)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
        await expectAccessible(page)
      }
    })
  })
}
