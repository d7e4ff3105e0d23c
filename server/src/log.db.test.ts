import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from './database/database.ts'
import { toLoggedError } from './log.ts'
import { createTestDatabase } from './testing/test-database.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ db, drop } = await createTestDatabase())
})
afterAll(() => drop())

/** What is logged of work that the database refuses. */
async function loggedOf(work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    return toLoggedError(new Error('The work failed.', { cause: error }))
  }
  throw new Error('The work did not fail.')
}

test('a statement that fails is logged without its parameters and without the row that it was about', async () => {
  const refused = () =>
    sql`insert into tenant_tokens (tenant, kind, token_hash)
    values (${'lamps'}, ${'sk_test_leaked'}, ${'sk_test_leaked'})`.execute(db)
  const unreadable = () => sql`select ${'{"secretKey":"sk_test_leaked'}::jsonb`.execute(db)
  for (const work of [refused, unreadable]) {
    const logged = await loggedOf(work)
    expect(JSON.stringify(logged)).not.toContain('sk_test_leaked')
    expect(logged).toMatchObject({
      message: 'The work failed.',
      cause: { code: expect.stringMatching(/^2/), stack: expect.stringContaining('log.db.test') },
    })
  }
})

test('what is thrown and is no error tells nothing, and causes in a circle end', () => {
  expect(JSON.stringify(toLoggedError({ secretKey: 'sk_test_leaked' }))).not.toContain('leaked')
  const error = new Error('Round and round.')
  error.cause = error
  expect(JSON.stringify(toLoggedError(error)).match(/Round and round/g)?.length).toBeGreaterThan(1)
})
