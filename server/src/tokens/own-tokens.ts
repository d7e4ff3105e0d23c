import { jwtVerify, SignJWT } from 'jose'

/** One payment, as our own tokens name it. */
export type TokenSubject = { tenant: string; transactionId: string }

/** Tokens that Tillway signs for itself: the state of a return, and the right to read one payment's status. */
export type OwnTokens = {
  signReturnState(subject: TokenSubject): Promise<string>
  readReturnState(token: string): Promise<TokenSubject | null>
  signReadToken(subject: TokenSubject): Promise<string>
  readReadToken(token: string): Promise<TokenSubject | null>
}

const issuer = 'tillway'
const returnAudience = 'tillway:return'
const readAudience = 'tillway:payment-status'
const lifetimes = { [returnAudience]: '48h', [readAudience]: '24h' }

/** A token of one kind is worthless as another: each has its own audience. */
export function createOwnTokens(secret: string): OwnTokens {
  const key = new TextEncoder().encode(secret)
  const sign = ({ tenant, transactionId }: TokenSubject, audience: keyof typeof lifetimes) =>
    new SignJWT({ tenant })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(transactionId)
      .setIssuedAt()
      .setExpirationTime(lifetimes[audience])
      .sign(key)
  const read = async (token: string, audience: string): Promise<TokenSubject | null> => {
    try {
      const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: ['HS256'] })
      const { tenant, sub } = payload
      return typeof tenant === 'string' && sub ? { tenant, transactionId: sub } : null
    } catch {
      // Expired, forged, damaged or of another kind: to the caller it is all the same, no token.
      return null
    }
  }
  return {
    signReturnState: (subject) => sign(subject, returnAudience),
    readReturnState: (token) => read(token, returnAudience),
    signReadToken: (subject) => sign(subject, readAudience),
    readReadToken: (token) => read(token, readAudience),
  }
}
