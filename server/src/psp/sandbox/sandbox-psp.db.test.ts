import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import {
  clearSandbox,
  endMovements,
  payByCard,
  secretKey,
  sendForm,
  setChaos,
  startSandbox,
  webhookSecret,
} from '../../sandbox-psp/testing/start-sandbox.ts'
import { callAsBrowser } from '../../sandbox-psp/testing/wallet-calls.ts'
import { eventually } from '../../testing/eventually.ts'
import { describePspCustomers } from '../customers.conformance.ts'
import { createKeepAliveFetch } from '../keep-alive-fetch.ts'
import { describePsp, type PspUnderTest } from '../psp.conformance.ts'
import type { PspCharge } from '../psp.ts'
import { createSandboxCustomers } from './sandbox-customers.ts'
import { createSandboxAdapter } from './sandbox-psp.ts'
import { closedAddress } from './testing/closed-address.ts'

const muchLaterMs = 100_000
const secondSecret = `whsec_${Buffer.from('second-secret-of-the-sandbox-suite').toString('base64')}`
const foreignSecret = `whsec_${Buffer.from('foreign-secret-of-the-sandbox-suite').toString('base64')}`
const webhookSecrets = [` ${webhookSecret}\n`, secondSecret]
const secrets = { first: webhookSecret, second: secondSecret, foreign: foreignSecret }

async function startAdapter(): Promise<PspUnderTest> {
  const sandbox = await startSandbox()
  const mode = 'test'
  const credentials = { baseUrl: `${sandbox.url}/`, mode, secretKey, webhookSecrets } as const
  const fetch = createKeepAliveFetch()
  const pay = async (charge: PspCharge, card: string) => {
    await payByCard(sandbox, { id: charge.pspReference }, card)
  }
  return {
    psp: createSandboxAdapter(credentials, { fetch }),
    impatient: createSandboxAdapter(credentials, { fetch, timeoutMs: 100 }),
    unreachable: createSandboxAdapter(
      { ...credentials, baseUrl: await closedAddress() },
      { fetch },
    ),
    loseNextAnswer: () => setChaos(sandbox, { lose_answer_next: 1 }),
    answerTooLate: () => setChaos(sandbox, { answer_delay_ms: muchLaterMs }),
    failNextCall: () => setChaos(sandbox, { fail_before_next: 1 }),
    reset: () => clearSandbox(sandbox),
    pay: (charge) => pay(charge, '4242424242424242'),
    decline: (charge) => pay(charge, '4000000000000002'),
    refuseNextCapture: () => setChaos(sandbox, { capture_fail_next: 1 }),
    captureSlowly: () => setChaos(sandbox, { capture_mode: 'pending', capture_ms: muchLaterMs }),
    refundSlowly: (ending) =>
      setChaos(sandbox, {
        refund_mode: ending === 'failed' ? 'pending_then_fail' : 'pending',
        refund_ms: muchLaterMs,
      }),
    refundInVain: () =>
      setChaos(sandbox, { refund_mode: 'succeed_then_fail', refund_ms: muchLaterMs }),
    endMovements: () => endMovements(sandbox),
    moveElsewhere: async ({ pspReference: charge }, { kind, amountMinor }) => {
      const amount = (amountMinor / 100).toFixed(2)
      const answer = await sendForm(`${sandbox.url}/dashboard`, { charge, intent: kind, amount })
      expect(answer.headers.get('location')).toBe('/dashboard?done=done')
    },
    expressMethod: 'kite-express',
    countCharges: async (reference) =>
      (await sandbox.query('select id from sandbox_psp.charges where reference = $1', [reference]))
        .length,
    firstWebhook: (charge) =>
      eventually(() => {
        const webhook = sandbox.received.find(({ rawBody }) =>
          rawBody.includes(charge.pspReference),
        )
        if (!webhook) throw new Error('No webhook of this charge came.')
        return webhook
      }),
    sign: (rawBody, secret, at) => ({
      rawBody,
      headers: {
        'webhook-id': 'evt_signed',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secrets[secret]).sign('evt_signed', at, rawBody),
      },
    }),
    close: sandbox.close,
  }
}

describePsp('the sandbox adapter', startAdapter)

