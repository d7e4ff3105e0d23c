import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  apiOf,
  clearSandbox,
  type MadeAccount,
  makeAccount,
  panelToken,
  type RunningSandbox,
  sendForm,
  startSandbox,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const address = (path = '') => `${sandbox.url}/developers${path}`
const page = async (headers: Record<string, string> = {}) =>
  (await fetch(address(), { headers })).text()
const send = (path: string, fields: Record<string, string> = {}) => sendForm(address(path), fields)
const shownValue = (html: string, name: string) =>
  new RegExp(`data-testid="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
const formKey = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
const names = async () => {
  const response = await fetch(address(), { headers: { accept: 'application/json' } })
  // This is what the page answers to programs.
  const { data } = (await response.json()) as { data: readonly MadeAccount[] }
  return data.map((account) => account.name)
}

test('a new account is shown with its secrets once, and they work', async () => {
  const made = await send('/accounts', { name: ' Third House ', mode: 'live', marketplace: 'yes' })
  expect(made.status).toBe(200)
  expect(made.headers.get('cache-control')).toBe('no-store')
  const html = await made.text()
  const key = shownValue(html, 'secret-key')
  expect(key).toMatch(/^sk_live_/)
  expect(shownValue(html, 'webhook-secret')).toMatch(/^whsec_/)
  const { body } = await apiOf(sandbox.url, key)('GET', '/v1/account')
  expect(body).toMatchObject({
    name: 'Third House',
    mode: 'live',
    marketplace: true,
    publishable_key: shownValue(html, 'publishable-key'),
  })
  const later = await page()
  expect(later).toContain('Third House')
  expect(later).not.toContain(key)
})

test('a form that is sent twice makes one account', async () => {
  const key = formKey(await page())
  await send('/accounts', { name: 'Third House', key })
  const again = await send('/accounts', { name: 'Third House', key })
  expect(again.headers.get('location')).toBe('/developers?done=account_exists')
  expect(await names()).toEqual(['Lumen & Oak', 'Atelier Nord', 'Third House'])
})

test.each([
  ['a name', { name: ' ', webhook_url: 'https://a.example' }, 'name'],
  [
    'a webhook URL that can be called',
    { name: 'A', webhook_url: 'ftp://a.example' },
    'webhook-url',
  ],
])('an account without %s is not made, and what was typed stays', async (_, fields, field) => {
  const answer = await send('/accounts', fields)
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toMatch(new RegExp(`id="new-${field}"[^>]*aria-invalid="true"`))
  expect(html).toContain(`value="${fields.webhook_url}"`)
  expect(await names()).toHaveLength(2)
})

test('programs are told the same, and every secret once', async () => {
  const { id, ...made } = await makeAccount(sandbox, { marketplace: true })
  expect(made).toEqual({
    object: 'account',
    name: 'Third House',
    mode: 'test',
    marketplace: true,
    publishable_key: expect.stringMatching(/^pk_test_/),
    secret_key: expect.stringMatching(/^sk_test_/),
    webhook_secret: expect.stringMatching(/^whsec_/),
    webhook_url: null,
    has_old_key: false,
    has_old_webhook_secret: false,
  })
  const list = await (await fetch(address(), { headers: { accept: 'application/json' } })).text()
  expect(list).toContain(id)
  expect(list).not.toContain('secret_key')
})

test('a key is rolled and the old one ended by pressing buttons', async () => {
  const { id } = await makeAccount(sandbox)
  const shown = await (await send(`/accounts/${id}/roll-key`)).text()
  expect(shownValue(shown, 'secret-key')).toMatch(/^sk_test_/)
  expect(await page()).toContain('is still valid')
  const ended = await send(`/accounts/${id}/end-old-key`)
  expect(ended.headers.get('location')).toBe('/developers?done=ended')
  expect(await page()).not.toContain('is still valid')
})

test('a webhook URL is changed, removed, and refused where it is none', async () => {
  const { id } = await makeAccount(sandbox)
  const save = (webhook_url: string) => send(`/accounts/${id}/webhook-url`, { webhook_url })
  expect((await save('https://shop.example/hooks')).headers.get('location')).toContain('saved')
  expect(await page()).toContain('value="https://shop.example/hooks"')
  expect((await save('shop')).headers.get('location')).toContain('invalid_url')
  expect((await save('')).headers.get('location')).toContain('saved')
  expect(await page()).not.toContain('https://shop.example/hooks')
})

test.each([
  'roll-key',
  'end-old-key',
  'roll-webhook-secret',
  'end-old-webhook-secret',
  'webhook-url',
])('%s of an account that does not exist changes nothing', async (path) => {
  const gone = await send(`/accounts/acct_nobody/${path}`)
  expect(gone.headers.get('location')).toBe('/developers?done=gone')
})

test('the page speaks German to Germans', async () => {
  expect(await page({ 'accept-language': 'de-DE,de' })).toContain('Neues Konto')
  expect(await page({ 'accept-language': 'fr' })).toContain('New account')
})

test('the page is only for the operator, and no other site makes accounts', async () => {
  const proxied = { 'x-forwarded-for': '203.0.113.7' }
  expect((await fetch(address(), { headers: proxied })).status).toBe(401)
  const foreign = { origin: 'https://evil.example' }
  const forged = await sendForm(address('/accounts'), { name: 'Evil' }, foreign)
  expect(forged.status).toBe(403)
  const opened = await fetch(address(`?token=${panelToken}`), { headers: proxied })
  expect(await opened.text()).toContain(`action="/developers/accounts?token=${panelToken}"`)
})
