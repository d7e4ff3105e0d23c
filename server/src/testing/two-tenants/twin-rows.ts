import { type Executor, sql } from '../../database/database.ts'
import { coreRows } from './twin-core-rows.ts'
import { shopRows } from './twin-shop-rows.ts'

/** The tenant that a test acts for, and the one that nothing of it may reach. The name of the second is in its rows, to be seen. */
export const ours = 'ours'
export const theirs = 'theirs'

/** Statements that insert rows for each tenant, which they read `from tenants`. */
export type TwinRows = Readonly<Record<string, string>>

const tenants = `(values ('${ours}'), ('${theirs}')) as tenants (tenant)`

/** Gives two tenants the same rows under the same ids in every table that has a tenant. */
export async function insertTwins(db: Executor): Promise<void> {
  for (const statement of [coreRows, shopRows].flatMap((rows) => Object.values(rows))) {
    await sql.raw(statement.replace('from tenants', `from ${tenants}`)).execute(db)
  }
}

/** The tables whose rows belong to a tenant, as the database knows them; those of the sandbox are another service's. */
export async function listTenantTables(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select case table_schema when 'public' then table_name else table_schema || '.' || table_name end as name
    from information_schema.columns where column_name = 'tenant' and table_schema in ('public', 'shop')
    order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

/** Every row, by tenant, as text that begins with its table. */
export type Rows = Readonly<Partial<Record<string, readonly string[]>>>

export async function readRows(db: Executor, tables: readonly string[]): Promise<Rows> {
  const { rows } = await sql<{ tenant: string; row: string }>`${sql.join(
    tables.map(
      (name) =>
        sql`select tenant, ${sql.lit(name)} || ' ' || to_jsonb(t)::text as row from ${sql.table(name)} t`,
    ),
    sql` union all `,
  )} order by row`.execute(db)
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ tenant }) => tenant)].map(([tenant, own]) => [
      tenant,
      own.map(({ row }) => row),
    ]),
  )
}

/** What differs between two readings of a tenant's rows. */
export const differences = (
  before: readonly string[] = [],
  after: readonly string[] = [],
): string[] => [
  ...before.filter((row) => !after.includes(row)),
  ...after.filter((row) => !before.includes(row)),
]

/** Leaves one of the two alone. */
export async function deleteTheirs(db: Executor, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    await sql`delete from ${sql.table(name)} where tenant = ${theirs}`.execute(db)
  }
}
