import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'

/** Where news is from: whose shop it is for, and when it became true. */
type Told = { tenant: string; timestamp: string }

type Method = { provider: string; method: string; isActive: boolean; configuration: object | null }

/** Keeps what was told last of a method; older news changes nothing, in whatever order it comes. */
export async function keepMethod(
  db: Executor,
  { tenant, timestamp }: Told,
  { provider, method, isActive, configuration }: Method,
): Promise<void> {
  await sql`
    insert into shop.payment_methods as m (tenant, provider, method, is_active, configuration, told_at)
    values (${tenant}, ${provider}, ${method}, ${isActive}::boolean, ${json(configuration)}, ${timestamp}::timestamptz)
    on conflict (tenant, provider, method) do update set is_active = excluded.is_active,
      configuration = excluded.configuration, told_at = excluded.told_at
    where excluded.told_at > m.told_at`.execute(db)
}

/** Every method that was ever told of, and whether it is to be offered. */
export async function listToldMethods(
  db: Executor,
  tenant: string,
): Promise<{ provider: string; method: string; isActive: boolean }[]> {
  const { rows } = await sql<{ provider: string; method: string; is_active: boolean }>`
    select provider, method, is_active from shop.payment_methods where tenant = ${tenant}`.execute(
    db,
  )
  return rows.map(({ is_active: isActive, ...method }) => ({ ...method, isActive }))
}

type App = { appIdentifier: string; status: string; isActive: boolean; config: object }

export async function keepApp(
  db: Executor,
  { tenant, timestamp }: Told,
  { appIdentifier, status, isActive, config }: App,
): Promise<void> {
  await sql`
    insert into shop.payment_apps as a (tenant, app_identifier, status, is_active, config, told_at)
    values (${tenant}, ${appIdentifier}, ${status}, ${isActive}::boolean, ${json(config)}, ${timestamp}::timestamptz)
    on conflict (tenant, app_identifier) do update set status = excluded.status, is_active = excluded.is_active,
      config = excluded.config, told_at = excluded.told_at
    where excluded.told_at > a.told_at`.execute(db)
}

/** Keeps what a payment app offers to merchants: where they begin, and the words for each stage. */
export async function keepOffer(
  db: Executor,
  { tenant, timestamp }: Told,
  { appIdentifier, offer }: { appIdentifier: string; offer: object },
): Promise<void> {
  await sql`
    insert into shop.onboarding_offers as o (tenant, app_identifier, offer, told_at)
    values (${tenant}, ${appIdentifier}, ${json(offer)}, ${timestamp}::timestamptz)
    on conflict (tenant, app_identifier) do update set offer = excluded.offer, told_at = excluded.told_at
    where excluded.told_at > o.told_at`.execute(db)
}

/** The newest offer of an app that is connected. */
export async function findOffer(
  db: Executor,
  tenant: string,
): Promise<{ appIdentifier: string; offer: unknown } | null> {
  const { rows } = await sql<{ app_identifier: string; offer: unknown }>`
    select o.app_identifier, o.offer from shop.onboarding_offers o
    where o.tenant = ${tenant} and not exists (
      select from shop.payment_apps a
      where a.tenant = o.tenant and a.app_identifier = o.app_identifier and not a.is_active and a.told_at >= o.told_at)
    order by o.told_at desc limit 1`.execute(db)
  const [row] = rows
  return row ? { appIdentifier: row.app_identifier, offer: row.offer } : null
}
