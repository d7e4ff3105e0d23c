/**
 * Whether a URL may be used to send shoppers to: its origin is on the list, or, for an app, its own scheme (`myshop://`).
 * Compared after parsing, so that no spelling trick makes one origin look like another.
 */
export function createUrlCheck(allowedOrigins: readonly string[]): (url: string) => boolean {
  const allowed = new Set(allowedOrigins.map((origin) => origin.toLowerCase().replace(/\/$/, '')))
  return (text) => {
    if (!URL.canParse(text)) return false
    const { protocol, host, username, password } = new URL(text)
    if (username || password || protocol === 'javascript:' || protocol === 'data:') return false
    return allowed.has(`${protocol}//${host}`) || (!isWeb(protocol) && allowed.has(`${protocol}/`))
  }
}

const isWeb = (protocol: string): boolean => protocol === 'http:' || protocol === 'https:'

/** The origins under which this server itself is reached; a laptop answers to both of its names. */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl)
  const twins: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }
  const twin = twins[url.hostname]
  return twin ? [url.origin, `${url.protocol}//${twin}:${url.port}`] : [url.origin]
}
