import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OutboundMessage } from '../../contract/messages.ts'
import { lumenOak } from './catalogue.ts'
import { createMessageFetcher } from './fetch-messages.ts'
import { createMessageSource } from './message-source.ts'
import { orderProcesses } from './order-processes.ts'
import { openChannels } from './testing/open-channels.ts'
import { aMessage, anOrder, expectValue, openShop, someGuest, tenant } from './testing/open-shop.ts'

let world: Awaited<ReturnType<typeof openShop>>
let channels: Awaited<ReturnType<typeof openChannels>>
let fetchMessages: () => Promise<number>
beforeAll(async () => {
  world = await openShop()
})
afterAll(() => world.close())
beforeEach(async () => {
  channels = await openChannels()
  fetchMessages = createMessageFetcher({
    db: world.db,
    processes: orderProcesses({ orderDeadlineMs: 1_800_000, chosen: null, terms: lumenOak }),
    tenant,
    source: createMessageSource({
      brokerFetch: fetch,
      appBaseUrl: channels.url,
      appToken: 'token',
    }),
  })
})
afterEach(() => channels.close())

const guest = someGuest()

async function stateOf(orderReference: string) {
  return expectValue(await world.shop.findOrder(guest, orderReference)).state
}

/** A message that the consumer cannot read. */
const aPoison = (orderReference: string): OutboundMessage => ({
  ...aMessage('PaymentUpdated', orderReference),
  payload: { orderReference, entityReference: 7 },
})

test('messages are fetched, consumed and acknowledged; then nothing is left to do', async () => {
  const orderReference = await anOrder(world.shop, guest)
  const message = aMessage('PaymentAuthorized', orderReference)
  channels.waiting.push(message)
  expect(await fetchMessages()).toBe(1)
  expect(await stateOf(orderReference)).toBe('authorized')
  expect(channels.acknowledged).toEqual([message.messageId])
  expect(await fetchMessages()).toBe(0)
  expect(channels.asked[0]).toBe(`GET /channels/payment-events?limit=100 ${tenant}`)
})

test('the quieter channels are looked at as well, and less often', async () => {
  await fetchMessages()
  await fetchMessages()
  const looks = (channel: string) =>
    channels.asked.filter((asked) => asked.startsWith(`GET /channels/${channel}?`)).length
  expect(looks('payment-events')).toBe(2)
  for (const channel of ['payment-method-commands', 'merchant-app-events', 'app-events'])
    expect(looks(channel)).toBe(1)
})

test('what one message throws holds back its own order and no other, and is told', async () => {
  const [held, free] = [await anOrder(world.shop, guest), await anOrder(world.shop, guest)]
  const ofFree = aMessage('PaymentAuthorized', free)
  channels.waiting.push(aPoison(held), aMessage('PaymentAuthorized', held), ofFree)
  await expect(fetchMessages()).rejects.toThrow('could not be consumed')
  expect(await stateOf(held)).not.toBe('authorized')
  expect(await stateOf(free)).toBe('authorized')
  expect(channels.acknowledged).toEqual([ofFree.messageId])
})

test('a message that names only its payment takes its turn among those of the order', async () => {
  const orderReference = await anOrder(world.shop, guest)
  const paymentReference = 'tx_in_turn'
  const ofPayment = (payload: Record<string, unknown>): OutboundMessage => ({
    ...aMessage('PaymentUpdated', orderReference),
    payload,
  })
  channels.waiting.push(
    ofPayment({ paymentReference, orderReference: 7 }),
    ofPayment({ paymentReference, entityReference: orderReference, details: '{}' }),
    aMessage('PaymentAuthorized', orderReference),
  )
  await expect(fetchMessages()).rejects.toThrow('could not be consumed')
  expect(channels.acknowledged).toEqual([])
  expect(await stateOf(orderReference)).not.toBe('authorized')
})

test('a message of a later version is left for a process that knows it', async () => {
  const orderReference = await anOrder(world.shop, guest)
  const known = aMessage('PaymentAuthorized', orderReference)
  const unknown = { ...known, messageId: crypto.randomUUID(), name: 'PaymentBlessed' }
  channels.waiting.push(unknown as OutboundMessage, known)
  expect(await fetchMessages()).toBe(1)
  expect(channels.acknowledged).toEqual([known.messageId])
})

test('while the app does not answer there is nothing to do', async () => {
  channels.refuseWith(503)
  expect(await fetchMessages()).toBe(0)
  await channels.close()
  expect(await fetchMessages()).toBe(0)
})

test('an app that refuses the broker is no silence', async () => {
  channels.refuseWith(401)
  await expect(fetchMessages()).rejects.toThrow('answered 401')
})
