import { defineConfig } from 'vitest/config'

const databaseTests = ['src/**/*.db.test.ts']
/** Several processes need a database that several can open. */
const severalProcessTests = ['src/**/*.pg.test.ts']

/** Tests that need no database run once; those that do run on PGlite and on a PostgreSQL server. */
export default defineConfig({
  test: {
    // Tests leave nothing behind in a module, so that files may share what was loaded; loading it for each of them, and
    // PGlite above all, took longer than testing. Left alone, all cores but one are used, which is half of a small machine.
    isolate: false,
    maxWorkers: '100%',
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['src/**/*.test.ts'],
          exclude: [...databaseTests, ...severalProcessTests],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server on PGlite',
          include: databaseTests,
          globalSetup: './src/testing/prepare-pglite.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server on PostgreSQL',
          include: [...databaseTests, ...severalProcessTests],
          globalSetup: './src/testing/prepare-postgres.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
