import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failures } from '../../contract/failures.ts'
import type { OutboundName } from '../../contract/messages.ts'
import { MerchantView } from '../../contract/shop/merchants.ts'
import { harbourMarket } from './catalogue.ts'
import { openOrder } from './testing/open-order.ts'
import { type OpenedShop, openShop, tenant } from './testing/open-shop.ts'

let opened: OpenedShop
beforeAll(async () => {
  opened = await openShop({
    orderProcess: 'ForeignPaymentStateMachine01',
    assortment: harbourMarket,
  })
})
afterAll(() => opened.close())

const appIdentifier = 'tillway-sandbox-test'
const lamps = 'MER000002'

const tell = (name: OutboundName, payload: Record<string, unknown>, timestamp: string) =>
  opened.shop.consume({
    ...{ messageId: randomUUID(), tenant, name, channel: 'merchant-app-events' },
    ...{ payload, timestamp },
  })

const offer = () =>
  tell(
    'ReadyForMerchantAppOnboarding',
    {
      ...{ appName: 'Sandbox', appIdentifier, type: 'payment' },
      onboarding: { url: 'http://app.test/private/merchants/onboarding', strategy: 'api' },
      merchantOnboardingStates: [
        { name: 'incomplete', attributes: { statusText: 'Incomplete', buttonText: 'Continue' } },
        { name: 'enabled', attributes: { statusText: 'Enabled', displayText: 'You are paid.' } },
      ],
    },
    '2026-01-15T10:00:00.000Z',
  )

const tellStatus = (status: string, timestamp: string) =>
  tell(
    'MerchantAppOnboardingStatusChanged',
    { merchantReference: lamps, appIdentifier, status, type: 'payment' },
    timestamp,
  )

async function lampsNow() {
  const merchants = await opened.shop.listMerchants()
  const merchant = merchants.find(({ merchantReference }) => merchantReference === lamps)
  if (!merchant) throw new Error('Harbour Lamps is not there.')
  return MerchantView.parse(merchant)
}

test('before an app offers it, no merchant can begin', async () => {
  expect((await lampsNow()).onboarding).toBeNull()
  expect(await opened.shop.startOnboarding(lamps, 'de')).toMatchObject({
    failure: { kind: 'marketplace-not-supported' },
  })
})

test('a merchant is sent to the page of the provider in their language, and from there back to the portal', async () => {
  await offer()
  expect((await lampsNow()).onboarding).toMatchObject({ status: null })
  const started = await opened.shop.startOnboarding(lamps, 'de')
  expect(started).toMatchObject({ value: { url: `http://psp.test/onboarding/${lamps}` } })
  const asked = opened.app.requests.findLast(({ path }) => path === '/merchants/onboarding')
  expect(asked?.headers).toMatchObject({ 'x-merchant-reference': lamps, 'accept-language': 'de' })
  expect(asked?.body).toEqual({
    merchant: { merchantReference: lamps, name: 'Harbour Lamps' },
    successUrl: `http://storefront.test/merchant-app/success?merchant=${lamps}`,
    refreshUrl: `http://storefront.test/merchant-app/refresh?merchant=${lamps}`,
    cancelUrl: `http://storefront.test/merchant-app/cancel?merchant=${lamps}`,
    errorUrl: `http://storefront.test/merchant-app/error?merchant=${lamps}`,
  })
  expect((await lampsNow()).onboarding).toMatchObject({
    ...{ status: 'incomplete', statusText: 'Incomplete', buttonText: 'Continue' },
  })
})

test('the words of the portal are those that the app sent for the newest status', async () => {
  await tellStatus('enabled', '2026-01-15T10:00:05.000Z')
  await tellStatus('incomplete', '2026-01-15T10:00:04.000Z')
  expect((await lampsNow()).onboarding).toMatchObject({
    ...{ status: 'enabled', statusText: 'Enabled', displayText: 'You are paid.' },
  })
  await opened.shop.startOnboarding(lamps, 'de')
  expect((await lampsNow()).onboarding).toMatchObject({ status: 'enabled' })
})

test('a status that the app sent no words for is told by its name', async () => {
  await tellStatus('restricted', '2026-01-15T10:00:06.000Z')
  expect((await lampsNow()).onboarding).toMatchObject({ statusText: 'restricted' })
})

test.each([
  [{ status: 412, body: [{ code: failures['merchant-refused'].code }] }, 'merchant-refused'],
  [
    { status: 400, body: [{ code: failures['marketplace-not-supported'].code }] },
    'marketplace-not-supported',
  ],
  [{ status: 503 }, 'psp-unavailable'],
  ['lost', 'psp-unavailable'],
] as const)('when the app answers %j, the portal hears %s', async (reply, kind) => {
  opened.app.follow(() => reply)
  expect(await opened.shop.startOnboarding(lamps, 'de')).toMatchObject({ failure: { kind } })
  opened.app.follow(() => undefined)
})

test('a merchant whom the shop does not know cannot begin', async () => {
  expect(await opened.shop.startOnboarding('MER999999', 'de')).toMatchObject({
    failure: { kind: 'resource-not-found' },
  })
})

test('a merchant sees what was paid, and what was taken back', async () => {
  const order = await openOrder(opened, { sku: 'pharos', quantity: 2 })
  await order.hear('PaymentAuthorized')
  await order.press('capture payment')
  await order.hear('PaymentCaptured')
  for (const event of ['payment overpay checked', 'deliver', 'merchant payout']) {
    await order.press(event)
  }
  expect(await lampsNow()).toMatchObject({ paidOut: 2 * 10710, currency: 'EUR' })
  const [first = ''] = order.ids
  await order.press('refund', [first])
  await order.hear('PaymentRefunded', { orderItemIds: [first] })
  await order.press('confirm payment refund', [first])
  const { paidOut, payouts } = await lampsNow()
  expect(paidOut).toBe(10710)
  expect(payouts).toMatchObject([
    { orderReference: order.orderReference, amount: 10710, isReversed: false },
    { orderReference: order.orderReference, amount: 10710, isReversed: true },
  ])
})

test('an app that was disconnected takes its offer along', async () => {
  const config = { appIdentifier, config: {}, messageChannels: [] }
  await tell(
    'AppConfigUpdated',
    { ...config, status: 'DISCONNECTED', isActive: false },
    '2026-01-15T11:00:00.000Z',
  )
  expect((await lampsNow()).onboarding).toBeNull()
})

test('what one app says of a merchant is not what another offers: live begins anew', async () => {
  await tellStatus('enabled', '2026-01-15T12:00:00.000Z')
  const live = 'tillway-sandbox-live'
  const app = { appName: 'Sandbox', appIdentifier: live, type: 'payment' }
  const onboarding = { url: 'http://app.test/private/merchants/onboarding', strategy: 'api' }
  const ready = { ...app, onboarding, merchantOnboardingStates: [] }
  await tell('ReadyForMerchantAppOnboarding', ready, '2026-01-15T13:00:00.000Z')
  expect((await lampsNow()).onboarding).toMatchObject({ status: null })
  expect(await opened.shop.startOnboarding(lamps, 'en')).toMatchObject({ ok: true })
  expect((await lampsNow()).onboarding).toMatchObject({ status: 'incomplete' })
  await tellStatus('restricted', '2026-01-15T14:00:00.000Z')
  expect((await lampsNow()).onboarding).toMatchObject({ status: 'incomplete' })
})
