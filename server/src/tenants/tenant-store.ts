import { createHash } from 'node:crypto'
import { type Executor, sql } from '../database/database.ts'

export type TokenKind = 'app' | 'operator'

/** A tenant as it is stored. `revision` changes with everything that is configured for it. */
export type TenantRow = {
  id: string
  merchantName: string
  tokens: readonly { kind: TokenKind; hash: string }[]
  revision: string
}

export async function findTenantRow(db: Executor, tenant: string): Promise<TenantRow | null> {
  const { rows } = await sql<{
    merchant_name: string
    tokens: { kind: TokenKind; hash: string }[]
    revision: string
  }>`
    select t.merchant_name,
      coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'hash', k.token_hash) order by k.token_hash)
        from tenant_tokens k where k.tenant = t.tenant), '[]') as tokens,
      coalesce((select string_agg(concat_ws(' ', c.provider, c.mode, c.status, c.version), ',' order by c.provider, c.mode)
        from connections c where c.tenant = t.tenant), '') as revision
    from tenants t where t.tenant = ${tenant}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const revision = JSON.stringify([row.merchant_name, row.tokens, row.revision])
  return { id: tenant, merchantName: row.merchant_name, tokens: row.tokens, revision }
}

/** Makes sure that there is such a tenant. A name that is given replaces the stored one. */
export async function ensureTenant(
  db: Executor,
  tenant: string,
  merchantName: string | null,
): Promise<void> {
  await sql`
    insert into tenants (tenant, merchant_name) values (${tenant}, ${merchantName ?? ''})
    on conflict (tenant) do update set merchant_name = coalesce(${merchantName}::text, tenants.merchant_name)`.execute(
    db,
  )
}

export async function listTenants(
  db: Executor,
): Promise<{ tenant: string; merchantName: string; connections: number }[]> {
  const { rows } = await sql<{ tenant: string; merchantName: string; connections: number }>`
    select t.tenant, t.merchant_name as "merchantName",
      (select count(*)::int from connections c where c.tenant = t.tenant and c.status <> 'DISCONNECTED') as connections
    from tenants t order by t.tenant`.execute(db)
  return rows
}

/** Whoever holds this lock is the only one who changes what is configured for the tenant. False when there is none. */
export async function lockTenant(tx: Executor, tenant: string): Promise<boolean> {
  const { rows } = await sql`select 1 from tenants where tenant = ${tenant} for update`.execute(tx)
  return rows.length > 0
}

export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')

export async function insertToken(
  db: Executor,
  tenant: string,
  { kind, hash }: { kind: TokenKind; hash: string },
): Promise<void> {
  await sql`
    insert into tenant_tokens (tenant, kind, token_hash) values (${tenant}, ${kind}, ${hash})
    on conflict do nothing`.execute(db)
}

/** Ends every token of this kind but the one that is to be kept. Answers how many there were. */
export async function deleteOtherTokens(
  db: Executor,
  tenant: string,
  { kind, hash }: { kind: TokenKind; hash: string },
): Promise<number> {
  const { rows } = await sql`
    delete from tenant_tokens where tenant = ${tenant} and kind = ${kind} and token_hash <> ${hash}
    returning 1`.execute(db)
  return rows.length
}
