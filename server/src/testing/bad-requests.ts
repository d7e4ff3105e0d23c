import { request } from 'node:http'
import type { FailureKind } from '../contract/failures.ts'
import type { RunningApp } from './start-app.ts'

/** Addresses that look like the shop's and are not; `own` is where the server itself is reached. */
export const foreignUrls = (own: string): string[] => {
  const { host, hostname } = new URL(own)
  return [
    'https://evil.example/return',
    `https://${host}@evil.example/return`,
    `http://${host}@evil.example/return`,
    `http://user:pass@${host}/return`,
    `http://${hostname}:1/return`,
    `http://${hostname}/return`,
    `https://${host}/return`,
    `http://${host}.evil.example/return`,
    `http://evil.example\\@${host}/return`,
    `http:\\\\evil.example/${host}`,
    'javascript:alert(1)',
    'JaVaScRiPt:alert(document.domain)//',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:http://evil.example/1',
  ]
}

/** Amounts that are no integer in minor units. */
export const badAmounts: readonly unknown[] = [
  -1,
  '-1',
  0.5,
  24400.01,
  '244.00',
  '244,00',
  1e13,
  '1'.repeat(40),
  Number.MAX_SAFE_INTEGER,
  '',
  ' 1',
  'NaN',
  true,
  [24400],
  { minor: 24400 },
]

/** Bodies that are no JSON object, and what is told about each. */
export const badBodies: readonly [string, string, FailureKind][] = [
  ['no body', '', 'body-missing'],
  ['nothing but spaces', ' \n ', 'body-missing'],
  ['half a document', '{"data":{"type":"payments"', 'body-malformed'],
  ['two documents', '{}{}', 'body-malformed'],
  ['a list', '[{}]', 'body-malformed'],
  ['a text', '"data"', 'body-malformed'],
  ['a number', '42', 'body-malformed'],
  ['null', 'null', 'body-malformed'],
  ['a form', 'data%5Btype%5D=payments', 'body-malformed'],
  ['text with a NUL', '{"data":{"type":"a\\u0000b"}}', 'body-malformed'],
  ['half a pair of surrogates', '{"data":{"type":"a\\ud800b"}}', 'body-malformed'],
  ['a key with a NUL', '{"data":{"a\\u0000b":1}}', 'body-malformed'],
  ['the key __proto__', '{"data":{"__proto__":{"isAdmin":true}}}', 'body-malformed'],
  ['the key constructor', '{"data":{"constructor":{"prototype":{"x":1}}}}', 'body-malformed'],
]

type RawAnswer = { status: number; text: string }

/**
 * Sends 10 MB, announced or in chunks, without waiting for leave to do so. `sent` ends early when the server stops taking
 * it; the answer is what the server said nevertheless.
 */
export function sendTooMuch(
  app: RunningApp,
  path: string,
  {
    headers,
    isDeclared,
    method = 'POST',
  }: { headers: Record<string, string>; isDeclared: boolean; method?: string },
): Promise<RawAnswer> {
  const megabyte = Buffer.alloc(1024 * 1024, 'x')
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, app.url), {
      method,
      agent: false,
      headers: {
        'content-type': 'application/json',
        ...(isDeclared ? { 'content-length': String(10 * megabyte.length) } : {}),
        ...headers,
      },
    })
    outgoing.on('response', (incoming) => {
      incoming
        .toArray()
        .then(
          (chunks) =>
            resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          reject,
        )
    })
    outgoing.on('error', reject)
    for (let sent = 0; sent < 10; sent += 1) outgoing.write(megabyte)
    outgoing.end()
  })
}
