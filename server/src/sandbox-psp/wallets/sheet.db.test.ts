import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  type ChargeBody,
  clearSandbox,
  openCharge,
  type RunningSandbox,
  setChaos,
  startSandbox,
} from '../testing/start-sandbox.ts'
import { approveInSheet, callAsBrowser } from '../testing/wallet-calls.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const openWallet = (wallet = 'pebble') => openCharge(sandbox, { flow: 'wallet', wallet })
const read = async ({ id }: ChargeBody) => (await sandbox.api('GET', `/v1/charges/${id}`)).body
const post = (charge: ChargeBody, action: string, body: unknown, key: string) =>
  sandbox.api('POST', `/v1/charges/${charge.id}/${action}`, body, key)
const customer = ({ id }: ChargeBody) => sandbox.api('GET', `/v1/charges/${id}/customer`)
const approve = async (charge: ChargeBody, changes: Record<string, unknown> = {}) =>
  (await approveInSheet(sandbox, charge, changes)).body
const sheetState = async ({ client_secret }: ChargeBody) =>
  (await callAsBrowser(sandbox, '/sheet/state', { client_secret })).body
const eventTypes = async () =>
  (await sandbox.query('select type from sandbox_psp.events order by created_at')).map(
    (row) => row.type,
  )
const purchase = (amount: number) => ({
  amount,
  currency: 'EUR',
  lines: [{ name: 'Desk lamp', quantity: 1, amount }],
})

test('an approval authorises what the sheet showed, and the sheet and the shop hear the same', async () => {
  const charge = await openWallet()
  expect(await sheetState(charge)).toEqual({
    id: charge.id,
    wallet: 'pebble',
    amount: 10_000,
    currency: 'EUR',
    state: 'open',
  })
  expect(await approve(charge)).toEqual({ outcome: 'authorized' })
  expect(await sheetState(charge)).toMatchObject({ state: 'approved' })
  expect(await read(charge)).toMatchObject({ status: 'authorized', amount: 10_000 })
  expect(await eventTypes()).toEqual(['charge.authorized'])
})

test.each([[{ amount: 9_999 }], [{ currency: 'USD' }], [{ amount: 9_999, funding: 'declined' }]])(
  'an approval of %j that is not the price does nothing and tells the price',
  async (changes) => {
    const charge = await openWallet()
    const told = { outcome: 'changed', amount: 10_000, currency: 'EUR' }
    expect(await approve(charge, changes)).toEqual(told)
    expect(await read(charge)).toEqual(charge)
    expect(await eventTypes()).toEqual([])
  },
)

test('two approvals at once authorise once, and both hear so', async () => {
  const charge = await openWallet()
  const answers = await Promise.all([approve(charge), approve(charge), approve(charge)])
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['authorized']))
  expect(await eventTypes()).toEqual(['charge.authorized'])
})

test('of an approval and an update at once, the shopper pays the price that was shown or nothing', async () => {
  for (let round = 0; round < 5; round += 1) {
    const charge = await openWallet()
    const [approved, updated] = await Promise.all([
      approve(charge),
      post(charge, 'update', purchase(12_000), `race-${charge.id}`),
    ])
    const after = await read(charge)
    const isUpdated = updated.status === 200
    expect(approved.outcome).toBe(isUpdated ? 'changed' : 'authorized')
    expect(after).toMatchObject(
      isUpdated ? { status: 'open', amount: 12_000 } : { status: 'authorized', amount: 10_000 },
    )
  }
})

test('a declined card authorises nothing, and another card may approve', async () => {
  const charge = await openWallet('kite')
  expect(await approve(charge, { funding: 'declined' })).toEqual({ outcome: 'declined' })
  expect(await read(charge)).toMatchObject({
    status: 'open',
    last_attempt: { outcome: 'declined', decline_code: 'declined' },
  })
  expect((await customer(charge)).body.error?.code).toBe('not_approved')
  expect(await approve(charge)).toEqual({ outcome: 'authorized' })
})

test('a canceled charge is not approved, and the sheet hears that it is closed', async () => {
  const charge = await openWallet()
  await post(charge, 'cancel', {}, `cancel-${charge.id}`)
  expect(await approve(charge)).toEqual({ outcome: 'closed' })
  expect(await sheetState(charge)).toMatchObject({ state: 'closed' })
  expect((await read(charge)).status).toBe('canceled')
})

