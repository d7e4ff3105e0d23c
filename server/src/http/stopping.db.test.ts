import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStream } from '../testing/open-stream.ts'
import { aShopper, openPaymentOf, startPayment } from '../testing/shoppers.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'

let app: RunningApp
let stopped: Promise<void> | null
beforeEach(async () => {
  app = await startApp({ LINGER_MS: '3000' })
  stopped = null
})
afterEach(() => stopped ?? app.stop())

/** As by a signal; what comes now comes from somebody who does not know yet. */
function stop(): void {
  stopped = app.stop()
}

test('a server that ends is not ready any more, and answers what still comes', async () => {
  const { guest } = await aShopper(app)
  stop()
  const [ready, live] = await Promise.all(
    ['ready', 'live'].map((name) => fetch(`${app.url}/health/${name}`)),
  )
  expect([ready?.status, live?.status]).toEqual([503, 200])
  const answer = await startPayment(app, guest)
  expect(answer.status).toBe(201)
  expect(answer.headers.get('connection')).toBe('close')
})

test('streams end with the server, also those that are opened while it ends', async () => {
  const { guest } = await aShopper(app)
  const { transactionId } = openPaymentOf(await startPayment(app, guest))
  const before = await openStream(app, transactionId, guest)
  expect(await before.next()).toMatchObject({ outcome: 'open' })
  stop()
  expect(await before.next()).toBeNull()
  const late = await openStream(app, transactionId, guest)
  expect(await late.next()).toMatchObject({ outcome: 'open' })
  expect(await late.next()).toBeNull()
})
