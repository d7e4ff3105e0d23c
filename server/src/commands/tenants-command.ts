import type { Executor } from '../database/database.ts'
import {
  deleteOtherTokens,
  ensureTenant,
  findTenantRow,
  hashToken,
  insertToken,
  listTenants,
  lockTenant,
  type TokenKind,
} from '../tenants/tenant-store.ts'
import { isTenantId, makeTenantToken } from '../tenants/tenant-token.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage:
  pnpm tenants list
  pnpm tenants add <tenant> [name]                        and print its tokens, once
  pnpm tenants token <tenant> app|operator                print another token; those before stay good
  pnpm tenants token <tenant> app|operator --end-others   print another token and end those before`

/** The shops that this installation serves, and their tokens. Answers the exit code. */
export async function runTenantsCommand(
  [verb, tenant = '', ...rest]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (verb === 'list') return list(terminal)
  if (verb === 'add' && isTenantId(tenant)) return add(terminal, tenant, rest.join(' '))
  const [kind, option] = rest
  const isToken = verb === 'token' && isTenantId(tenant) && (kind === 'app' || kind === 'operator')
  if (isToken && (option === undefined || option === '--end-others'))
    return renew(terminal, tenant, { kind, isOnly: option !== undefined })
  terminal.err(usage)
  return 2
}

const list = (terminal: Terminal): Promise<number> =>
  withDatabase(terminal, async (db) => {
    for (const { tenant, merchantName, connections } of await listTenants(db)) {
      terminal.out(`${tenant}\t${merchantName}\t${connections} connected`)
    }
    return 0
  })

const add = (terminal: Terminal, tenant: string, name: string): Promise<number> =>
  withDatabase(terminal, async (db) => {
    if (await findTenantRow(db, tenant)) {
      terminal.err(`There is a tenant ${tenant} already. Nothing was changed.`)
      return 1
    }
    await ensureTenant(db, tenant, name)
    terminal.out(`App token       ${await issue(db, tenant, 'app')}`)
    terminal.out(`Operator token  ${await issue(db, tenant, 'operator')}`)
    terminal.out('They are stored hashed, and are not shown again.')
    return 0
  })

const renew = (
  terminal: Terminal,
  tenant: string,
  { kind, isOnly }: { kind: TokenKind; isOnly: boolean },
): Promise<number> =>
  withDatabase(terminal, async (db) => {
    // One at a time: two that end all others but their own would end each other's.
    const issued = await db.transaction().execute(async (tx) => {
      if (!(await lockTenant(tx, tenant))) return null
      const token = await issue(tx, tenant, kind)
      const others = { kind, hash: hashToken(token) }
      return { token, ended: isOnly ? await deleteOtherTokens(tx, tenant, others) : 0 }
    })
    if (!issued) {
      terminal.err(`There is no tenant ${tenant}.`)
      return 1
    }
    terminal.out(issued.token)
    if (isOnly) terminal.out(`${issued.ended} ended.`)
    return 0
  })

async function issue(db: Executor, tenant: string, kind: TokenKind): Promise<string> {
  const token = makeTenantToken(tenant)
  await insertToken(db, tenant, { kind, hash: hashToken(token) })
  return token
}
