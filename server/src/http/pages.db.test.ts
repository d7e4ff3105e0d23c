import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

test('pictures of the catalogue are served, and nothing beside their folder', async () => {
  const picture = await fetch(`${app.url}/catalogue/fjord.svg`)
  expect(picture.headers.get('content-type')).toBe('image/svg+xml')
  for (const path of ['..%2Fcatalogue.ts', '%2e%2e%2f%2e%2e%2fmain.ts', 'fjord.svg%00.svg']) {
    expect((await fetch(`${app.url}/catalogue/${path}`)).status).toBe(404)
  }
})

test('an address that is no address is not found, and breaks nothing', async () => {
  for (const path of ['/catalogue/%zz.svg', '/assets/%', '/%E0%A4%A.html']) {
    expect((await fetch(`${app.url}${path}`)).status).toBe(404)
  }
})

test('the pages of the back office never answer for its API', async () => {
  const refused = await fetch(`${app.url}/back-office/api/nothing`, {
    headers: { accept: 'text/html' },
  })
  expect(refused.status).toBe(404)
  expect(await refused.text()).not.toContain('id="back-office"')
})
