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
  const { rows } = await sql<{
    value: string
  }>`select value from instance_secrets where name = ${name}`.execute(db)
  const value = rows[0]?.value
  if (!value) throw new Error(`The secret ${name} could not be kept.`)
  return value
}
