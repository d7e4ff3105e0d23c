import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, call, refusal, told } from '../testing/call.ts'
import { appHeaders } from '../testing/shop-backend.ts'
import { aGuest } from '../testing/shoppers.ts'
import { type RunningApp, readSecret, startApp } from '../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  // Its messages are left alone: the built-in shop would fetch them, and be counted.
  app = await startApp({ RATE_LIMIT_TENANT: '20', MESSAGES: 'pull' })
})
afterAll(() => app.stop())

const ask = {
  backend: () => call(app, 'GET', '/channels/payment-events', { headers: appHeaders(app) }),
  shopper: () => call(app, 'GET', '/guest-carts', { headers: aGuest() }),
}

async function served(request: () => Promise<Answer>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: 30 }, request))
  const refused = answers.filter(({ status }) => status === 429)
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  return answers.length - refused.length
}

test('however many shoppers there are, they take so much of a tenant, and nothing of what its shop needs', async () => {
  expect(await served(ask.shopper)).toBeLessThanOrEqual(22)
  expect(told(await ask.backend())).toBe('200')
  expect(await served(ask.backend)).toBeLessThanOrEqual(20)
  const refused = await ask.backend()
  expect(refused.json).toMatchObject([{ code: '4018', status: 429 }])
})

test('what one tenant has used up is not taken from another', async () => {
  const market = { 'x-tenant-identifier': 'market' }
  const authorization = `Bearer ${await readSecret(app, 'app-token market')}`
  const spend = [ask.shopper, ask.backend].map(served)
  expect((await Promise.all(spend)).every((count) => count <= 21)).toBe(true)
  expect(told(await ask.shopper())).toBe(refusal('rate-limited'))
  const shopper = { ...aGuest(), ...market }
  expect(told(await call(app, 'GET', '/guest-carts', { headers: shopper }))).toBe('200')
  const backend = { authorization, ...market }
  const path = '/channels/payment-events'
  expect(told(await call(app, 'GET', path, { headers: backend }))).toBe('200')
})

test('an address that is not on the public internet stands for nobody, and has no rate', async () => {
  const other = await startApp({ RATE_LIMIT_ADDRESS: '1' })
  const look = () => call(other, 'GET', '/guest-carts', { headers: aGuest() })
  const answers = [await look(), await look(), await look()]
  expect(answers.map(told)).toEqual(['200', '200', '200'])
  await other.stop()
})
