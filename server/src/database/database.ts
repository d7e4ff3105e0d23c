import { type Kysely, sql, type Transaction } from 'kysely'

/** Tables are reached through `sql` templates in stores, so the schema lives in the migrations and nowhere else. */
// biome-ignore lint/complexity/noBannedTypes: Kysely's way to say that no table is described in types.
type Tables = {}

export type Database = Kysely<Tables>
/** A connection, in or outside a transaction. */
export type Executor = Database | Transaction<Tables>

export { sql }
