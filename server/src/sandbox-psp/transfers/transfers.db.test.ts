import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  aCharge,
  apiOf,
  type ChargeBody,
  clearSandbox,
  makeAccount,
  openCharge,
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

async function capturedCharge(): Promise<ChargeBody> {
  const charge = await openCharge(sandbox, { capture: 'automatic' })
  await payByCard(sandbox, charge, '4242424242424242')
  return charge
}

async function activeMerchant(reference = 'MER1'): Promise<string> {
  const merchant = { reference, name: 'Oak Workshop' }
  const { body } = await sandbox.api('POST', '/v1/merchants', merchant, `make-${reference}`)
  await press(body.id, 'approve')
  return body.id
}

const press = async (merchant: string, intent: string) =>
  (await sendForm(`${sandbox.url}/dashboard`, { merchant, intent })).headers.get('location')
const payOut = (charge: { id: string }, merchant: string, amount: number, key: string) =>
  sandbox.api(
    'POST',
    '/v1/transfers',
    { charge: charge.id, merchant, amount, currency: 'EUR' },
    key,
  )
const reverse = (transfer: string, amount: number, key: string) =>
  sandbox.api('POST', `/v1/transfers/${transfer}/reversals`, { amount }, key)
const balances = async () =>
  Array.from(
    (await (await fetch(`${sandbox.url}/dashboard`)).text()).matchAll(
      /data-testid="balance">([^<]*)</g,
    ),
    ([, text]) => text,
  )

test('a transfer is told with the key that asked for it, and the same key repeats the answer', async () => {
  const charge = await capturedCharge()
  const merchant = await activeMerchant()
  const first = await payOut(charge, merchant, 6_000, 'out-1')
  expect(first).toEqual({
    status: 201,
    body: {
      id: expect.stringMatching(/^tr_/),
      object: 'transfer',
      charge: charge.id,
      merchant,
      transfer: null,
      amount: 6_000,
      currency: 'EUR',
      key: 'out-1',
      created: expect.any(String),
    },
  })
  await reverse(first.body.id, 1_000, 'back-1')
  expect(await payOut(charge, merchant, 6_000, 'out-1')).toEqual({ ...first, status: 200 })
  expect(await payOut(charge, merchant, 6_001, 'out-1')).toMatchObject({
    status: 422,
    body: { error: { code: 'idempotency_key_reused' } },
  })
  const found = await sandbox.api('GET', '/v1/transfers?key=out-1')
  expect(found.body.data).toEqual([first.body])
})

test.each([
  ['transfer_too_high', 422, { amount: 10_001 }],
  ['currency_mismatch', 422, { currency: 'CHF' }],
  ['merchant_not_found', 404, { merchant: 'mer_nobody' }],
  ['not_found', 404, { charge: 'ch_nobody' }],
])('a transfer is refused with %s', async (code, status, changes) => {
  const { id: charge } = await capturedCharge()
  const merchant = await activeMerchant()
  const asked = { charge, merchant, amount: 10_000, currency: 'EUR', ...changes }
  expect(await sandbox.api('POST', '/v1/transfers', asked, 'no')).toMatchObject({
    status,
    body: { error: { code } },
  })
})

test('a merchant of another account cannot be sent anything', async () => {
  const api = apiOf(sandbox.url, strangeAccount.secretKey)
  const { body } = await api('POST', '/v1/merchants', { reference: 'MER1', name: 'Oak' }, 'theirs')
  await press(body.id, 'approve')
  const answer = await payOut(await capturedCharge(), body.id, 1, 'out')
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'merchant_not_found' } } })
})

test('a refund that is under way is reserved, and a failed one is not', async () => {
  await setChaos(sandbox, { refund_mode: 'pending_then_fail', refund_ms: 100_000 })
  const charge = await capturedCharge()
  const merchant = await activeMerchant()
  await sandbox.api('POST', `/v1/charges/${charge.id}/refunds`, { amount: 4_000 }, 'refund')
  expect((await payOut(charge, merchant, 6_001, 'out-1')).body.error?.code).toBe(
    'transfer_too_high',
  )
  await sandbox.query('update sandbox_psp.steps set due_at = now()')
  sandbox.psp.wake()
  await eventually(async () =>
    expect(await sandbox.query('select id from sandbox_psp.steps')).toEqual([]),
  )
  expect((await payOut(charge, merchant, 10_000, 'out-2')).status).toBe(201)
})

