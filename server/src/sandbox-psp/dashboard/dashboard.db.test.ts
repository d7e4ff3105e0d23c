import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  aCharge,
  apiOf,
  clearSandbox,
  openCharge,
  panelToken,
  payByCard,
  type RunningSandbox,
  sendForm,
  setChaos,
  startSandbox,
  strangeAccount,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

async function paidCharge(changes: Record<string, unknown> = {}) {
  const charge = await openCharge(sandbox, changes)
  await payByCard(sandbox, charge, '4242424242424242')
  return charge
}

const read = async ({ id }: { id: string }) => (await sandbox.api('GET', `/v1/charges/${id}`)).body
const page = async () => (await fetch(`${sandbox.url}/dashboard`)).text()
const press = async (intent: string, { id }: { id: string }, amount = '') => {
  const fields = { intent, charge: id, amount }
  return (await sendForm(`${sandbox.url}/dashboard`, fields)).headers.get('location')
}
const offers = async () =>
  Array.from((await page()).matchAll(/name="intent" value="(\w+)"/g), ([, intent]) => intent)

test('a person takes and gives back money without any key of the API, and the shop hears of it', async () => {
  const charge = await paidCharge()
  expect(await press('capture', charge, '60.00')).toBe('/dashboard?done=done')
  expect(await press('refund', charge, '12,5')).toBe('/dashboard?done=done')
  expect(await read(charge)).toMatchObject({
    status: 'partially_refunded',
    captures: [{ key: null, amount: 6_000 }],
    refunds: [{ key: null, amount: 1_250 }],
  })
  await expect.poll(() => sandbox.received.length).toBe(3)
  const html = await page()
  expect(html).toContain('€60.00 captured · €12.50 refunded')
  expect(html).toContain('not by the API')
})

test('without an amount all that is left moves, and the same press twice moves it once', async () => {
  const charge = await paidCharge()
  await press('capture', charge)
  expect(await press('capture', charge)).toBe('/dashboard?done=amount_too_high')
  await press('refund', charge)
  expect(await read(charge)).toMatchObject({ status: 'refunded', amount_refunded: 10_000 })
})

test('what a charge does not allow is not offered', async () => {
  const charge = await openCharge(sandbox)
  expect(await offers()).toEqual(['cancel'])
  await payByCard(sandbox, charge, '4242424242424242')
  expect(await offers()).toEqual(['capture', 'cancel'])
  await press('capture', charge, '60')
  expect(await offers()).toEqual(['capture', 'refund', 'void'])
  await press('void', charge)
  expect(await offers()).toEqual(['refund'])
  await press('refund', charge)
  expect(await offers()).toEqual([])
})

test('a payment that is not captured yet is canceled', async () => {
  const charge = await paidCharge()
  expect(await press('cancel', charge)).toBe('/dashboard?done=done')
  expect((await read(charge)).status).toBe('canceled')
  expect(await press('capture', charge)).toBe('/dashboard?done=status_conflict')
})

test.each([
  ['capture', '100.01', 'amount_too_high'],
  ['capture', '1.234', 'invalid'],
  ['capture', '-1', 'invalid'],
  ['refund', '1', 'status_conflict'],
  ['launder', '1', 'status_conflict'],
])('pressing %s with %s does nothing, and says so: %s', async (intent, amount, done) => {
  const charge = await paidCharge()
  expect(await press(intent, charge, amount)).toBe(`/dashboard?done=${done}`)
  expect(await read(charge)).toMatchObject({ status: 'authorized', captures: [] })
  expect(await (await fetch(`${sandbox.url}/dashboard?done=${done}`)).text()).toContain('Not done')
})

test('what the bank refuses is told', async () => {
  await setChaos(sandbox, { capture_fail_next: 1 })
  const charge = await paidCharge()
  expect(await press('capture', charge)).toBe('/dashboard?done=declined')
  expect(await page()).toContain('failed: authorization expired')
})

test('the dashboard is only for the operator, and no other site moves money in it', async () => {
  const charge = await paidCharge()
  const fields = { intent: 'capture', charge: charge.id }
  const foreign = { origin: 'https://evil.example' }
  expect((await sendForm(`${sandbox.url}/dashboard`, fields, foreign)).status).toBe(403)
  const proxied = { headers: { 'x-forwarded-for': '203.0.113.7' } }
  expect((await fetch(`${sandbox.url}/dashboard`, proxied)).status).toBe(401)
  const opened = await fetch(`${sandbox.url}/dashboard?token=${panelToken}`, proxied)
  expect(opened.status).toBe(200)
  expect(await opened.text()).toContain(`action="/dashboard?token=${panelToken}"`)
})

test('charges and merchants are shown of every account by name, or of one', async () => {
  const theirs = apiOf(sandbox.url, strangeAccount.secretKey)
  await openCharge(sandbox, { reference: 'tx_ours' })
  await theirs('POST', '/v1/charges', aCharge({ reference: 'tx_theirs' }), 'theirs')
  const merchant = { reference: 'MER_theirs', name: 'Oak Workshop' }
  await theirs('POST', '/v1/merchants', merchant, 'merchant')
  const shown = async (query: string) => {
    const html = await (await fetch(`${sandbox.url}/dashboard${query}`)).text()
    return Array.from(html.matchAll(/<code>(\w+)<\/code>/g), ([, reference]) => reference)
  }
  expect(await shown('')).toEqual(['tx_theirs', 'tx_ours', 'MER_theirs'])
  expect(await page()).toMatch(/account-name">Atelier Nord</)
  expect(await shown('?account=acct_stranger')).toEqual(['tx_theirs', 'MER_theirs'])
  expect(await shown('?account=acct_demo')).toEqual(['tx_ours'])
})

test('who looks at one account stays there', async () => {
  const charge = await paidCharge()
  const fields = { intent: 'capture', charge: charge.id, amount: '' }
  const pressed = await sendForm(`${sandbox.url}/dashboard?account=acct_demo`, fields)
  expect(pressed.headers.get('location')).toBe('/dashboard?done=done&account=acct_demo')
})

test('what would leave a merchant as it is, is not offered, and every decision is told', async () => {
  const asked = { reference: 'MER1', name: 'Oak Workshop' }
  const { body } = await sandbox.api('POST', '/v1/merchants', asked, 'merchant')
  expect(await offers()).toEqual(['approve', 'review', 'warn', 'document', 'reject'])
  const decide = (intent: string) =>
    sendForm(`${sandbox.url}/dashboard`, { intent, merchant: body.id })
  await decide('approve')
  expect(await offers()).toEqual(['review', 'warn', 'document', 'reject'])
  await decide('reject')
  expect(await offers()).toEqual(['approve', 'review', 'warn', 'document'])
  const told = await sandbox.query(
    `select merchant ->> 'status' as status, (merchant ->> 'version')::int as version
     from sandbox_psp.events order by 2`,
  )
  expect(told).toEqual([
    { status: 'active', version: 2 },
    { status: 'rejected', version: 3 },
  ])
  expect((await decide('promote')).headers.get('location')).toBe('/dashboard?done=status_conflict')
})
