import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEnv } from './app-env.ts'
import { mountBackOfficePages } from './pages.ts'

let folder = ''
const app = new Hono<AppEnv>({ strict: false })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillway-pages-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<div id="back-office"></div>')
  await writeFile(join(folder, 'assets/index-1.js'), 'export {}')
  mountBackOfficePages(app, pathToFileURL(`${folder}/`))
})
afterAll(() => rm(folder, { recursive: true }))

test('the back office is one page below one address, with a policy that lets nothing in', async () => {
  for (const path of ['/back-office', '/back-office/', '/back-office/payments/tx_1']) {
    const page = await app.request(path)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('id="back-office"')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:/)
  }
})

test('its files are kept for ever under their names, and a missing one is not the page', async () => {
  const file = await app.request('/back-office/assets/index-1.js')
  expect(file.headers.get('cache-control')).toContain('immutable')
  expect((await app.request('/back-office/assets/index-0.js')).status).toBe(404)
  expect((await app.request('/back-office/assets/..%2F..%2Fetc%2Fhosts.js')).status).toBe(404)
})

test('an address of the API is left to the API', async () => {
  expect((await app.request('/back-office/api/session')).status).toBe(404)
})
