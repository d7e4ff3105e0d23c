import {
  createLocalJWKSet,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose'

/** Who a verified token speaks for. `tenant` is null where the token does not say. */
export type TokenClaims = { subject: string; tenant: string | null }

export type TokenVerifier = (token: string) => Promise<TokenClaims | null>

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** Verifies tokens of one edge, by its audience: a token of another edge is worthless here. */
export function createVerifier(keys: JWTVerifyGetKey, audience: string): TokenVerifier {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience,
        algorithms,
        requiredClaims: ['exp', 'sub'],
      })
      const tenant = payload['tenant']
      return payload.sub
        ? { subject: payload.sub, tenant: typeof tenant === 'string' ? tenant : null }
        : null
    } catch {
      // Expired, forged, for another audience, or its issuer's keys cannot be read: no token.
      return null
    }
  }
}

export const remoteKeys = (url: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), { timeoutDuration: 5_000 })

/** The built-in shop signs its customers in with a key pair of its own, and is verified like any other issuer. */
export type ShopKeys = { privateJwk: JWK; keys: JWTVerifyGetKey }

export async function makeShopKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'shop-1' })
}

export function readShopKey(text: string): ShopKeys {
  const privateJwk: JWK = JSON.parse(text)
  const { d: _private, ...publicJwk } = privateJwk
  return { privateJwk, keys: createLocalJWKSet({ keys: [publicJwk] }) }
}

const customerTokenSeconds = 8 * 60 * 60

/** Signs a customer in: an access token for storefronts. */
export async function signCustomerToken(
  { privateJwk }: ShopKeys,
  {
    tenant,
    audience,
    customerReference,
  }: { tenant: string; audience: string; customerReference: string },
): Promise<{ accessToken: string; expiresIn: number }> {
  const accessToken = await new SignJWT({ tenant })
    .setProtectedHeader({ alg: 'ES256', kid: privateJwk.kid ?? 'shop-1' })
    .setSubject(customerReference)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${customerTokenSeconds}s`)
    .sign(await importJWK(privateJwk, 'ES256'))
  return { accessToken, expiresIn: customerTokenSeconds }
}
