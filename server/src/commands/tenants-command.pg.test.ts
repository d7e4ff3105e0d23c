import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken, lockTenant } from '../tenants/tenant-store.ts'
import { eventually } from '../testing/eventually.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'
import { runTenantsCommand } from './tenants-command.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ MESSAGES: 'pull' })
})
afterAll(() => app.stop())

/** Runs the command as an operator does beside a server on the same database. */
async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const env = { NODE_ENV: 'test', DATABASE_URL: app.databaseUrl ?? '' }
  const terminal = {
    env,
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
  }
  return { code: await runTenantsCommand(args, terminal), out, err }
}

const lastWord = (line = '') => line.split(' ').at(-1) ?? ''

/** Whether a shop's backend gets in with this token. */
async function opens(tenant: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'x-tenant-identifier': tenant }
  return (await fetch(`${app.url}/channels/payment-events`, { headers })).status === 200
}

/** Which of these tokens are good now; a server may believe in one that was ended for some seconds more. */
async function goodOf(tenant: string, tokens: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ token_hash: string }>`
    select token_hash from tenant_tokens where tenant = ${tenant} and kind = 'app'`.execute(app.db)
  const known = new Set(rows.map((row) => row.token_hash))
  return tokens.filter((token) => known.has(hashToken(token)))
}

test('a tenant is added once, its tokens open its doors, and the list knows it', async () => {
  const added = await run('add', 'lamps', 'Lamps', '&', 'Co')
  expect(added.code).toBe(0)
  expect(await opens('lamps', lastWord(added.out[0]))).toBe(true)
  expect(await opens('demo', lastWord(added.out[0]))).toBe(false)
  expect((await run('list')).out).toContain('lamps\tLamps & Co\t0 connected')
  const again = await run('add', 'lamps')
  expect(again).toMatchObject({ code: 1, out: [] })
  expect(again.err.join()).toContain('Nothing was changed')
})

test('another token leaves those before good, and ends them when it is told to', async () => {
  const first = lastWord((await run('add', 'chairs')).out[0])
  const { out } = await run('token', 'chairs', 'app')
  const second = out[0] ?? ''
  expect(await goodOf('chairs', [first, second])).toEqual([first, second])
  const [third = '', ended] = (await run('token', 'chairs', 'app', '--end-others')).out
  expect(ended).toBe('2 ended.')
  expect(await goodOf('chairs', [first, second, third])).toEqual([third])
  const nobody = await run('token', 'tables', 'app', '--end-others')
  expect(nobody).toEqual({ code: 1, out: [], err: ['There is no tenant tables.'] })
})

test('who ends all others waits for whoever changes the tenant, so that two never end each other', async () => {
  const first = lastWord((await run('add', 'stools')).out[0])
  const other = await app.db.startTransaction().execute()
  await lockTenant(other, 'stools')
  const ending = run('token', 'stools', 'app', '--end-others')
  await eventually(async () => {
    const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      app.db,
    )
    expect(rows).toHaveLength(1)
  })
  expect(await goodOf('stools', [first])).toEqual([first])
  await other.commit().execute()
  const [token = '', ended] = (await ending).out
  expect(ended).toBe('1 ended.')
  expect(await goodOf('stools', [first, token])).toEqual([token])
})

test.each([
  [[]],
  [['add', 'Not A Tenant']],
  [['token', 'lamps', 'shopper']],
  [['token', 'lamps', 'app', '--end-all']],
])('what it does not know (%j) is answered with how to use it', async (args) => {
  const { code, err, out } = await run(...args)
  expect([code, out]).toEqual([2, []])
  expect(err.join()).toContain('pnpm tenants add <tenant>')
})