test('a transfer changes nothing of what is told of the charge', async () => {
  const charge = await capturedCharge()
  const before = (await sandbox.api('GET', `/v1/charges/${charge.id}`)).body
  await payOut(charge, await activeMerchant(), 10_000, 'out')
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).body).toEqual(before)
})

test('an uncaptured charge and a merchant who is not active are refused by name', async () => {
  const open = await openCharge(sandbox)
  const merchant = await activeMerchant()
  expect((await payOut(open, merchant, 1, 'out-1')).body.error?.code).toBe('charge_not_captured')
  await press(merchant, 'warn')
  const charge = await capturedCharge()
  expect((await payOut(charge, merchant, 1, 'out-2')).status).toBe(201)
  await press(merchant, 'document')
  expect((await payOut(charge, merchant, 1, 'out-3')).body.error?.code).toBe('merchant_not_active')
})

test('a reversal beyond its transfer is refused by name, and so is one of a reversal', async () => {
  const out = await payOut(await capturedCharge(), await activeMerchant(), 6_000, 'out')
  const back = await reverse(out.body.id, 2_000, 'back-1')
  expect(back).toMatchObject({ status: 201, body: { object: 'reversal', transfer: out.body.id } })
  expect((await reverse(out.body.id, 4_001, 'back-2')).body.error?.code).toBe('reversal_too_high')
  expect((await reverse(back.body.id, 1, 'back-3')).body.error?.code).toBe('transfer_not_found')
})

test('a balance falls below zero when money comes back that was at the bank already', async () => {
  const merchant = await activeMerchant()
  const out = await payOut(await capturedCharge(), merchant, 6_000, 'out')
  expect(await balances()).toEqual(['€60.00'])
  expect(await press(merchant, 'pay-out')).toBe('/dashboard?done=done')
  expect(await press(merchant, 'pay-out')).toBe('/dashboard?done=nothing')
  await reverse(out.body.id, 2_500, 'back')
  expect(await balances()).toEqual(['-€25.00'])
})

test('only the account of a marketplace has merchants and transfers', async () => {
  const { secret_key } = await makeAccount(sandbox)
  const api = apiOf(sandbox.url, secret_key)
  for (const [method, path] of [
    ['POST', '/v1/merchants'],
    ['GET', '/v1/merchants?reference=MER1'],
    ['POST', '/v1/merchants/mer_1/onboarding-links'],
    ['POST', '/v1/transfers'],
    ['GET', '/v1/transfers?key=out'],
    ['POST', '/v1/transfers/tr_1/reversals'],
  ] as const) {
    const answer = await api(method, path, method === 'POST' ? {} : undefined, 'key')
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'not_a_marketplace' } } })
  }
  expect((await api('POST', '/v1/charges', aCharge(), 'key')).status).toBe(201)
})

test('a refusal on demand is used up by what is new, and is final under its key', async () => {
  const charge = await capturedCharge()
  const merchant = await activeMerchant()
  const first = await payOut(charge, merchant, 1_000, 'out-1')
  await setChaos(sandbox, { transfer_refuse_next: 1 })
  expect(await payOut(charge, merchant, 1_000, 'out-1')).toEqual({ ...first, status: 200 })
  expect((await payOut(charge, merchant, 1_000, 'out-2')).body.error?.code).toBe('transfer_refused')
  expect((await payOut(charge, merchant, 1_000, 'out-2')).body.error?.code).toBe('transfer_refused')
  expect((await payOut(charge, merchant, 2_000, 'out-2')).body.error?.code).toBe(
    'idempotency_key_reused',
  )
  expect((await payOut(charge, merchant, 1_000, 'out-3')).status).toBe(201)
})

test.each([
  [{ fail_before_next: 1 }, 0],
  [{ lose_answer_next: 1, lose_answer_kind: '500' }, 1],
])('under %j a transfer answers 500, and %i were made', async (chaos, made) => {
  const charge = await capturedCharge()
  const merchant = await activeMerchant()
  await setChaos(sandbox, chaos)
  expect((await payOut(charge, merchant, 1_000, 'out')).status).toBe(500)
  expect(await sandbox.query('select id from sandbox_psp.transfers')).toHaveLength(made)
})
