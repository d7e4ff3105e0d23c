import { type Executor, sql } from '../database/database.ts'
import type { ConnectionKey } from './connection.ts'

/** Written as the condition of the index `payments_open`, so that done payments are not looked at. */
const doneStatuses = sql`('captured', 'canceled', 'refunded', 'partially refunded', 'overpaid')`

/**
 * How many payments of this connection wait for something: for the shopper, for a capture or cancellation, for money that is on
 * its way. What is captured, canceled or refunded is done, though it may still be refunded. Counting stops at `countMax`.
 */
export async function countOpenPayments(
  db: Executor,
  { tenant, provider, mode }: ConnectionKey,
  countMax: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select transaction_id from payments
      where tenant = ${tenant} and provider = ${provider} and mode = ${mode}
        and status not in ${doneStatuses}
      union
      select o.transaction_id from operations o
      join payments p on p.tenant = o.tenant and p.transaction_id = o.transaction_id
      where o.tenant = ${tenant} and o.settled_at is null and o.state in ('pending', 'unknown')
        and p.provider = ${provider} and p.mode = ${mode}
      limit ${countMax}::integer) open`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many merchants have an account through this connection that is not rejected. Counting stops at `countMax`. */
export async function countMerchants(
  db: Executor,
  { tenant, provider, mode }: ConnectionKey,
  countMax: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from merchants
      where tenant = ${tenant} and provider = ${provider} and mode = ${mode} and status <> 'rejected'
      limit ${countMax}::integer) connected`.execute(db)
  return rows[0]?.count ?? 0
}

/** How long the secrets of a disconnected provider are kept: chargebacks and refunds come up to half a year later. */
const keptDays = 180

/**
 * Forgets the secrets of providers, of any tenant, that were disconnected long ago and have nothing open any more. What else
 * is known of their payments stays. Answers how many versions lost theirs.
 */
export async function eraseLapsedSecrets(db: Executor, limit: number): Promise<number> {
  const { rows } = await sql`
    update configurations v set sealed = null, key_id = null
    from (
      select c.tenant, c.provider, c.mode, k.version from connections c
      join configurations k on k.tenant = c.tenant and k.provider = c.provider and k.mode = c.mode
      where c.status = 'DISCONNECTED' and c.disconnected_at < now() - ${keptDays}::integer * interval '1 day'
        and k.sealed is not null
        and not exists (select from payments p where p.tenant = c.tenant and p.provider = c.provider
          and p.mode = c.mode
          and (p.status not in ${doneStatuses}
            or exists (select from operations o where o.tenant = p.tenant and o.transaction_id = p.transaction_id
              and o.state in ('pending', 'unknown'))
            or exists (select from transfers t where t.tenant = p.tenant and t.transaction_id = p.transaction_id
              and t.settled_at is null)))
      limit ${limit}::integer) lapsed
    where v.tenant = lapsed.tenant and v.provider = lapsed.provider and v.mode = lapsed.mode
      and v.version = lapsed.version
    returning 1`.execute(db)
  return rows.length
}
