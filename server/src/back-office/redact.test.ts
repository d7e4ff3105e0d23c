import { expect, test } from 'vitest'
import { redact, redacted, redactJson } from './redact.ts'

test.each([
  'client_secret',
  'clientSecret',
  'accessToken',
  'Authorization',
  'webhook-signature',
  'X-Anonymous-Customer-Unique-Id',
  'guestId',
  'cardNumber',
  'number',
  'cvc',
  'security_code',
  'iban',
  'apiKey',
  'cookie',
  'owner',
  'clientData',
  'password',
  'fingerprint',
])('what is named %s is not shown, at any depth', (key) => {
  const value = { data: [{ [key]: 'abc' }], [key]: { inner: 'abc' } }
  expect(JSON.stringify(redact(value))).not.toContain('abc')
  expect(redact({ [key]: null })).toEqual({ [key]: null })
})

test('what helps an operator is shown', () => {
  const event = {
    type: 'charge.captured',
    created: '2026-01-15T09:14:40.900Z',
    data: {
      charge: {
        id: 'ch_6fPq0sLr7mVb2nKx',
        reference: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
        amount: 24890,
        intent: 'pi_3MtwBwLkdIwHu7ix',
        sequence: 1768468480909,
        status: 'captured',
        card: { brand: 'visa', last4: '4242' },
        customer: { email: 'ada@example.org' },
        failure: null,
        livemode: false,
      },
    },
  }
  expect(redact(event)).toEqual(event)
})

test.each([
  ['a card number', 'paid with 4242 4242 4242 4242'],
  ['a card number as a number', 4242424242424242],
  ['a token of a customer', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'],
  ['a header', 'Bearer abcdefghijkl'],
  ['a secret of webhooks', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['a key of a provider', 'sk_live_51HG7abcdEFGH'],
  ['the secret of a browser', 'cs_9aUbQ2X1y2z3'],
  ['the secret of a payment', 'pi_3MtwBw_secret_YrKJUK51HG'],
  ['a guest', 'guest:9f8e7d6c5b4a'],
])('%s is known by how it looks', (_name, value) => {
  const text = JSON.stringify(redact({ note: value }))
  expect(text).toContain(redacted)
  expect(text).not.toMatch(/4242424242424242|4242 4242 4242|c2ln|abcdefghijkl|MfKQ|51HG|9aUb|9f8e/)
})

test('an address loses its query and fragment, which may carry signed states', () => {
  expect(redact({ url: 'https://pay.example/return?state=eyJ#tillway_token=x' })).toEqual({
    url: `https://pay.example/return?${redacted}`,
  })
})

test('JSON inside of JSON is looked through as well', () => {
  const details = JSON.stringify({ pspReference: 'ch_1', clientSecret: 'abc' })
  expect(redact({ details })).toEqual({
    details: JSON.stringify({ pspReference: 'ch_1', clientSecret: redacted }),
  })
})

test('what never ends is cut', () => {
  let deep: object = { end: 'abc' }
  for (let depth = 0; depth < 40; depth += 1) deep = { deep }
  expect(JSON.stringify(redact(deep))).not.toContain('abc')
  const wide = redact({ list: Array.from({ length: 5_000 }, () => 1), text: 'x'.repeat(9_000) })
  expect(JSON.stringify(wide).length).toBeLessThan(4_000)
})

test('what cannot be read is not shown', () => {
  expect(redactJson('a=b&card=4242424242424242')).toBeNull()
  expect(redactJson('{"amount":1}')).toEqual({ amount: 1 })
})