test('an authorisation that was voided is closed for the sheet, not approved', async () => {
  const charge = await openWallet()
  await approve(charge)
  await post(charge, 'cancel', { expected_status: 'authorized' }, `void-${charge.id}`)
  expect(await sheetState(charge)).toMatchObject({ state: 'closed' })
  expect(await approve(charge)).toEqual({ outcome: 'closed' })
})

test.each(['/sheet/state', '/sheet/approve', '/sheet/address', '/fields/pay', '/fields/challenge'])(
  '%s with a secret that is wrong, absent or of another flow is a 404 that tells nothing',
  async (path) => {
    const other = await openCharge(
      sandbox,
      path.startsWith('/sheet') ? { flow: 'fields' } : { flow: 'wallet', wallet: 'kite' },
    )
    const hosted = await openCharge(sandbox)
    const nothing = { error: { code: 'not_found', message: 'There is no such charge.' } }
    for (const client_secret of ['cs_wrong', '', null, 7, hosted.id, other.client_secret]) {
      const answer = await callAsBrowser(sandbox, path, { client_secret })
      expect([answer.status, answer.body]).toEqual([404, nothing])
    }
    expect((await callAsBrowser(sandbox, path, {})).status).toBe(404)
  },
)

test('only the sheet approves: a page of another origin that knows the secret does not', async () => {
  const charge = await openWallet()
  const headers = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }
  for (const path of ['/sheet/approve', '/sheet/address']) {
    const body = { client_secret: charge.client_secret, address: 'berlin' }
    expect((await callAsBrowser(sandbox, path, body, headers)).status).toBe(403)
  }
  const state = await callAsBrowser(
    sandbox,
    '/sheet/state',
    { client_secret: charge.client_secret },
    headers,
  )
  expect([state.status, state.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect((await read(charge)).version).toBe(1)
})

test('an approval that is not understood is refused and does nothing', async () => {
  const charge = await openWallet()
  for (const changes of [{ address: 'atlantis' }, { funding: 'gold' }, { amount: '10000' }])
    expect((await approveInSheet(sandbox, charge, changes)).status).toBe(400)
  expect((await read(charge)).version).toBe(1)
})

test('the customer is told after the approval only, in the shape of the wallet', async () => {
  const [pebble, kite] = [await openWallet('pebble'), await openWallet('kite')]
  expect(await customer(pebble)).toMatchObject({
    status: 409,
    body: { error: { code: 'not_approved' } },
  })
  await approve(pebble, { address: 'vienna' })
  await approve(kite, { address: 'dublin' })
  expect((await customer(pebble)).body).toEqual({
    customer: {
      payer: {
        email_address: 'ada.kern@example.com',
        phone_number: null,
        name: { given_name: 'Ada', surname: 'Kern' },
      },
      shipping: {
        name: { full_name: 'Ada Kern' },
        address: {
          address_line_1: 'Mariahilfer Straße 45/2/11',
          admin_area_2: 'Wien',
          postal_code: '1060',
          country_code: 'AT',
        },
      },
      billing: null,
    },
  })
  expect((await customer(kite)).body).toMatchObject({
    customer: {
      shippingContact: {
        postalCode: 'd02x285',
        countryCode: 'ie',
        administrativeArea: 'County Dublin',
        addressLines: ['14 Merrion Street Upper', 'Apartment 3'],
      },
      billingContact: null,
    },
  })
})

test('a charge without a wallet has no customer', async () => {
  for (const flow of ['hosted', 'fields']) {
    const answer = await customer(await openCharge(sandbox, { flow }))
    expect([answer.status, answer.body.error?.code]).toEqual([404, 'no_customer'])
  }
  expect((await sandbox.api('GET', '/v1/charges/ch_nobody/customer')).body.error?.code).toBe(
    'not_found',
  )
})

test('after the approval the address may change while the money stays as it was', async () => {
  const charge = await openWallet()
  const change = async (address: string) =>
    (
      await callAsBrowser(sandbox, '/sheet/address', {
        client_secret: charge.client_secret,
        address,
      })
    ).body
  expect(await change('munich')).toEqual({ is_changed: false })
  await approve(charge)
  const approved = await read(charge)
  expect(await change('munich')).toEqual({ is_changed: true })
  expect((await customer(charge)).body).toMatchObject({
    customer: { shipping: { address: { company_name: 'Kern Lichtplanung GmbH' } } },
  })
  expect(await read(charge)).toEqual(approved)
  await post(charge, 'capture', {}, `capture-${charge.id}`)
  expect(await change('berlin')).toEqual({ is_changed: false })
})

test('before the approval kite tells the page no more than the beginning of a postal code, and neither tells a street', async () => {
  const told = async (wallet: string) => {
    const html = await (await fetch(`${sandbox.url}/sheet/${wallet}`)).text()
    const texts = [...html.matchAll(/data-told="([^"]*)"/g)].map(([, json = '']) =>
      json.replaceAll('&quot;', '"'),
    )
    return texts.map((text) => JSON.parse(text))
  }
  const [kite, pebble] = [await told('kite'), await told('pebble')]
  expect(kite[0]).toEqual({
    countryCode: 'DE',
    postalCode: '109',
    locality: 'Berlin',
    administrativeArea: 'Berlin',
  })
  expect(pebble[0]).toEqual({
    country_code: 'DE',
    postal_code: '10999',
    city: 'Berlin',
    state: 'Berlin',
  })
  expect(kite).toHaveLength(6)
  for (const address of kite) expect(address.postalCode.length).toBeLessThanOrEqual(3)
  expect(JSON.stringify([kite, pebble])).not.toMatch(/Straße|Street|Kern|@|\+\d/)
})

