import type { SandboxContext } from './sandbox-deps.ts'

/**
 * True unless a browser says that another site made this request. Programs send neither header and are let
 * through: forging a form is a browser's danger only.
 */
export function isSameOrigin(c: SandboxContext, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  if (origin === undefined) return true
  return origin === new URL(publicUrl).origin || origin === new URL(c.req.url).origin
}