describePspCustomers('the sandbox adapter', async () => {
  const sandbox = await startSandbox()
  const reach = { baseUrl: sandbox.url, secretKey }
  const fetch = createKeepAliveFetch()
  return {
    psp: createSandboxAdapter({ ...reach, mode: 'test', webhookSecrets }, { fetch }),
    customers: createSandboxCustomers(reach, { fetch }),
    unreachable: createSandboxCustomers({ ...reach, baseUrl: await closedAddress() }, { fetch }),
    expressMethods: ['pebble-express', 'kite-express'],
    approve: async ({ clientData, amountMinor, currency }) => {
      await callAsBrowser(sandbox, '/sheet/approve', {
        client_secret: clientData?.clientSecret,
        amount: amountMinor,
        currency,
        address: 'berlin',
        funding: 'works',
      })
    },
    failNextCall: () => setChaos(sandbox, { fail_before_next: 1 }),
    reset: () => clearSandbox(sandbox),
    close: sandbox.close,
  }
})

const anAnswer = (status: number, body: unknown) => ({
  fetch: async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
})
const credentials = {
  baseUrl: 'http://sandbox.test',
  mode: 'test',
  secretKey: 'sk_test',
  webhookSecrets: [webhookSecret],
} as const
const unpaid = { reference: 'tx_1', pspReference: 'ch_1', expecting: 'unpaid' } as const

const aBody = (changes: Record<string, unknown>) => ({
  id: 'ch_1',
  reference: 'tx_1',
  status: 'open',
  amount: 100,
  currency: 'EUR',
  amount_captured: 0,
  amount_refunded: 0,
  amount_voided: 0,
  captures: [],
  refunds: [],
  last_attempt: null,
  hosted_url: 'http://sandbox.test/pay/ch_1',
  version: 3,
  ...changes,
})

test('only a 503 that says offline promises that nothing happened', async () => {
  const offline = createSandboxAdapter(credentials, anAnswer(503, { error: { code: 'offline' } }))
  expect(await offline.cancel(unpaid, 'op')).toEqual({ kind: 'not-sent', because: 'offline' })
  const gateway = createSandboxAdapter(credentials, anAnswer(503, '<h1>Service unavailable</h1>'))
  expect(await gateway.cancel(unpaid, 'op')).toEqual({ kind: 'unknown', because: 'server-error' })
})

test('a success that cannot be read is unknown', async () => {
  const psp = createSandboxAdapter(credentials, anAnswer(200, { status: 'transmogrified' }))
  expect(await psp.cancel(unpaid, 'op')).toEqual({ kind: 'unknown', because: 'server-error' })
})

test('a connection that breaks after it was made is unknown', async () => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const broken = async () => {
    throw new TypeError('fetch failed', { cause })
  }
  const psp = createSandboxAdapter(credentials, { fetch: broken })
  expect(await psp.cancel(unpaid, 'op')).toEqual({ kind: 'unknown', because: 'connection' })
})

test('a charge that the bank is still deciding on can neither be paid nor be canceled', async () => {
  const body = { error: { code: 'status_conflict' }, charge: aBody({ status: 'processing' }) }
  const psp = createSandboxAdapter(credentials, anAnswer(409, body))
  expect(await psp.cancel(unpaid, 'op')).toMatchObject({
    kind: 'failed',
    refusal: 'not-cancelable',
    charge: { status: 'new', isProcessing: true, redirectUrl: null },
  })
})

test.each([
  ['open', 'new'],
  ['processing', 'new'],
  ['authorized', 'authorized'],
  ['captured', 'captured'],
  ['overpaid', 'overpaid'],
  ['underpaid', 'underpaid'],
  ['partially_refunded', 'partially refunded'],
  ['refunded', 'refunded'],
  ['canceled', 'canceled'],
])('their status %s is our status %s', async (theirs, ours) => {
  const psp = createSandboxAdapter(
    credentials,
    anAnswer(200, { data: [aBody({ status: theirs })] }),
  )
  expect(await psp.find('tx_1')).toMatchObject({
    kind: 'found',
    charge: { status: ours, sequence: 3 },
  })
})

test.each([
  ['declined', 3],
  ['authorized', 2],
  ['processing', 2],
])('of three attempts of which the last was %s, %i were declined', async (outcome, declines) => {
  const tried = aBody({ last_attempt: { number: 3, outcome, decline_code: null } })
  const psp = createSandboxAdapter(credentials, anAnswer(200, { data: [tried] }))
  expect(await psp.find('tx_1')).toMatchObject({ charge: { declines } })
})

