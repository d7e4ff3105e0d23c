import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../result.ts'
import type { SealingKey } from './sealer.ts'

const keyBytes = 32
/** Of 32 random bytes about 30 are different; of a word, a date or a counter far fewer. */
const differentMin = 20

/** A new key, as the environment takes it: its name, a colon, and 32 random bytes in base64. */
export const makeSealingKey = (now: Date = new Date()): string => {
  const bytes = randomBytes(keyBytes)
  const name = `k${now.toISOString().slice(0, 10).replaceAll('-', '')}${randomBytes(2).toString('hex')}`
  return `${name}:${bytes.toString('base64')}`
}

/** Reads a key. A key that is short, a placeholder, or not random is refused with the reason. */
export function readSealingKey(text: string): Result<SealingKey, string> {
  const [, id, encoded] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(text.trim()) ?? []
  if (id === undefined || encoded === undefined)
    return fail('must be a name, a colon and 32 bytes in base64; make one with: pnpm secrets new')
  const key = Buffer.from(encoded, 'base64')
  if (key.length !== keyBytes) return fail(`must hold 32 bytes, and holds ${key.length}`)
  if (new Set(key).size < differentMin)
    return fail('is not random; make one with: pnpm secrets new')
  return ok({ id, key })
}
