import type { Context } from 'hono'
import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'

const bodyMaxBytes = 256 * 1024

/** The raw body, refused as soon as it is too large: neither a false Content-Length nor an endless stream costs memory. */
export async function readText(c: Context): Promise<Result<string, Failure<'body-too-large'>>> {
  const declared = c.req.header('content-length')
  if (Number(declared) > bodyMaxBytes) return fail({ kind: 'body-too-large' })
  // Node ends a body at its declared length, so it can be read at once, without a stream of our own.
  if (declared !== undefined) return ok(await c.req.text())
  const stream = c.req.raw.body
  if (!stream) return ok('')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > bodyMaxBytes) return fail({ kind: 'body-too-large' })
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks).toString('utf8'))
}

/**
 * A JSON object of text that can be stored, without prototype keys: `__proto__` and the like never reach code that copies
 * objects.
 */
export function parseObject(
  text: string,
): Result<Record<string, unknown>, Failure<'body-missing' | 'body-malformed'>> {
  if (text.trim() === '') return fail({ kind: 'body-missing' })
  try {
    const value: unknown = JSON.parse(text, refuseUnusable)
    return isObject(value) ? ok(value) : fail({ kind: 'body-malformed' })
  } catch {
    // Both JSON.parse and the reviver throw for what a client wrote; there is nothing else to learn from it.
    return fail({ kind: 'body-malformed' })
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseUnusable(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype')
    throw new SyntaxError('prototype key')
  if (!isStorable(key) || (typeof value === 'string' && !isStorable(value)))
    throw new SyntaxError('text that is none')
  return value
}

/** The database takes neither the character NUL nor half of a pair of surrogates, and nobody means them. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
