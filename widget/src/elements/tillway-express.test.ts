import { waitFor } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createExpressServer,
  type ExpressServer,
  serveExpress,
} from '../core/express/testing/express-server.ts'
import { type FakeWallets, installFakeWallets } from '../core/express/testing/fake-wallets.ts'
import { baseUrl, startTillway } from '../testing/server.ts'
import { defineElements } from './define-elements.ts'

defineElements()
const tillway = startTillway()
const user = userEvent.setup()
let server: ExpressServer
let wallets: FakeWallets
let heard: [string, unknown][]
const names = ['tillway-approved', 'tillway-canceled', 'tillway-error', 'tillway-settled']
const listener = (event: Event) => {
  if (event instanceof CustomEvent) heard.push([event.type, event.detail])
}

beforeEach(() => {
  server = createExpressServer()
  serveExpress(tillway.server, server)
  wallets = installFakeWallets()
  heard = []
  for (const name of names) document.addEventListener(name, listener)
})
afterEach(() => {
  for (const name of names) document.removeEventListener(name, listener)
  document.body.replaceChildren()
  wallets.remove()
})

function placed(attributes: Record<string, string> = {}) {
  const element = document.createElement('tillway-express')
  const all = {
    'base-url': baseUrl,
    placement: 'product',
    'cart-id': 'cart-1',
    locale: 'en',
    currency: 'EUR',
    'total-amount': '24890',
    ...attributes,
  }
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value)
  document.body.append(element)
  return element
}

async function clickPebble(element: Element) {
  const inside = () =>
    element.shadowRoot?.querySelector<HTMLElement>('[data-testid="tillway-pebble-express"]')
  await waitFor(() => expect(inside()).toBeTruthy())
  const button = inside()
  if (button) await user.click(button)
  const sheet = wallets.pebble.at(-1)
  if (!sheet) throw new Error('No sheet of Pebble is open.')
  return sheet
}

test('tells of an approval with an event that leaves the shadow', async () => {
  const sheet = await clickPebble(placed({ 'skip-steps': 'address, payment' }))
  await sheet.createOrder()
  sheet.onApprove()
  await waitFor(() => expect(heard).toHaveLength(1))
  expect(heard[0]).toMatchObject([
    'tillway-approved',
    { transactionId: 'tx_1', customer: { firstName: 'Ada' }, nextStep: 'shipment' },
  ])
})

test('lets the shop prepare the cart, and answer the sheet', async () => {
  const element = placed()
  element.prepareCart = async () => ({ cartId: 'cart-new' })
  element.onAddressChange = async () => ({ reject: 'address-not-served' })
  const sheet = await clickPebble(element)
  await sheet.createOrder()
  expect(server.asked.payments[0]?.input.idCart).toBe('cart-new')
  const codes: string[] = []
  await sheet.onShippingChange(
    { changed: 'address', shipping_address: {}, selected_shipping_option: null },
    { patch: () => {}, reject: (code) => codes.push(code) },
  )
  expect(codes).toEqual(['ADDRESS_ERROR'])
})

test('tells of a cancel and of a failure', async () => {
  const element = placed()
  const sheet = await clickPebble(element)
  sheet.onCancel({ stage: 'connecting' })
  wallets.settings.isBlocked = true
  await user.click(
    element.shadowRoot?.querySelector('[data-testid="tillway-kite-express"]') ?? element,
  )
  expect(heard).toMatchObject([
    ['tillway-canceled', { transactionId: null, stage: 'connecting' }],
    ['tillway-error', { failure: { kind: 'popup-blocked' } }],
  ])
})

test('puts its nonce on the scripts of the wallets', async () => {
  const seen: string[] = []
  const { append } = document.head
  document.head.append = (...nodes) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement) seen.push(node.nonce)
    append.call(document.head, ...nodes)
  }
  await clickPebble(placed({ 'script-nonce': 'n-1' }))
  expect(seen).toEqual(['n-1', 'n-1'])
})
