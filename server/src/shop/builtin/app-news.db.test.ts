import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutboundName } from '../../contract/messages.ts'
import {
  aCart,
  aCheckout,
  expectValue,
  type OpenedShop,
  openShop,
  someGuest,
  tenant,
} from './testing/open-shop.ts'

let opened: OpenedShop
beforeAll(async () => {
  opened = await openShop()
})
afterAll(() => opened.close())

const card = { name: 'card', providerName: 'sandbox' }
const added = { ...card, paymentMethodAppConfiguration: { baseUrl: 'http://app', endpoints: [] } }

const tell = (name: OutboundName, payload: Record<string, unknown>, timestamp: string) =>
  opened.shop.consume({
    ...{ messageId: randomUUID(), tenant, name, channel: 'payment-method-commands' },
    ...{ payload, timestamp },
  })

async function offered(): Promise<string[]> {
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  const answer = await opened.shop.readCheckoutData(guest, { idCart }, 'en')
  return expectValue(answer).methods.map(({ paymentMethodName }) => paymentMethodName)
}

test('a shop that has heard nothing yet offers what the app lists', async () => {
  expect(await offered()).toEqual(['card'])
})

test('a method that was taken away is neither offered nor taken, until it is added again', async () => {
  await tell('AddPaymentMethod', added, '2026-01-15T10:00:00.000Z')
  expect(await offered()).toEqual(['card'])
  await tell('DeletePaymentMethod', card, '2026-01-15T10:00:01.000Z')
  expect(await offered()).toEqual([])
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  expect(await opened.shop.placeOrder(guest, aCheckout(idCart), 'en')).toMatchObject({
    failure: { kind: 'checkout-method-invalid' },
  })
  await tell('AddPaymentMethod', added, '2026-01-15T10:00:02.000Z')
  expect(await offered()).toEqual(['card'])
})

test('news that is not newer than what is known changes nothing, in whatever order it comes', async () => {
  await tell('UpdatePaymentMethod', added, '2026-01-15T11:00:00.000002Z')
  await tell('DeletePaymentMethod', card, '2026-01-15T11:00:00.000001Z')
  await tell('DeletePaymentMethod', card, '2026-01-15T11:00:00.000002Z')
  expect(await offered()).toEqual(['card'])
})

test('the news of another tenant is not this shop’s', async () => {
  await opened.shop.consume({
    ...{ messageId: randomUUID(), tenant: 'other', name: 'DeletePaymentMethod' },
    ...{ channel: 'payment-method-commands', payload: card },
    timestamp: '2026-01-15T12:00:00.000Z',
  })
  expect(await offered()).toEqual(['card'])
})
