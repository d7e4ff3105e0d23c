import { createHmac, createSecretKey } from 'node:crypto'

/** Turns what names a person into a key that only this installation can recognise. The same text of two tenants differs. */
export type KeyHash = (tenant: string, text: string) => string

const lengthOfKey = 22

export function createKeyHash(secret: string): KeyHash {
  const key = createSecretKey(secret, 'utf8')
  return (tenant, text) =>
    createHmac('sha256', key)
      .update(JSON.stringify(['limits', tenant, text]))
      .digest('base64url')
      .slice(0, lengthOfKey)
}
