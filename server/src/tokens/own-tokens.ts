import { createHmac, createSecretKey } from 'node:crypto'
import { jwtVerify } from 'jose'

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
const hourSeconds = 60 * 60
const lifetimes = { [returnAudience]: 48 * hourSeconds, [readAudience]: 24 * hourSeconds }
const header = encode({ alg: 'HS256' })

/** A token of one kind is worthless as another: each has its own audience. */
export function createOwnTokens(secret: string): OwnTokens {
  const key = createSecretKey(secret, 'utf8')
  // Each payment signs one. WebCrypto, which jose signs with, starts a job on another thread for it,
  // and that costs six times the signature.
  const sign = async (subject: TokenSubject, audience: keyof typeof lifetimes): Promise<string> => {
    const iat = Math.floor(Date.now() / 1000)
    const { tenant, transactionId: sub } = subject
    const claims = { tenant, iss: issuer, aud: audience, sub, iat, exp: iat + lifetimes[audience] }
    const signed = `${header}.${encode(claims)}`
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
  }
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

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