test('neither secrets nor addresses are in events, webhooks, stored answers or logs', async () => {
  const charge = await openWallet()
  await post(charge, 'update', purchase(11_000), `update-${charge.id}`)
  await approve(charge, { amount: 11_000 })
  await eventually(() => expect(sandbox.received).toHaveLength(2))
  const tables = ['events', 'operations', 'deliveries']
  const rows = await Promise.all(
    tables.map((table) => sandbox.query(`select * from sandbox_psp.${table}`)),
  )
  const everything = JSON.stringify([rows, sandbox.received, sandbox.logged])
  expect(charge.client_secret).toMatch(/^cs_[\w-]{22}$/)
  expect(everything).toContain(charge.id)
  expect(everything).not.toMatch(/cs_|client_secret|Oranienstra/)
})

test('the sheet is German for Germans, is never framed, and calls nobody but the sandbox', async () => {
  const response = await fetch(`${sandbox.url}/sheet/kite?locale=de-AT`)
  expect(await response.text()).toContain('Mit Kite bezahlen')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/default-src 'none';.*connect-src 'self';.*frame-ancestors 'none'/)
})

test('wallet failures: so many approvals end in an error and authorise nothing', async () => {
  await setChaos(sandbox, { wallet_fail_next: 2 })
  const charge = await openWallet()
  expect(await approve(charge)).toEqual({ outcome: 'failed' })
  expect(await approve(charge)).toEqual({ outcome: 'failed' })
  expect((await read(charge)).version).toBe(1)
  expect(await approve(charge)).toEqual({ outcome: 'authorized' })
})

test('offline: sheet and fields answer 503 and do nothing', async () => {
  const charge = await openWallet()
  await setChaos(sandbox, { offline: true })
  expect((await approveInSheet(sandbox, charge)).status).toBe(503)
  for (const path of ['/sheet/pebble', '/fields/card?origin=https://shop.example'])
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(503)
  await setChaos(sandbox, { offline: false })
  expect((await read(charge)).status).toBe('open')
})

test('slow answers: an approval is answered late, after its effect', async () => {
  const charge = await openWallet()
  await setChaos(sandbox, { answer_delay_ms: 60_000 })
  const late = approve(charge)
  await eventually(async () => expect(await eventTypes()).toEqual(['charge.authorized']))
  expect(await Promise.race([late, Promise.resolve('waiting')])).toBe('waiting')
  await sandbox.psp.stop()
  expect(await late).toEqual({ outcome: 'authorized' })
  await sandbox.psp.start()
})
