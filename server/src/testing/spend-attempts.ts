import { sql } from 'kysely'
import type { RunningApp } from './start-app.ts'

/** As if cards had just been refused to this shopper more often than anybody may fail. */
export async function spendAttempts({ db }: RunningApp, owner: string): Promise<void> {
  await sql`
    insert into failed_attempts (tenant, kind, key, failed, first_at)
    values ('demo', 'shopper', ${owner}, 1000, now())`.execute(db)
}
