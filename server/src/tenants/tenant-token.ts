import { randomBytes } from 'node:crypto'

/** Short enough for a header and a path, and without the dot that ends it in a token. */
export const isTenantId = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text)

/** A new Bearer of a tenant. It names its tenant, so that it is looked for in one place only. */
export const makeTenantToken = (tenant: string): string =>
  `${tenant}.${randomBytes(32).toString('base64url')}`

/** The tenant that a stored token says it is of; null for any other Bearer. */
export const tenantNamedIn = (token: string): string | null =>
  /^([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{43}$/.exec(token)?.[1] ?? null
