import { z } from 'zod'
import type { Query } from '../query.ts'
import { randomId } from '../secrets.ts'

const linkMinutes = 5
const sessionMinutes = 60

export type NewLink = {
  merchant: string
  returnUrl: string
  refreshUrl: string
  locale: string
}

/** Makes a link that opens once, within minutes. */
export async function createLink(
  { query }: { query: Query },
  { merchant, returnUrl, refreshUrl, locale }: NewLink,
): Promise<{ token: string; expiresAt: string }> {
  const [row] = await query(
    `insert into sandbox_psp.onboarding_links (token, merchant_id, return_url, refresh_url, locale, expires_at)
     values ($1, $2, $3, $4, $5, now() + interval '${linkMinutes} minutes')
     returning token, to_jsonb(expires_at) #>> '{}' as "expiresAt"`,
    [randomId('ob'), merchant, returnUrl, refreshUrl, locale],
  )
  return z.object({ token: z.string(), expiresAt: z.string() }).parse(row)
}

const Link = z.object({
  merchant_id: z.string(),
  return_url: z.string(),
  refresh_url: z.string(),
  locale: z.string(),
  session: z.string().nullable(),
  is_ended: z.boolean(),
})
export type Link = z.infer<typeof Link>

const columnsSql =
  'merchant_id, return_url, refresh_url, locale, session, ended_at is not null as is_ended'

/** Opens a link for the first time, which begins its session; null when it was opened before, or is too old. */
export async function openLink({ query }: { query: Query }, token: string): Promise<Link | null> {
  const [row] = await query(
    `update sandbox_psp.onboarding_links set session = $2, expires_at = now() + interval '${sessionMinutes} minutes'
     where token = $1 and session is null and expires_at > now() returning ${columnsSql}`,
    [token, randomId('obs')],
  )
  return row ? Link.parse(row) : null
}

/** The link that this session came by, until it is too old. Once it has ended there is nothing left to send. */
export async function findSession(
  { query }: { query: Query },
  { token, session }: { token: string; session: string },
): Promise<Link | null> {
  const [row] = await query(
    `select ${columnsSql} from sandbox_psp.onboarding_links
     where token = $1 and session = $2 and expires_at > now()`,
    [token, session],
  )
  return row ? Link.parse(row) : null
}

/** Ends a session that has sent its form; false when another click was first. */
export async function endSession({ query }: { query: Query }, token: string): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.onboarding_links set ended_at = now()
     where token = $1 and ended_at is null returning token`,
    [token],
  )
  return rows.length > 0
}

/** A link whatever has become of it: it still knows where to send whoever comes too late. */
export async function findLink({ query }: { query: Query }, token: string): Promise<Link | null> {
  const [row] = await query(
    `select ${columnsSql} from sandbox_psp.onboarding_links where token = $1`,
    [token],
  )
  return row ? Link.parse(row) : null
}
