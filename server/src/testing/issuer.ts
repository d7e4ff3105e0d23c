import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a token says. `expiresAt` is seconds since 1970 or a span such as `5m`. */
export type Claims = {
  subject?: string
  tenant?: string
  audience?: string
  expiresAt?: number | string
}

/** An identity provider of a shop: publishes its keys and signs tokens for any audience. */
export type Issuer = {
  jwksUrl: string
  sign(claims: Claims): Promise<string>
  close(): Promise<void>
}

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'issuer-1' }
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys: [jwk] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is never a pipe's string.
  const { port } = server.address() as AddressInfo
  return {
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    sign: (claims) => signToken(privateKey, 'issuer-1', claims),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A token of the demo's storefront for five minutes, unless its claims say otherwise. */
export const signToken = (
  key: CryptoKey | Uint8Array,
  kid: string,
  { subject = 'DE--7', tenant = 'demo', audience = 'storefront', expiresAt = '5m' }: Claims,
): Promise<string> =>
  new SignJWT({ tenant })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(key)