test('a decline code becomes a word of ours', async () => {
  const declined = aBody({
    last_attempt: { number: 1, outcome: 'declined', decline_code: 'insufficient_funds' },
  })
  const psp = createSandboxAdapter(credentials, anAnswer(200, { data: [declined] }))
  const charge = { status: 'authorization_failed', failureReason: 'insufficient-funds' }
  expect(await psp.find('tx_1')).toMatchObject({ charge })
})

const aMovement = (changes: Record<string, unknown>) => ({
  id: 'cap_1',
  key: 'op_1',
  amount: 60,
  status: 'succeeded',
  failure_code: null,
  created: '2026-03-01T10:00:00.000Z',
  ...changes,
})

test('movements are told in the order of their making, with our operation where the key is ours', async () => {
  const captures = [
    aMovement({}),
    aMovement({ id: 'cap_2', key: 'batch-7', created: '2026-03-03T10:00:00.000Z' }),
  ]
  const refunds = [
    aMovement({
      id: 'ref_1',
      key: null,
      status: 'failed',
      failure_code: 'account_closed',
      created: '2026-03-02T10:00:00.000Z',
    }),
  ]
  const data = [
    aBody({ status: 'captured', amount_captured: 60, amount_voided: 40, captures, refunds }),
  ]
  const psp = createSandboxAdapter(credentials, anAnswer(200, { data }))
  expect(await psp.find('tx_1')).toMatchObject({
    charge: {
      voidedMinor: 40,
      movements: [
        { kind: 'capture', operationId: 'op_1', pspReference: 'cap_1', failureReason: null },
        { kind: 'refund', operationId: null, status: 'failed', failureReason: 'account-closed' },
        { kind: 'capture', operationId: null, pspReference: 'cap_2', amountMinor: 60 },
      ],
    },
  })
})

test('a capture that the bank refuses is told by the code of the bank', async () => {
  const captures = [aMovement({ status: 'failed', failure_code: 'authorization_expired' })]
  const charge = aBody({ status: 'authorized', captures })
  const body = { error: { code: 'authorization_expired' }, charge }
  const psp = createSandboxAdapter(credentials, anAnswer(402, body))
  const part = { reference: 'tx_1', pspReference: 'ch_1', amountMinor: 60 }
  expect(await psp.capture(part, 'op_1')).toMatchObject({
    kind: 'failed',
    refusal: 'refused',
    pspStatus: 'authorization_expired',
    charge: { movements: [{ status: 'failed', failureReason: 'authorization-expired' }] },
  })
})

test('of several charges under one reference the paid one counts', async () => {
  const data = [aBody({ id: 'ch_2' }), aBody({ id: 'ch_1', status: 'authorized' })]
  const psp = createSandboxAdapter(credentials, anAnswer(200, { data }))
  expect(await psp.find('tx_1')).toMatchObject({ charge: { pspReference: 'ch_1' } })
})

test('an express payment with a wallet that the sandbox does not have is refused, unsent', async () => {
  const never = async () => {
    throw new Error('Nothing may be sent.')
  }
  const psp = createSandboxAdapter(credentials, { fetch: never })
  const request = {
    reference: 'tx_1',
    amountMinor: 100,
    currency: 'EUR',
    returnUrl: 'https://shop.example/return',
    locale: 'de-DE',
    strategy: 'express-checkout',
    method: 'purse-express',
    orderReference: null,
    customer: { email: null, name: null },
    lines: [],
  } as const
  expect(await psp.initialise(request, 'op')).toMatchObject({
    kind: 'failed',
    pspStatus: 'unknown_wallet',
  })
})

test('an update of a charge that the bank is still deciding on is refused, and tells the charge', async () => {
  const body = { error: { code: 'status_conflict' }, charge: aBody({ status: 'processing' }) }
  const psp = createSandboxAdapter(credentials, anAnswer(409, body))
  const purchase = { amountMinor: 1, currency: 'EUR', lines: [] }
  expect(await psp.update(unpaid, purchase, 'op')).toMatchObject({
    kind: 'failed',
    refusal: 'refused',
    charge: { isProcessing: true },
  })
})

test.each([
  ['an empty secret key', { secretKey: ' \n' }],
  ['no webhook secret', { webhookSecrets: [] }],
  ['an empty webhook secret', { webhookSecrets: [webhookSecret, '  '] }],
  ['a webhook secret that is only its prefix', { webhookSecrets: ['whsec_'] }],
  ['a webhook secret that is not base64', { webhookSecrets: ['whsec_not base64!'] }],
])('an adapter with %s is not made', (_, changes) => {
  expect(() => createSandboxAdapter({ ...credentials, ...changes }, { fetch })).toThrow()
})
