/** What a page is shown instead of a secret. */
export const redacted = '[redacted]'

const depthMax = 12
const entriesMax = 200
const textMax = 2_000

/**
 * A copy that may be shown to an operator: no secrets, tokens, guests' ids, signatures or card numbers, whichever provider
 * wrote them. What is nested too deep or goes on too long is cut.
 */
export const redact = (value: unknown): unknown => redactAt(value, 0)

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, depth)
  if (typeof value === 'number') return isCardNumber(String(value)) ? redacted : value
  if (typeof value !== 'object' || value === null) return value
  if (depth >= depthMax) return redacted
  if (Array.isArray(value)) return value.slice(0, entriesMax).map((one) => redactAt(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, entriesMax)
      .map(([key, one]) => [key, isSecretKey(key) ? redactAll(one) : redactAt(one, depth + 1)]),
  )
}

/** Whether something was there may be told, what it was may not. */
const redactAll = (value: unknown): unknown =>
  value === null || typeof value === 'boolean' ? value : redacted

/** Parts of names, without case and punctuation, that no harmless field has. */
const secretParts = [
  'secret',
  'token',
  'password',
  'passphrase',
  'signature',
  'authorization',
  'credential',
  'cookie',
  'apikey',
  'privatekey',
  'accesskey',
  'encryptionkey',
  'cardnumber',
  'accountnumber',
  'routingnumber',
  'securitycode',
  'verificationvalue',
  'cryptogram',
  'anonymouscustomer',
  'guestid',
  'fingerprint',
  'clientdata',
  'paymentdata',
  'encrypted',
  'iban',
]

/** Whole names that are secret, though other names contain them. */
const secretNames = new Set([
  'cvc',
  'cvv',
  'cvv2',
  'cvn',
  'csc',
  'pan',
  'pin',
  'otp',
  'number',
  'expiry',
  'expmonth',
  'expyear',
  'track',
  'track1',
  'track2',
  'owner',
  'nonce',
  'jwt',
  'hmac',
  'key',
  'bearer',
  'auth',
  'session',
  'sessionid',
])

function isSecretKey(key: string): boolean {
  const name = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return secretNames.has(name) || secretParts.some((part) => name.includes(part))
}

/** Secrets that are known by how they look, wherever they stand. */
const secretTexts = [
  /\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g,
  /\bBearer\s+\S+/gi,
  /\bBasic\s+[\w+/=]{8,}/g,
  /\b(whsec|sk|rk|cs)_[\w+/=-]{8,}/g,
  /\b\w+_secret_\w+/g,
  /\bguest:[\w+/=-]+/g,
]

function redactText(text: string, depth: number): unknown {
  const nested = depth < depthMax ? parseNested(text) : undefined
  if (nested !== undefined) return JSON.stringify(redactAt(nested, depth + 1))
  const withoutQueries = text.replaceAll(/(\bhttps?:\/\/[^\s?#"']+)[?#][^\s"']*/g, `$1?${redacted}`)
  const clean = secretTexts.reduce(
    (all, secret) => all.replaceAll(secret, redacted),
    withoutQueries,
  )
  const shown = clean.replaceAll(/\d(?:[ -]?\d){12,18}/g, (digits) =>
    isCardNumber(digits) ? redacted : digits,
  )
  return shown.length > textMax ? `${shown.slice(0, textMax)}…` : shown
}

/** Shops store JSON inside of JSON, as text. */
function parseNested(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // It only looked like JSON; then it is text.
    return undefined
  }
}

/** 13 to 19 digits with a first and a check digit that card numbers have; times in milliseconds begin with a 1. */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '')
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** As `redact`, of stored text: null when it is not JSON, since text without names cannot be judged. */
export function redactJson(text: string): unknown {
  try {
    return redact(JSON.parse(text))
  } catch {
    // What cannot be read is not shown.
    return null
  }
}
