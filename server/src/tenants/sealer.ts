import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../result.ts'

/** A key of 256 bits with the name under which what it sealed remembers it. */
export type SealingKey = { id: string; key: Buffer }

/**
 * Seals text with AES-256-GCM under the first key, and opens what any of the keys has sealed. Who opens must name the same
 * context: sealed text that was moved elsewhere, or changed, opens nothing, and why is said in a sentence.
 */
export type Sealer = {
  /** The key that seals now. */
  readonly keyId: string
  seal(text: string, context: string): string
  open(sealed: string, context: string): Result<string, string>
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const format = 'v1'

export function createSealer(keys: readonly [SealingKey, ...SealingKey[]]): Sealer {
  const [current] = keys
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    keyId: current.id,
    seal: (text, context) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, current.key, nonce)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [format, current.id, ...[nonce, cipher.getAuthTag(), body].map(toText)].join('.')
    },
    open: (sealed, context) => {
      const [version, id = '', ...parts] = sealed.split('.')
      if (version !== format || parts.length !== 3) return fail('This is not a sealed secret.')
      const key = byId.get(id)
      if (!key) return fail(`A secret is sealed with the key ${id}, which is not configured.`)
      try {
        const [nonce = nothing, tag = nothing, body = nothing] = parts.map(toBytes)
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: 16 })
        decipher.setAAD(Buffer.from(context))
        decipher.setAuthTag(tag)
        return ok(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'))
      } catch {
        // Whatever the cipher says, it comes to the same.
        return fail('A sealed secret was changed, or belongs elsewhere.')
      }
    },
  }
}

const nothing = Buffer.alloc(0)
const toBytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const toText = (bytes: Buffer): string => bytes.toString('base64url')

/** The name of the key that sealed it, without opening it. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? ''
