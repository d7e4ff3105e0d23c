import type { SandboxContext, SandboxDeps } from '../account.ts'
import { bearerToken, isSameSecret } from '../secrets.ts'

/**
 * True for the machine's own user, and for whoever has the panel's token. A request that a proxy passed on,
 * or that names a host which is not this machine, is nobody's own: the first comes from elsewhere, the second
 * from a rebound DNS name.
 */
export function mayUsePanel(
  c: SandboxContext,
  { panelToken }: Pick<SandboxDeps, 'panelToken'>,
): boolean {
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
