import type { MiddlewareHandler } from 'hono'
import { refuse } from '../api/answers.ts'
import { isSameOrigin } from '../same-origin.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { bearerToken, isSameSecret } from '../secrets.ts'

/** Lets only the operator in, and only from the operator's own pages. */
export const guardPanel =
  (deps: SandboxDeps): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    if (!mayUsePanel(c, deps)) return refuse(c, 'panel_locked')
    return c.req.method === 'GET' || isSameOrigin(c, deps.publicUrl)
      ? next()
      : refuse(c, 'cross_site')
  }

/** A page of the operator with whatever opened this one, as there are no cookies. */
export function panelUrl(c: SandboxContext, path: string, done?: string): string {
  const token = c.req.query('token')
  const query = new URLSearchParams({ ...(token ? { token } : {}), ...(done ? { done } : {}) })
  return query.size > 0 ? `${path}?${query}` : path
}

/** The pages of the operator, each with whatever opened this one. */
export const panelLinks = (c: SandboxContext) => ({
  chaos: panelUrl(c, '/chaos'),
  dashboard: panelUrl(c, '/dashboard'),
  developers: panelUrl(c, '/developers'),
})
export type PanelLinks = ReturnType<typeof panelLinks>

/**
 * True for the machine's own user, and for whoever has the panel's token. A request that a proxy passed on,
 * or that names a host which is not this machine, is nobody's own: the first comes from elsewhere, the second
 * from a rebound DNS name.
 */
function mayUsePanel(c: SandboxContext, { panelToken }: Pick<SandboxDeps, 'panelToken'>): boolean {
  if (isOnThisMachine(c)) return true
  const given = bearerToken(c.req.header('authorization')) || (c.req.query('token') ?? '')
  return isSameSecret(given, panelToken)
}

function isOnThisMachine(c: SandboxContext): boolean {
  const address = c.env.incoming?.socket.remoteAddress ?? ''
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some(
    (name) => c.req.header(name) !== undefined,
  )
  return (
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address) &&
    !isForwarded &&
    isLocalName(c.req.header('host') ?? '')
  )
}

const isLocalName = (host: string): boolean =>
  /^(localhost|[^:]*\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host)
