import { type RawBuilder, sql } from 'kysely'

/** A parameter of type jsonb. Both drivers take the text; neither guesses. */
export const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`
