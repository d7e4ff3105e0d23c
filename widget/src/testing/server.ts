import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { createTestTillway, type TestTillway } from './test-tillway.ts'

export const baseUrl = 'https://pay.example'

/** A fresh Tillway for each test of a file; a request that nobody answers fails the test. */
export function startTillway(options: { total?: number } = {}) {
  const server = setupServer()
  let tillway: TestTillway = createTestTillway({ baseUrl, ...options })
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => {
    tillway = createTestTillway({ baseUrl, ...options })
    server.resetHandlers(...tillway.handlers)
  })
  beforeAll(() => server.use(...tillway.handlers))
  afterAll(() => server.close())
  return { server, get: () => tillway }
}
