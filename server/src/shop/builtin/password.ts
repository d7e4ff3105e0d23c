import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const saltBytes = 16
const keyBytes = 64

/** A hash to keep, `salt.key`; the same password hashes differently each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`
}

/** Whether the password is the one of this hash. Without a hash the answer is no, and takes as long. */
export async function matchesPassword(password: string, hash: string | null): Promise<boolean> {
  const [salt = '', key = ''] = (hash ?? nobody).split('.')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  const expected = Buffer.from(key, 'base64url')
  return expected.length === derived.length && timingSafeEqual(expected, derived) && hash !== null
}

const nobody = `${Buffer.alloc(saltBytes).toString('base64url')}.${Buffer.alloc(keyBytes).toString('base64url')}`

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
