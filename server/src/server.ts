import type { Config } from './config.ts'
import { openPglite, openPool, type WatchedDatabase } from './database/connect.ts'
import { lockFolder } from './database/data-folder-lock.ts'
import type { Database } from './database/database.ts'
import { coreMigrations, migrate } from './database/migrate.ts'
import type { DemoShop } from './demo.ts'
import { createParts } from './deps.ts'
import { createApp } from './http/app.ts'
import { type Listener, listen } from './http/listen.ts'
import { sandboxMigrations } from './sandbox-psp/sandbox-psp.ts'
import { builtinShopMigrations } from './shop/builtin/migrations.ts'
import { picturesFolder } from './shop/builtin/pictures.ts'

/** A server that listens. `stop` drains it and leaves nothing behind. */
export type RunningServer = {
  publicUrl: string
  sandboxUrl: string | null
  /** The demo's shops; none outside of demos. */
  shops: readonly DemoShop[]
  appToken: string
  panelToken: string
  stop(): Promise<void>
}

export const allMigrations = [
  coreMigrations,
  { name: 'shop', folder: builtinShopMigrations },
  { name: 'sandbox', folder: sandboxMigrations },
]

/**
 * Opens the database, brings it up to date, listens, and only then says that it is ready. A database that is handed over
 * open is used instead, and stays open afterwards.
 */
export async function startServer(
  config: Config,
  { db: given }: { db?: Database } = {},
): Promise<RunningServer> {
  const opened: (() => Promise<void> | undefined)[] = []
  try {
    const database = given ? lent(given) : await openDatabase(config)
    opened.push(database.close)
    const main = await listen(config.host, config.port, config.lingerMs)
    opened.push(main.close)
    const sandbox = config.isDemo ? await listen(config.host, config.sandboxPort, 0) : null
    opened.push(() => sandbox?.close())
    await migrate(database.db, allMigrations)
    return await serve(config, { database, main, sandbox })
  } catch (error) {
    for (const close of opened.toReversed()) await close()
    throw error
  }
}

type Opened = { database: OpenDatabase; main: Listener; sandbox: Listener | null }

async function serve(config: Config, { database, main, sandbox }: Opened): Promise<RunningServer> {
  const publicUrl = config.publicUrl ?? main.url
  const sandboxUrl = config.sandboxUrl ?? sandbox?.url ?? ''
  const parts = await createParts(config, database, { publicUrl, sandboxUrl })
  const shutdown = new AbortController()
  const app = createApp({
    ...parts.http,
    publicUrl,
    shutdown: shutdown.signal,
    pages: config.isDemo ? demoPages(sandboxUrl, parts.demo?.known ?? []) : null,
    backOfficePages: new URL('../../widget/dist/back-office/', import.meta.url),
  })
  main.serve((request, env) => app.fetch(request, env))
  if (parts.demo) sandbox?.serve(parts.demo.sandbox.fetch)
  await parts.demo?.sandbox.start()
  await parts.connect()
  parts.workers.start()
  return {
    publicUrl,
    sandboxUrl: sandbox ? sandboxUrl : null,
    shops: parts.demo?.known ?? [],
    appToken: parts.secrets.appToken,
    panelToken: parts.secrets.operator,
    stop: async () => {
      shutdown.abort()
      await Promise.all([
        main.close(),
        parts.workers.stop(),
        parts.http.watch.stop(),
        parts.http.changes.stop(),
      ])
      await Promise.all([sandbox?.close(), parts.demo?.sandbox.stop()])
      await database.close()
    },
  }
}

const demoPages = (sandboxUrl: string, shops: readonly DemoShop[]) => ({
  storefront: new URL('../../widget/dist/storefront/', import.meta.url),
  widget: new URL('../../widget/dist/embed/', import.meta.url),
  pictures: picturesFolder,
  links: {
    docsUrl: '/docs',
    chaosUrl: `${sandboxUrl}/chaos`,
    shops: shops.map(({ name, shop, isMarketplace }) => ({ name, shop, isMarketplace })),
  },
  providerOrigin: new URL(sandboxUrl).origin,
})

export type OpenDatabase = WatchedDatabase & { close(): Promise<void> }

const lent = (db: Database): OpenDatabase => ({ db, readPool: null, close: async () => {} })

/** The database of the settings, locked for this process where only one may have it. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databasePool' | 'dataDir'>,
): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const { db, readPool } = openPool(config.databaseUrl, config.databasePool)
    return { db, readPool, close: () => db.destroy() }
  }
  const lock = await lockFolder(config.dataDir)
  const db = await openPglite(`${config.dataDir}/database`)
  return { db, readPool: null, close: () => db.destroy().then(lock.release) }
}
