import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  type ChargeBody,
  clearSandbox,
  openCharge,
  payByCard,
  type RunningSandbox,
  sendForm,
  setChaos,
  startSandbox,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242 4242 4242 4242'
const returnUrl = 'https://shop.example/return?state=a%20b'

const read = async (charge: ChargeBody) =>
  (await sandbox.api('GET', `/v1/charges/${charge.id}`)).body
const page = async (charge: ChargeBody, path = '') =>
  (await fetch(`${charge.hosted_url}${path}`)).text()
const eventTypes = async () =>
  (await sandbox.query('select type from sandbox_psp.events order by created_at')).map(
    (row) => row.type,
  )

/** Follows the form to the bank's page and answers there. */
async function answerChallenge(
  charge: ChargeBody,
  answer: 'approve' | 'reject',
  html?: string,
): Promise<Response> {
  const challenge =
    /name="challenge" value="([^"]+)"/.exec(html ?? (await page(charge, '/challenge')))?.[1] ?? ''
  return sendForm(`${charge.hosted_url}/challenge`, { challenge, answer })
}

test('a good card pays, and the shopper returns to the merchant by the letter of its address', async () => {
  const charge = await openCharge(sandbox)
  const response = await payByCard(sandbox, charge, succeeds)
  expect([response.status, response.headers.get('location')]).toEqual([303, returnUrl])
  const attempt = { number: 1, outcome: 'authorized', decline_code: null }
  expect(await read(charge)).toMatchObject({
    status: 'authorized',
    last_attempt: attempt,
    version: 2,
  })
})

test.each([
  [
    '4000 0000 0000 0002',
    'declined',
    'Your bank declined this card. Nothing was charged. Try another card.',
  ],
  ['4000 0000 0000 9995', 'insufficient_funds', 'There is not enough money on this card.'],
  ['5555 5555 5555 4444', 'test_card_expected', 'This is not a test card. Nothing was charged.'],
])(
  'the card %s is refused as %s, the page says so, and another card pays',
  async (number, code, sentence) => {
    const charge = await openCharge(sandbox)
    const response = await payByCard(sandbox, charge, number)
    expect([response.status, response.headers.get('location')]).toEqual([303, `/pay/${charge.id}`])
    const declined = { number: 1, outcome: 'declined', decline_code: code }
    expect(await read(charge)).toMatchObject({ status: 'open', last_attempt: declined })
    expect(await page(charge)).toContain(sentence)
    await payByCard(sandbox, charge, succeeds)
    expect(await read(charge)).toMatchObject({
      status: 'authorized',
      last_attempt: { number: 2, outcome: 'authorized' },
    })
    expect(await eventTypes()).toEqual(['charge.declined', 'charge.authorized'])
  },
)

test('many clicks at once pay once, and all return to the merchant', async () => {
  const charge = await openCharge(sandbox)
  const clicks = Array.from({ length: 10 }, () => payByCard(sandbox, charge, succeeds))
  const locations = (await Promise.all(clicks)).map((response) => response.headers.get('location'))
  expect(new Set(locations)).toEqual(new Set([returnUrl]))
  expect(await eventTypes()).toEqual(['charge.authorized'])
  expect((await read(charge)).last_attempt?.number).toBe(1)
})

test('a paid charge is not declined by a second tab', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, succeeds)
  const late = await payByCard(sandbox, charge, '4000000000000002')
  expect(late.headers.get('location')).toBe(returnUrl)
  expect(await read(charge)).toMatchObject({ status: 'authorized', version: 2 })
})

test('wrong fields are explained where they are, and neither number nor code is sent back', async () => {
  const charge = await openCharge(sandbox)
  const response = await payByCard(sandbox, charge, '4242 4242 4242 4241', {
    expiry: '13/40',
    code: '7788',
  })
  const html = await response.text()
  expect(response.status).toBe(422)
  expect(html).toMatch(
    /id="card-number"[^>]*aria-invalid="true" aria-describedby="card-number-error"/,
  )
  expect(html).toMatch(/id="card-expiry"[^>]*value="13\/40"[^>]*aria-invalid="true"/)
  expect(html).not.toMatch(/id="card-name"[^>]*aria-invalid/)
  expect(html).toContain('Enter month and year, such as 12 / 29.</p>')
  expect(html).not.toMatch(/4242 4242 4242 4241|7788/)
  expect(await read(charge)).toMatchObject({ last_attempt: null, version: 1 })
})

