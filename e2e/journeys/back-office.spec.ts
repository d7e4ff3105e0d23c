import { german } from '../../widget/back-office/words-de.ts'
import { english } from '../../widget/back-office/words-en.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { type BackOffice, buy, createBackOffice, expect, test } from '../index.ts'

test.describe.configure({ timeout: 60_000 })
// What axe finds names the element.
test.use({ trace: 'off' })

test.describe('without a good token', () => {
  test.use({ toleratedComplaints: /status of 401/ })

  test('nobody gets in; the right one opens the page that was asked for, and is gone afterwards', async ({
    backOffice,
    operatorToken,
  }) => {
    const { page } = backOffice
    await backOffice.visit('/messages')
    await expect(backOffice.tokenField).toBeVisible()
    await expectAccessible(page)
    await backOffice.submitToken('a-token-of-somebody-else')
    await expect(backOffice.tokenProblem).toHaveText(english.signIn.refused)
    await expectAccessible(page)
    await backOffice.submitToken()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.messages.title)

    await backOffice.open('/orders')
    await expect(page).toHaveURL('/back-office/orders')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.orders.title)
    if (await backOffice.menu.isVisible()) await backOffice.menu.click()
    await backOffice.signOut.click()
    await expect(backOffice.tokenField).toBeVisible()
    await page.reload()
    await expect(backOffice.tokenField).toBeVisible()
    expect(await page.content()).not.toContain(operatorToken)
  })
})

test('what one operator does is seen by the others without a reload', async ({
  shop,
  checkout,
  returnPage,
  backOffice,
  context,
  operatorToken,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage })
  const open = async (path: string): Promise<BackOffice> => {
    const tab = createBackOffice(await context.newPage(), { token: operatorToken })
    await tab.open(path)
    return tab
  }
  const list = await open(`/payments?q=${transactionId}`)
  const desk = await open(`/orders/${order.orderReference}`)
  const same = await open(`/payments/${transactionId}`)
  const row = list.paymentRow(transactionId).getByTestId('status')
  await expect(row).toHaveAttribute('data-status', 'authorized')
  let loads = 0
  for (const { page } of [list, desk, same]) page.on('load', () => (loads += 1))

  const payment = await backOffice.openPayment(transactionId)
  await payment.operate('capture')
  await backOffice.announces('ok', /captured/)
  await expect(row).toHaveAttribute('data-status', 'captured')
  await same.payment.shows('captured')
  await same.payment.showsMoney({ captured: order.totals.grandTotal })
  await desk.order.shows('payment captured')
  expect(loads).toBe(0)
})

test('pages that were left hold no connection: the ninth opens like the first, and Back is live', async ({
  shop,
  checkout,
  returnPage,
  backOffice,
  context,
  operatorToken,
}) => {
  const { order, transactionId } = await buy({ shop, checkout, returnPage })
  for (let visit = 0; visit < 4; visit += 1) {
    await backOffice.openOrder(order.orderReference)
    await backOffice.openPayment(transactionId)
  }
  await backOffice.page.goBack({ waitUntil: 'commit' })
  await backOffice.order.shows('payment authorized')
  const colleague = createBackOffice(await context.newPage(), { token: operatorToken })
  const desk = await colleague.openOrder(order.orderReference)
  await desk.fireAfterAsking('capture payment')
  await backOffice.order.shows('payment captured')
})

const languages = [
  { language: 'English', locale: 'en-GB', words: english },
  { language: 'German', locale: 'de-DE', words: german },
] as const

for (const { language, locale, words } of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale, toleratedComplaints: /status of 404/ })

    test('every page of the back office is accessible', async ({
      shop,
      checkout,
      returnPage,
      backOffice,
    }) => {
      const { order, transactionId } = await buy({ shop, checkout, returnPage }, { quantity: 2 })
      const { page } = backOffice
      const title = page.getByRole('heading', { level: 1 })

      const payment = await backOffice.openPayment(transactionId)
      await payment.operate('capture', { items: [0] })
      await payment.entries.first().locator('summary').click()
      await expect(page.getByTestId('normalised')).toBeVisible()
      await expectAccessible(page)
      await payment.action('refund').click()
      await payment.dialog('refund').getByTestId('amount').fill('0')
      await payment.dialog('refund').getByTestId('submit-operation').click()
      await expect(payment.amountProblem).toHaveText(words.operation.amountProblems.zero(''))
      await expectAccessible(page)

      const desk = await backOffice.openOrder(order.orderReference)
      await desk.select()
      await expect(desk.diagram).toBeVisible()
      await expectAccessible(page)
      const pages = [
        { path: '/payments', heading: words.payments.title },
        { path: '/payments?q=tx_nothing', heading: words.payments.title },
        { path: '/payments/tx_nothing', heading: words.payment.title('tx_nothing') },
        { path: '/orders', heading: words.orders.title },
        { path: '/messages?box=shop&state=delivered', heading: words.messages.title },
        { path: '/attention', heading: words.attention.title },
        { path: '/nowhere', heading: words.notFound.title },
      ]
      for (const { path, heading } of pages) {
        await backOffice.open(path)
        await expect(title).toHaveText(heading)
        await expectAccessible(page)
      }
    })
  })
}
