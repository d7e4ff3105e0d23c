import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  clearSandbox,
  openCharge,
  type RunningSandbox,
  startSandbox,
} from '../testing/start-sandbox.ts'
import {
  authorizeCharge,
  beginChallenge,
  declineCharge,
  processCharge,
  settleProcessing,
} from './attempts.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
  await sandbox.psp.stop()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const eventTypes = async () =>
  (await sandbox.query('select type from sandbox_psp.events order by created_at')).map(
    (row) => row.type,
  )

const anAttempt = async () => ({ chargeId: (await openCharge(sandbox)).id, last4: '4242' })

test('of attempts that all saw an open charge, the first to end it counts and the others do nothing', async () => {
  const attempt = await anAttempt()
  expect(await authorizeCharge(sandbox, attempt)).toMatchObject({
    status: 'authorized',
    version: 2,
  })
  expect(await authorizeCharge(sandbox, attempt)).toBeNull()
  expect(await declineCharge(sandbox, attempt, 'declined')).toBeNull()
  expect(await processCharge(sandbox, attempt)).toBeNull()
  expect(await beginChallenge(sandbox, attempt, { id: 'chl_1', ending: '3ds' })).toBe(false)
  expect(await eventTypes()).toEqual(['charge.authorized'])
})

test('a declined attempt is counted and told, and the next one starts without its reason', async () => {
  const attempt = await anAttempt()
  const declined = {
    status: 'open',
    attempts: 1,
    last_outcome: 'declined',
    decline_code: 'declined',
  }
  expect(await declineCharge(sandbox, attempt, 'declined')).toMatchObject(declined)
  const paid = { status: 'authorized', attempts: 2, last_outcome: 'authorized', decline_code: null }
  expect(await authorizeCharge(sandbox, attempt)).toMatchObject(paid)
  expect(await eventTypes()).toEqual(['charge.declined', 'charge.authorized'])
})

test('a charge in processing is settled once, when it is due and not before', async () => {
  const attempt = await anAttempt()
  await processCharge(sandbox, attempt)
  expect(await settleProcessing(sandbox)).toBe(false)
  await sandbox.query('update sandbox_psp.charges set processing_due_at = now()')
  const settled = await Promise.all([settleProcessing(sandbox), settleProcessing(sandbox)])
  expect(settled.sort()).toEqual([false, true])
  expect(await eventTypes()).toEqual(['charge.processing', 'charge.authorized'])
})
