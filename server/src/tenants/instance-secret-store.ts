import { randomBytes } from 'node:crypto'
import { type Executor, sql } from '../database/database.ts'

/** A secret of this installation, made once and the same for every process on this database. */
export async function instanceSecret(
  db: Executor,
  name: string,
  make: () => string | Promise<string> = () => randomBytes(32).toString('base64url'),
): Promise<string> {
  await sql`insert into instance_secrets (name, value) values (${name}, ${await make()}) on conflict do nothing`.execute(
    db,
  )
  const value = await findInstanceSecret(db, name)
  if (!value) throw new Error(`The secret ${name} could not be kept.`)
  return value
}

/** A secret that was made here once; null when none was. */
export async function findInstanceSecret(db: Executor, name: string): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select value from instance_secrets where name = ${name}`.execute(db)
  return rows[0]?.value ?? null
}
