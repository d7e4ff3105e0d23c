import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { createSandboxPsp, type SeededAccount } from '../sandbox-psp.ts'
import {
  aCharge,
  apiOf,
  clearSandbox,
  type MadeAccount,
  makeAccount,
  openCharge,
  panelToken,
  payByCard,
  type ReceivedWebhook,
  type RunningSandbox,
  sendForm,
  startSandbox,
  strangeAccount,
  webhookSecret,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242424242424242'
const asStranger: RunningSandbox['api'] = (...call) =>
  apiOf(sandbox.url, strangeAccount.secretKey)(...call)
const isSignedWith = ({ rawBody, headers }: ReceivedWebhook, secret: string): boolean => {
  try {
    new Webhook(secret).verify(rawBody, {
      'webhook-id': headers['webhook-id'] ?? '',
      'webhook-timestamp': headers['webhook-timestamp'] ?? '',
      'webhook-signature': headers['webhook-signature'] ?? '',
    })
    return true
  } catch {
    return false
  }
}
type Changed = MadeAccount & { error?: { code: string } }
async function change(id: string, path: string, body: unknown = {}) {
  const response = await fetch(`${sandbox.url}/developers/accounts/${id}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  // Every answer of these paths is an account or an error.
  return { status: response.status, body: (await response.json()) as Changed }
}
const statusWith = async (key: string) =>
  (await apiOf(sandbox.url, key)('GET', '/v1/account')).status
const webhookOf = ({ id }: { id: string }) =>
  eventually(() => {
    const webhook = sandbox.received.find(({ rawBody }) => rawBody.includes(id))
    if (!webhook) throw new Error('No webhook of this charge came.')
    return webhook
  })

test('a key is answered with the account that it belongs to', async () => {
  expect((await sandbox.api('GET', '/v1/account')).body).toEqual({
    id: 'acct_demo',
    object: 'account',
    name: 'Lumen & Oak',
    mode: 'test',
    marketplace: true,
    publishable_key: 'pk_test_demo',
  })
  expect((await asStranger('GET', '/v1/account')).body).toMatchObject({
    id: 'acct_stranger',
    mode: 'live',
  })
  expect(await statusWith('sk_test_of_nobody')).toBe(401)
})

test('nothing of another account can be found, read or changed', async () => {
  const charge = await openCharge(sandbox, { reference: 'tx_ours', capture: 'automatic' })
  await payByCard(sandbox, charge, succeeds)
  const path = `/v1/charges/${charge.id}`
  expect((await asStranger('GET', '/v1/charges?reference=tx_ours')).body.data).toEqual([])
  const calls = [
    ['GET', path, undefined],
    ['GET', `${path}/customer`, undefined],
    ['POST', `${path}/update`, { amount: 1, currency: 'EUR', lines: [] }],
    ['POST', `${path}/cancel`, {}],
    ['POST', `${path}/capture`, { amount: 1 }],
    ['POST', `${path}/refunds`, { amount: 1 }],
  ] as const
  for (const [index, [method, address, body]] of calls.entries()) {
    const answer = await asStranger(method, address, body, `foreign-${index}`)
    expect(answer).toEqual({
      status: 404,
      body: { error: { code: 'not_found', message: expect.any(String) } },
    })
  }
  expect((await sandbox.api('GET', path)).body).toMatchObject({ status: 'captured' })
})

test('an idempotency key of one account means nothing in another', async () => {
  const ours = await sandbox.api('POST', '/v1/charges', aCharge(), 'one-key')
  const theirs = await asStranger('POST', '/v1/charges', aCharge({ amount: 500 }), 'one-key')
  expect([ours.status, theirs.status]).toEqual([201, 201])
  for (const { body } of [ours, theirs]) await payByCard(sandbox, body, succeeds)
  const capture = (api: RunningSandbox['api'], id: string) =>
    api('POST', `/v1/charges/${id}/capture`, {}, 'one-capture')
  expect((await capture(sandbox.api, ours.body.id)).body).toMatchObject({ amount_captured: 10_000 })
  expect((await capture(asStranger, theirs.body.id)).body).toMatchObject({ amount_captured: 500 })
})

test('a webhook of an account is signed with its own secret, and tells its mode', async () => {
  const { body } = await asStranger('POST', '/v1/charges', aCharge(), 'key-live')
  expect(body.livemode).toBe(true)
  await payByCard(sandbox, body, succeeds)
  const webhook = await webhookOf(body)
  expect(JSON.parse(webhook.rawBody)).toMatchObject({
    livemode: true,
    data: { charge: { id: body.id, livemode: true } },
  })
  expect(isSignedWith(webhook, strangeAccount.webhookSecret)).toBe(true)
  expect(isSignedWith(webhook, webhookSecret)).toBe(false)
})

test('the payment page bears the name of the account', async () => {
  const { body } = await asStranger('POST', '/v1/charges', aCharge(), 'key-page')
  const page = await (await fetch(body.hosted_url ?? '')).text()
  expect(page).toContain('Atelier Nord')
  expect(page).not.toContain('Lumen')
})

test('browsers name the account by its publishable key', async () => {
  const sheet = async (query: string) => (await fetch(`${sandbox.url}/sheet/pebble${query}`)).text()
  expect(await sheet('?client-id=pk_live_stranger')).toContain('Atelier Nord')
  for (const query of ['', '?client-id=pk_of_nobody'])
    expect(await sheet(query)).toContain('Lumen &amp; Oak')
})

test('a rolled key and the one before are both valid, until the old one is ended', async () => {
  const { id, secret_key: first } = await makeAccount(sandbox)
  const { body: rolled } = await change(id, 'roll-key')
  expect(rolled.secret_key).toMatch(/^sk_test_[\w-]{22}$/)
  expect([await statusWith(first), await statusWith(rolled.secret_key)]).toEqual([200, 200])
  const again = await change(id, 'roll-key')
  expect([again.status, again.body.error?.code]).toEqual([409, 'old_key_valid'])
  expect((await change(id, 'end-old-key')).body).toMatchObject({ has_old_key: false })
  expect([await statusWith(first), await statusWith(rolled.secret_key)]).toEqual([401, 200])
})

test('while a webhook secret is replaced both sign, and then the new one alone', async () => {
  const {
    id,
    secret_key,
    webhook_secret: first,
  } = await makeAccount(sandbox, {
    webhook_url: sandbox.account.webhookUrl,
  })
  const second = (await change(id, 'roll-webhook-secret')).body.webhook_secret
  const { status } = await change(id, 'roll-webhook-secret')
  expect(status).toBe(409)
  const pay = async (key: string) => {
    const { body } = await apiOf(sandbox.url, secret_key)('POST', '/v1/charges', aCharge(), key)
    await payByCard(sandbox, body, succeeds)
    const webhook = await webhookOf(body)
    return [first, second].map((secret) => isSignedWith(webhook, secret))
  }
  expect(await pay('rolling')).toEqual([true, true])
  await change(id, 'end-old-webhook-secret')
  expect(await pay('rolled')).toEqual([false, true])
})

test('an account without a webhook URL is told nothing, and once it has one it can be sent again', async () => {
  const { id, secret_key } = await makeAccount(sandbox)
  const { body } = await apiOf(sandbox.url, secret_key)('POST', '/v1/charges', aCharge(), 'mute')
  await payByCard(sandbox, body, succeeds)
  const [delivery] = await sandbox.query('select id, status, failure from sandbox_psp.deliveries')
  expect(delivery).toMatchObject({ status: 'dropped', failure: 'the account has no webhook URL' })
  await change(id, 'webhook-url', { webhook_url: sandbox.account.webhookUrl })
  await sendForm(`${sandbox.url}/chaos`, { intent: 'send-again', delivery: String(delivery?.id) })
  expect(JSON.parse((await webhookOf(body)).rawBody)).toMatchObject({ type: 'charge.authorized' })
})

const anotherProcess = (accounts: readonly SeededAccount[]) =>
  createSandboxPsp({ query: sandbox.query, publicUrl: sandbox.url, accounts, panelToken })

test('a restart leaves what developers changed, and follows the host where the host changed', async () => {
  const { account } = sandbox
  const { secret_key: rolled } = (await change(account.id, 'roll-key')).body
  await change(account.id, 'end-old-key')
  const restart = async (changes: Partial<SeededAccount>) => {
    const process = anotherProcess([{ ...account, ...changes }])
    await process.start()
    await process.stop()
  }
  await restart({})
  expect([await statusWith(rolled), await statusWith(account.secretKey)]).toEqual([200, 401])
  await restart({ name: 'Oak & Lumen' })
  expect([await statusWith(rolled), await statusWith(account.secretKey)]).toEqual([401, 200])
  await restart({})
  expect((await sandbox.api('GET', '/v1/account')).body).toMatchObject({ name: 'Lumen & Oak' })
})

test('processes that start at the same moment bring their accounts once', async () => {
  for (let round = 1; round <= 50; round += 1) {
    const accounts = [
      { ...sandbox.account, id: `acct_${round}`, secretKey: `sk_test_of_round_${round}` },
    ]
    const processes = Array.from({ length: 10 }, () => anotherProcess(accounts))
    await Promise.all(processes.map((process) => process.start()))
    await Promise.all(processes.map((process) => process.stop()))
    expect(await statusWith(`sk_test_of_round_${round}`)).toBe(200)
  }
})

test('no key is kept in a form in which it could be used', async () => {
  const { secret_key } = await makeAccount(sandbox)
  const rows = await sandbox.query('select to_jsonb(a)::text as row from sandbox_psp.accounts a')
  for (const { row } of rows) {
    expect(row).not.toContain(secret_key)
    expect(row).not.toContain(sandbox.account.secretKey)
  }
})