test('a card number leaves no trace but its last four digits', async () => {
  const charge = await openCharge(sandbox)
  for (const number of ['5555555555554444', '4000000000003220', '4242424242424242']) {
    await payByCard(sandbox, charge, number)
  }
  const tables = ['charges', 'events', 'deliveries', 'operations']
  const rows = await Promise.all(
    tables.map((table) => sandbox.query(`select * from sandbox_psp.${table}`)),
  )
  const everything = JSON.stringify([rows, sandbox.logged, sandbox.received])
  expect(everything).not.toMatch(/5555555555554444|4000000000003220|4242424242424242/)
  expect(sandbox.logged.length).toBeGreaterThan(0)
})

test('3-D Secure asks the bank first, and approving pays', async () => {
  const charge = await openCharge(sandbox)
  const response = await payByCard(sandbox, charge, '4000000000003220')
  expect(response.headers.get('location')).toBe(`/pay/${charge.id}/challenge`)
  expect(await read(charge)).toMatchObject({ status: 'open', last_attempt: null })
  expect(await page(charge, '/challenge')).toContain('•••• 3220')
  expect((await answerChallenge(charge, 'approve')).headers.get('location')).toBe(returnUrl)
  expect((await read(charge)).status).toBe('authorized')
})

test.each([
  ['4000000000003220', 'reject'],
  ['4000000000003238', 'approve'],
] as const)('the card %s with the answer %s fails to authenticate', async (number, answer) => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, number)
  expect((await answerChallenge(charge, answer)).headers.get('location')).toBe(`/pay/${charge.id}`)
  expect(await read(charge)).toMatchObject({
    status: 'open',
    last_attempt: { decline_code: 'authentication_failed' },
  })
  expect(await page(charge)).toContain('could not confirm that it was you')
})

test('a challenge that a later one replaced, or that was answered, approves nothing', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, '4000000000003220')
  const older = await page(charge, '/challenge')
  await payByCard(sandbox, charge, '4000000000003220')
  expect((await answerChallenge(charge, 'approve', older)).headers.get('location')).toBe(
    `/pay/${charge.id}`,
  )
  const newer = await page(charge, '/challenge')
  await answerChallenge(charge, 'reject', newer)
  await answerChallenge(charge, 'approve', newer)
  expect(await read(charge)).toMatchObject({ status: 'open', last_attempt: { number: 1 } })
  expect(await eventTypes()).toEqual(['charge.declined'])
})

test('a processing card returns at once and is paid when its time has come', async () => {
  await setChaos(sandbox, { processing_ms: 100_000 })
  const charge = await openCharge(sandbox)
  expect((await payByCard(sandbox, charge, '4000000000000259')).headers.get('location')).toBe(
    returnUrl,
  )
  expect(await read(charge)).toMatchObject({
    status: 'processing',
    last_attempt: { outcome: 'processing' },
  })
  expect(await page(charge)).toContain('Your bank is still thinking')
  await sandbox.query('update sandbox_psp.charges set processing_due_at = now()')
  sandbox.psp.wake()
  await eventually(async () => expect((await read(charge)).status).toBe('authorized'))
  expect(await eventTypes()).toEqual(['charge.processing', 'charge.authorized'])
})

test('a payment whose answer is lost is paid, and the browser is not sent back', async () => {
  const charge = await openCharge(sandbox)
  const response = await payByCard(sandbox, charge, '4000000000000341')
  expect([response.status, response.headers.get('location')]).toEqual([500, null])
  expect(await response.text()).toContain('Do not pay again')
  expect((await read(charge)).status).toBe('authorized')
})

