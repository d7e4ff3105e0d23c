import { defineConfig } from 'vitest/config'

const databaseTests = ['src/**/*.db.test.ts']
/** Several processes need a database that several can open. */
const severalProcessTests = ['src/**/*.pg.test.ts']

/** Tests that need no database run once; those that do run on PGlite and on a PostgreSQL server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['src/**/*.test.ts'],
          exclude: [...databaseTests, ...severalProcessTests],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'server on PGlite',
          include: databaseTests,
          globalSetup: './src/testing/prepare-pglite.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
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
