import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  apiOf,
  clearSandbox,
  type MerchantBody,
  type RunningSandbox,
  sendForm,
  setChaos,
  startSandbox,
  strangeAccount,
} from '../testing/start-sandbox.ts'
import { endSession } from './onboarding-store.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const returnUrl = 'https://shop.example/merchants/done?state=a%20b'
const refreshUrl = 'https://shop.example/merchants/again'

/** The wire API as merchants are told by it. */
const call = async (method: string, path: string, body?: unknown, key?: string) => {
  const answer = await sandbox.api(method, path, body, key)
  // The same answers as those of charges, with another body.
  return { status: answer.status, body: answer.body as unknown as MerchantBody }
}

let merchantsMade = 0
async function aMerchant(): Promise<MerchantBody> {
  merchantsMade += 1
  const merchant = { reference: `MER${merchantsMade}`, name: 'Oak Workshop' }
  return (await call('POST', '/v1/merchants', merchant, `merchant-${merchantsMade}`)).body
}

async function openLink({ id }: MerchantBody, locale = 'en'): Promise<string> {
  const link = { return_url: returnUrl, refresh_url: refreshUrl, locale }
  const { status, body } = await call('POST', `/v1/merchants/${id}/onboarding-links`, link)
  expect([status, Date.parse(body.expires_at ?? '') - Date.now()]).toEqual([
    201,
    expect.any(Number),
  ])
  return body.url ?? ''
}

const open = (url: string) => fetch(url, { redirect: 'manual' })
const sessionIn = (html: string) => /name="session" value="([^"]+)"/.exec(html)?.[1] ?? ''
const filled = {
  legal_form: 'company',
  company: 'Oak Workshop Ltd',
  country: 'AT',
  bank_account: 'DE89 3704 0044 0532 0130 00',
  terms: 'accepted',
  decision: 'approve',
  intent: 'submit',
}

/** Opens a new link and sends the form, as a browser without a script does. */
async function onboard(merchant: MerchantBody, changes: Record<string, string> = {}) {
  const url = await openLink(merchant)
  const session = sessionIn(await (await open(url)).text())
  return sendForm(url, { ...filled, session, ...changes })
}

const read = async ({ id }: MerchantBody) => (await call('GET', `/v1/merchants/${id}`)).body
const told = () =>
  sandbox.received
    .map(({ rawBody }) => JSON.parse(rawBody))
    .sort((a, b) => a.data.merchant.version - b.data.merchant.version)

test('a merchant is made once per key and once per reference', async () => {
  const asked = { reference: 'MER000001', name: 'Oak Workshop' }
  const first = await call('POST', '/v1/merchants', asked, 'mer-1')
  expect(first).toEqual({
    status: 201,
    body: {
      id: expect.stringMatching(/^mer_/),
      object: 'merchant',
      ...asked,
      status: 'details_needed',
      transfers_enabled: false,
      requirements: ['legal_form', 'company', 'country', 'bank_account', 'terms'],
      livemode: false,
      created: expect.any(String),
      version: 1,
    },
  })
  expect(await call('POST', '/v1/merchants', asked, 'mer-1')).toEqual({ ...first, status: 200 })
  const renamed = { ...asked, name: 'Elm Workshop' }
  expect((await call('POST', '/v1/merchants', renamed, 'mer-2')).body).toEqual(first.body)
  expect((await call('POST', '/v1/merchants', renamed, 'mer-1')).status).toBe(422)
  const list = await sandbox.api('GET', '/v1/merchants?reference=MER000001')
  expect(list.body.data).toEqual([first.body])
})

test.each([
  ['approve', { status: 'active', transfers_enabled: true, requirements: [] }],
  ['document', { status: 'restricted', transfers_enabled: false, requirements: ['document'] }],
  ['reject', { status: 'rejected', transfers_enabled: false, requirements: [] }],
])('a merchant who ticks %s is told so, and returns', async (decision, expected) => {
  const merchant = await aMerchant()
  const answer = await onboard(merchant, { decision })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, returnUrl])
  expect(await read(merchant)).toMatchObject({ ...expected, version: 2 })
  await eventually(() => expect(sandbox.received).toHaveLength(1))
  expect(told()[0]).toMatchObject({
    type: 'merchant.updated',
    livemode: false,
    data: { merchant: await read(merchant) },
  })
})

test('a review ends by itself after the processing time, and both are told', async () => {
  await setChaos(sandbox, { processing_ms: 100_000 })
  const merchant = await aMerchant()
  await onboard(merchant, { decision: 'review' })
  expect(await read(merchant)).toMatchObject({ status: 'in_review', requirements: [] })
  await sandbox.query('update sandbox_psp.merchants set review_due_at = now()')
  sandbox.psp.wake()
  await eventually(() => expect(sandbox.received).toHaveLength(2))
  expect(told().map(({ data }) => [data.merchant.status, data.merchant.version])).toEqual([
    ['in_review', 2],
    ['active', 3],
  ])
})

