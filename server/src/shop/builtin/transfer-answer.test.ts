import { expect, test } from 'vitest'
import { toTransferAnswer } from './transfer-answer.ts'

const transfer = (changes: object) => ({
  status: 200,
  body: {
    transfers: [
      {
        isSuccessful: true,
        failureMessage: null,
        transferId: 'tr_1',
        paymentTransmissionItems: [{ itemReference: 'a' }, { itemReference: 'b' }],
        ...changes,
      },
    ],
  },
})

test('the items of a transfer share what became of it', () => {
  expect(toTransferAnswer(transfer({}))).toEqual({
    kind: 'decided',
    outcomes: [
      { itemReference: 'a', kind: 'transferred', transferId: 'tr_1' },
      { itemReference: 'b', kind: 'transferred', transferId: 'tr_1' },
    ],
  })
})

test.each([
  [{ failureReason: 'merchant-not-ready', failureMessage: 'Not ready.' }, 'merchant-not-ready'],
  [{ failureMessage: 'Merchant not found.' }, 'Merchant not found.'],
  [{}, 'no reason was given'],
])('a transfer that failed says why: %j', (changes, because) => {
  const answer = toTransferAnswer(transfer({ isSuccessful: false, transferId: null, ...changes }))
  expect(answer).toMatchObject({ outcomes: [{ kind: 'failed', because }, { because }] })
})

test.each([
  { isSuccessful: false, failureReason: 'outcome-unknown', transferId: null },
  { isSuccessful: true, transferId: null },
])('what the app does not know, or does not name, stays open: %j', (changes) => {
  expect(toTransferAnswer(transfer(changes))).toEqual({ kind: 'decided', outcomes: [] })
})

test.each([
  [{ status: 500, body: null }, 'unknown'],
  [{ status: 409, body: [] }, 'unknown'],
  [{ status: 429, body: [] }, 'unknown'],
  [{ status: 200, body: 'no JSON' }, 'unknown'],
  [{ status: 400, body: [{ message: 'No marketplace.' }] }, 'refused'],
  [{ status: 404, body: null }, 'refused'],
])('an answer %j is %s', (reply, kind) => {
  expect(toTransferAnswer(reply).kind).toBe(kind)
})
