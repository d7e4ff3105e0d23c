import { expect, test } from 'vitest'
import { toNotDone } from './sandbox-not-done.ts'

const answered = (status: number, body: unknown) => ({ kind: 'answered', status, body }) as const
const refusal = (code: string) => ({ error: { code, message: 'Why it was refused.' } })

test('a refusal is the one of the provider, and not of what stands in front of it', () => {
  expect(toNotDone(answered(402, refusal('transfer_too_high')))).toEqual({
    kind: 'failed',
    pspStatus: 'transfer_too_high',
  })
  expect(toNotDone(answered(413, '<html>Too large</html>'))).toEqual({
    kind: 'unknown',
    because: 'http_413',
  })
})

test('what was not looked at was not done, and what may be under way is unknown', () => {
  expect(toNotDone(answered(429, refusal('too_many_requests')))).toMatchObject({ kind: 'not-sent' })
  expect(toNotDone(answered(409, refusal('in_progress')))).toMatchObject({ kind: 'unknown' })
  expect(toNotDone(answered(200, 'no transfer'))).toMatchObject({ kind: 'unknown' })
})

test('an account without a marketplace stays one, whatever the status says', () => {
  expect(toNotDone(answered(403, refusal('not_a_marketplace')))).toEqual({
    kind: 'failed',
    pspStatus: 'not_a_marketplace',
  })
})
