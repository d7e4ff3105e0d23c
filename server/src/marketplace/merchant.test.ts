import { expect, test } from 'vitest'
import type { PspMerchant } from '../psp/marketplace.ts'
import { applyPicture, isUndecided, type Merchant } from './merchant.ts'

const merchant: Merchant = {
  ...{ tenant: 'demo', provider: 'sandbox', mode: 'test', merchantReference: 'MER1' },
  ...{ name: 'Oak Workshop', status: 'pending', pspReference: 'mer_1', pspSequence: 4 },
  ...{ pspStatus: 'in_review', canBePaid: false, missing: [], operationId: 'op_1' },
  ...{ createdAt: new Date(0), updatedAt: new Date(0) },
}

const picture = (changes: Partial<PspMerchant> = {}): PspMerchant => ({
  ...{ pspReference: 'mer_1', merchantReference: 'MER1', sequence: 5 },
  ...{ status: 'enabled', pspStatus: 'active', canBePaid: true, missing: [] },
  ...changes,
})

test('a newer picture changes the merchant, and the shop is told of its new status', () => {
  const verdict = applyPicture(merchant, picture())
  expect(verdict).toMatchObject({
    kind: 'changed',
    merchant: { status: 'enabled', canBePaid: true, pspSequence: 5 },
    messages: [
      {
        name: 'MerchantAppOnboardingStatusChanged',
        payload: {
          ...{ merchantReference: 'MER1', status: 'enabled', type: 'payment' },
          appIdentifier: 'tillway-sandbox-test',
        },
      },
    ],
  })
})

test('what is missing is told with the status', () => {
  const verdict = applyPicture(merchant, picture({ status: 'restricted', missing: ['company'] }))
  if (verdict.kind !== 'changed') throw new Error(verdict.because)
  expect(verdict.messages[0]?.payload['additionalInfo']).toBe('{"missing":["company"]}')
})

test('a picture of the same status is kept and not told', () => {
  const verdict = applyPicture(merchant, picture({ status: 'pending', missing: ['terms'] }))
  expect(verdict).toMatchObject({ kind: 'changed', messages: [], merchant: { missing: ['terms'] } })
})

test.each([
  [{ sequence: 3 }, 'older'],
  [{ sequence: 4 }, 'known'],
  [{ pspReference: 'mer_2', sequence: 9 }, 'another-account'],
])('a picture with %j changes nothing: %s', (changes, because) => {
  expect(applyPicture(merchant, picture(changes))).toEqual({ kind: 'ignored', because })
})

test.each([
  [{ pspReference: null, status: 'incomplete' as const }, true],
  [{ status: 'pending' as const }, true],
  [{ status: 'incomplete' as const }, false],
  [{ status: 'enabled' as const }, false],
])('whether it is the turn of the PSP for %j: %s', (changes, expected) => {
  expect(isUndecided({ ...merchant, ...changes })).toBe(expected)
})
