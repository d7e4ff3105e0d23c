import { outboundMessages } from '../contract/messages.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import type { AppMessage } from './app-messages.ts'

/**
 * Messages about a tenant's apps and merchants reach the shop in the order in which they became true, channel by channel: a
 * shop listens to a channel only once AppConfigUpdated has named it.
 */
const appSubject = 'app'

/** Writes messages to the shop in the caller's transaction. Throws on a payload that its catalogue does not have. */
export async function insertAppMessages(
  tx: Executor,
  tenant: string,
  messages: readonly AppMessage[],
): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ name, payload }) => ({
    name,
    channel: outboundMessages[name].channel,
    payload: outboundMessages[name].payload.parse(payload),
  }))
  await sql`
    insert into messages (tenant, subject, name, channel, payload)
    select ${tenant}::text, concat_ws(' ', ${appSubject}::text, m.channel), m.name, m.channel, m.payload
    from rows from (jsonb_to_recordset(${json(rows)}) as (name text, channel text, payload jsonb))
      with ordinality as m (name, channel, payload, position)
    order by m.position`.execute(tx)
}