test('what is saved for later is there the next time, and the rest is still wanted', async () => {
  const merchant = await aMerchant()
  const saved = await onboard(merchant, {
    intent: 'save',
    company: 'Oak & Sons',
    bank_account: 'DE00',
    terms: '',
  })
  expect(saved.headers.get('location')).toBe(returnUrl)
  expect(await read(merchant)).toMatchObject({
    status: 'details_needed',
    requirements: ['bank_account', 'terms'],
    version: 2,
  })
  const html = await (await open(await openLink(merchant))).text()
  expect(html).toContain('value="Oak &amp; Sons"')
  expect(html).toMatch(/value="AT" selected/)
})

test('saving does not take back what was decided before', async () => {
  const merchant = await aMerchant()
  await onboard(merchant, { decision: 'document' })
  await onboard(merchant, { intent: 'save', terms: '' })
  expect(await read(merchant)).toMatchObject({ status: 'restricted', requirements: ['document'] })
})

test.each([
  ['legal_form', ''],
  ['company', ''],
  ['company', 'x'.repeat(201)],
  ['country', 'Atlantis'],
  ['bank_account', ''],
  ['bank_account', 'DE89 3704 0044 0532 0130 01'],
  ['bank_account', 'DE89'],
  ['terms', ''],
])('a form whose %s is %j is shown again, and can be corrected', async (field, value) => {
  const merchant = await aMerchant()
  const url = await openLink(merchant)
  const session = sessionIn(await (await open(url)).text())
  const refused = await sendForm(url, { ...filled, session, [field]: value })
  expect(refused.status).toBe(422)
  const html = await refused.text()
  expect(html).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`))
  expect((await read(merchant)).version).toBe(1)
  const corrected = await sendForm(url, { ...filled, session: sessionIn(html) })
  expect(corrected.headers.get('location')).toBe(returnUrl)
})

test('a link opens once, and whoever comes later is sent to where there is another', async () => {
  const url = await openLink(await aMerchant())
  expect((await open(url)).status).toBe(200)
  expect((await open(url)).headers.get('location')).toBe(refreshUrl)
  expect((await sendForm(url, filled)).headers.get('location')).toBe(refreshUrl)
})

test('a link that was not opened within five minutes has lapsed', async () => {
  const url = await openLink(await aMerchant())
  await sandbox.query(
    "update sandbox_psp.onboarding_links set expires_at = expires_at - interval '5 minutes'",
  )
  expect((await open(url)).headers.get('location')).toBe(refreshUrl)
})

test('of two clicks one decides, and both return', async () => {
  const merchant = await aMerchant()
  const url = await openLink(merchant)
  const session = sessionIn(await (await open(url)).text())
  const answers = await Promise.all([
    sendForm(url, { ...filled, session }),
    sendForm(url, { ...filled, session, decision: 'reject' }),
  ])
  for (const answer of answers) expect(answer.headers.get('location')).toBe(returnUrl)
  expect((await read(merchant)).version).toBe(2)
})

test('a session is ended by one of those who try at once', async () => {
  const url = await openLink(await aMerchant())
  const token = url.slice(url.lastIndexOf('/') + 1)
  const ended = await Promise.all([endSession(sandbox, token), endSession(sandbox, token)])
  expect(ended.sort()).toEqual([false, true])
})

test('the page speaks the language of its link', async () => {
  const merchant = await aMerchant()
  const html = await (await open(await openLink(merchant, 'de-AT'))).text()
  expect(html).toContain('Erzählen Sie uns von Ihrem Geschäft')
  expect(html).toContain('Österreich')
  expect(await (await open(await openLink(merchant, 'fr-FR'))).text()).toContain('Austria')
})

test('a link that leads nowhere, and a form from another site, are refused', async () => {
  expect((await open(`${sandbox.url}/onboarding/ob_nobody`)).status).toBe(404)
  const merchant = await aMerchant()
  const url = await openLink(merchant)
  const session = sessionIn(await (await open(url)).text())
  const foreign = { origin: 'https://evil.example' }
  expect((await sendForm(url, { ...filled, session }, foreign)).status).toBe(403)
  expect((await read(merchant)).version).toBe(1)
  await setChaos(sandbox, { offline: true })
  expect((await open(url)).status).toBe(503)
})

test('a merchant of another account cannot be read or sent anywhere', async () => {
  const merchant = await aMerchant()
  const api = apiOf(sandbox.url, strangeAccount.secretKey)
  expect((await api('GET', `/v1/merchants/${merchant.id}`)).status).toBe(404)
  const link = { return_url: returnUrl, refresh_url: refreshUrl, locale: 'en' }
  const answer = await api('POST', `/v1/merchants/${merchant.id}/onboarding-links`, link)
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'merchant_not_found' } } })
})

test.each([
  ['return_url', 'javascript:alert(1)'],
  ['refresh_url', '/again'],
])('a link whose %s is %s is not made', async (field, value) => {
  const { id } = await aMerchant()
  const link = { return_url: returnUrl, refresh_url: refreshUrl, locale: 'en', [field]: value }
  expect((await call('POST', `/v1/merchants/${id}/onboarding-links`, link)).status).toBe(400)
})
