import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type ChargeBody,
  clearSandbox,
  openCharge,
  type RunningSandbox,
  startSandbox,
} from '../testing/start-sandbox.ts'
import { callAsBrowser, payInFields } from '../testing/wallet-calls.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242 4242 4242 4242'
const challenged = '4000 0000 0000 3220'

const openFields = () => openCharge(sandbox, { flow: 'fields' })
const read = async ({ id }: ChargeBody) => (await sandbox.api('GET', `/v1/charges/${id}`)).body
const pay = async (charge: ChargeBody, number: string, changes: Record<string, unknown> = {}) =>
  (await payInFields(sandbox, charge, number, changes)).body
const eventTypes = async () =>
  (await sandbox.query('select type from sandbox_psp.events order by created_at')).map(
    (row) => row.type,
  )

async function beginChallenge(charge: ChargeBody, number = challenged): Promise<string> {
  const { challenge } = await pay(charge, number)
  return typeof challenge === 'object' && challenge && 'id' in challenge
    ? String(challenge.id)
    : 'none'
}
const answer = async (charge: ChargeBody, challenge: string, given: 'approve' | 'reject') =>
  (
    await callAsBrowser(sandbox, '/fields/challenge', {
      client_secret: charge.client_secret,
      challenge,
      answer: given,
    })
  ).body

test('a good card pays in the fields', async () => {
  const charge = await openFields()
  expect(charge).toMatchObject({ flow: 'fields', hosted_url: null })
  expect(await pay(charge, succeeds)).toEqual({ status: 'authorized' })
  expect((await read(charge)).status).toBe('authorized')
})

test.each([
  ['4000000000000002', 'declined'],
  ['4000000000009995', 'insufficient_funds'],
  ['5555555555554444', 'test_card_expected'],
])('the card %s is declined as %s, and another card pays', async (number, code) => {
  const charge = await openFields()
  expect(await pay(charge, number)).toEqual({ status: 'declined', code })
  expect((await read(charge)).status).toBe('open')
  expect(await pay(charge, succeeds)).toEqual({ status: 'authorized' })
})

test('wrong fields are named one by one, and nothing is tried', async () => {
  const charge = await openFields()
  const wrong = { expiry: '01 / 20', code: '12', name: ' ' }
  expect(await pay(charge, '4242 4242 4242 4241', wrong)).toEqual({
    status: 'invalid',
    fields: { number: 'invalid', expiry: 'expired', code: 'invalid', name: 'missing' },
  })
  expect((await read(charge)).version).toBe(1)
})

test('a processing card is pending, also when it is sent again', async () => {
  const charge = await openFields()
  expect(await pay(charge, '4000000000000259')).toEqual({ status: 'processing' })
  expect(await pay(charge, succeeds)).toEqual({ status: 'processing' })
  expect((await read(charge)).last_attempt?.number).toBe(1)
})

test('a paid or canceled charge is closed to every card', async () => {
  const [paid, canceled] = [await openFields(), await openFields()]
  await pay(paid, succeeds)
  await sandbox.api('POST', `/v1/charges/${canceled.id}/cancel`, {}, `cancel-${canceled.id}`)
  for (const charge of [paid, canceled]) {
    expect(await pay(charge, succeeds)).toEqual({ status: 'closed' })
    expect(await pay(charge, challenged)).toEqual({ status: 'closed' })
  }
  expect(await eventTypes()).toEqual(['charge.authorized', 'charge.canceled'])
})

test('many clicks at once pay once', async () => {
  const charge = await openFields()
  const answers = await Promise.all(Array.from({ length: 5 }, () => pay(charge, succeeds)))
  expect(answers.filter(({ status }) => status === 'authorized')).toHaveLength(1)
  expect(await eventTypes()).toEqual(['charge.authorized'])
})

test('3-D Secure asks the bank in place, and approving pays', async () => {
  const charge = await openFields()
  expect(await pay(charge, challenged)).toEqual({
    status: 'challenge',
    challenge: { id: expect.stringMatching(/^chl_/), last4: '3220', amount: '€100.00' },
  })
  const challenge = await beginChallenge(charge)
  expect(await answer(charge, challenge, 'approve')).toEqual({ status: 'authorized' })
  expect(await answer(charge, challenge, 'reject')).toEqual({ status: 'closed' })
  expect(await eventTypes()).toEqual(['charge.authorized'])
})

test.each([
  [challenged, 'reject'],
  ['4000000000003238', 'approve'],
] as const)('the card %s with the answer %s fails to authenticate', async (number, given) => {
  const charge = await openFields()
  const challenge = await beginChallenge(charge, number)
  const declined = { status: 'declined', code: 'authentication_failed' }
  expect(await answer(charge, challenge, given)).toEqual(declined)
  expect(await read(charge)).toMatchObject({ status: 'open', last_attempt: { number: 1 } })
})

test('a challenge about an amount that changed since approves nothing', async () => {
  const charge = await openFields()
  const challenge = await beginChallenge(charge)
  const lines = [{ name: 'Desk lamp', quantity: 2, amount: 20_000 }]
  const purchase = { amount: 20_000, currency: 'EUR', lines }
  await sandbox.api('POST', `/v1/charges/${charge.id}/update`, purchase, `update-${charge.id}`)
  expect(await answer(charge, challenge, 'approve')).toMatchObject({ status: 'declined' })
  expect(await read(charge)).toMatchObject({ status: 'open', amount: 20_000 })
})

test('a payment whose answer is lost is paid, and the frame does not hear of it', async () => {
  const charge = await openFields()
  expect((await payInFields(sandbox, charge, '4000000000000341')).status).toBe(500)
  expect((await read(charge)).status).toBe('authorized')
})

test('a card number leaves no trace, and only the frame itself may send one', async () => {
  const charge = await openFields()
  const stranger = { 'sec-fetch-site': 'same-site' }
  const body = { client_secret: charge.client_secret, number: succeeds }
  expect((await callAsBrowser(sandbox, '/fields/pay', body, stranger)).status).toBe(403)
  await pay(charge, '5555555555554444')
  const rows = await Promise.all(
    ['charges', 'events'].map((table) => sandbox.query(`select * from sandbox_psp.${table}`)),
  )
  expect(JSON.stringify([rows, sandbox.logged])).not.toContain('5555555555554444')
})

test.each(['https://shop.example', 'http://localhost:4000', 'http://[::1]:4000'])(
  'the fields may be framed by %s, which asked for it, and by nobody else',
  async (origin) => {
    const address = `${sandbox.url}/fields/card?origin=${encodeURIComponent(origin)}&locale=de-DE`
    const response = await fetch(address)
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toContain(`frame-ancestors ${origin}`)
    expect(response.headers.get('x-frame-options')).toBeNull()
    expect(await response.text()).toContain('Kartennummer')
  },
)

test.each([
  '',
  'null',
  '*',
  'https://*.shop.example',
  'https://*',
  'https://shop.example/path',
  'https://shop.example https://evil.example',
  "https://shop.example; script-src 'unsafe-inline'",
  'HTTPS://SHOP.EXAMPLE',
  'https://user@shop.example',
  'javascript:alert(1)',
  'https://shop.example:99999',
])('the fields are framed by nobody when the origin is %j', async (origin) => {
  const response = await fetch(
    `${sandbox.url}/fields/card?origin=${encodeURIComponent(origin)}&locale=en`,
  )
  expect(response.status).toBe(400)
  expect(response.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/)
  expect(await response.text()).not.toContain('card-number')
})