test.each([
  ['https://shop.example/return', 'https://shop.example/return?outcome=canceled'],
  [
    'https://shop.example/return?state=a%20b~',
    'https://shop.example/return?state=a%20b~&outcome=canceled',
  ],
  ['https://shop.example/return?a=1#top', 'https://shop.example/return?a=1&outcome=canceled#top'],
])('going back to %s leaves the charge open', async (return_url, location) => {
  const charge = await openCharge(sandbox, { return_url })
  const response = await sendForm(`${charge.hosted_url}/cancel`, {})
  expect([response.status, response.headers.get('location')]).toEqual([303, location])
  expect(await read(charge)).toEqual(charge)
})

test('going back after paying does not claim that it was canceled', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, succeeds)
  expect((await sendForm(`${charge.hosted_url}/cancel`, {})).headers.get('location')).toBe(
    returnUrl,
  )
})

test('a canceled charge can no longer be paid, and its page says so', async () => {
  const charge = await openCharge(sandbox)
  await sandbox.api('POST', `/v1/charges/${charge.id}/cancel`, {}, `cancel-${charge.id}`)
  expect((await payByCard(sandbox, charge, succeeds)).headers.get('location')).toBe(
    `/pay/${charge.id}`,
  )
  expect((await read(charge)).status).toBe('canceled')
  expect(await page(charge)).toContain('was canceled or has expired')
})

test('a paid charge shows that it is done, with a way back', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, succeeds)
  const html = await page(charge)
  expect(html).toContain('This payment is done')
  expect(html).toContain('href="https://shop.example/return?state=a%20b"')
  expect(html).not.toContain('data-testid="pay"')
})

test.each([{ flow: 'fields' }, { flow: 'wallet', wallet: 'kite' }])(
  'a charge with %j has no hosted page to be paid on',
  async (flow) => {
    const charge = await openCharge(sandbox, flow)
    const address = `${sandbox.url}/pay/${charge.id}`
    expect((await fetch(address)).status).toBe(404)
    expect((await payByCard(sandbox, charge, succeeds)).status).toBe(404)
    expect((await read(charge)).status).toBe('open')
  },
)

test('a page that does not exist says so', async () => {
  const response = await fetch(`${sandbox.url}/pay/ch_nobody`)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('This payment page does not exist')
})

test('a German shopper reads German, with amounts in German', async () => {
  const html = await page(await openCharge(sandbox, { locale: 'de_DE', amount: 123_456 }))
  expect(html).toContain('<html lang="de"')
  expect(html).toMatch(/1\.234,56\s€ bezahlen/)
})

test('what merchants and shoppers write is text, never markup', async () => {
  const evil = '<script>alert(1)</script>'
  const charge = await openCharge(sandbox, {
    order_reference: evil,
    customer: { name: `"${evil}` },
    lines: [{ name: evil, quantity: 1, amount: 1 }],
  })
  expect(await page(charge)).not.toContain('<script>alert')
})

test('the page may be kept for the back button, runs only its own script and is never framed', async () => {
  const { headers } = await fetch(`${(await openCharge(sandbox)).hosted_url}`)
  expect(headers.get('cache-control')).toBe('no-cache')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/default-src 'none';.*script-src 'nonce-[^']+';.*frame-ancestors 'none'/)
})

test('a form that another site sends is ignored', async () => {
  const charge = await openCharge(sandbox)
  const fields = { number: '4242424242424242', expiry: '12/40', code: '123', name: 'Ada' }
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    expect((await sendForm(`${charge.hosted_url}`, fields, headers)).status).toBe(403)
  }
  expect((await read(charge)).version).toBe(1)
})

test('without a script the endings fill the form through their links', async () => {
  const charge = await openCharge(sandbox)
  const html = await page(charge, '?ending=3ds')
  expect(html).toMatch(/id="card-number"[^>]*value="4000 0000 0000 3220"/)
  expect(html).toMatch(/data-testid="ending-3ds"[^>]*aria-current="true"/)
})
