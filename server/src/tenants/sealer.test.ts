import { expect, test } from 'vitest'
import { fail, ok } from '../result.ts'
import { aSealer } from '../testing/app-world.ts'
import { keyIdOf } from './sealer.ts'
import { makeSealingKey, readSealingKey } from './sealing-key.ts'

const secret = JSON.stringify({ secretKey: 'sk_live_ünïcode' })

test('what is sealed is opened again, and looks different each time', () => {
  const sealer = aSealer()
  const [one, other] = [sealer.seal(secret, 'here'), sealer.seal(secret, 'here')]
  expect(one).not.toBe(other)
  expect(one).not.toContain('sk_live')
  expect(sealer.open(one, 'here')).toEqual(ok(secret))
  expect(sealer.open(other, 'here')).toEqual(ok(secret))
})

test('what was moved to another place opens nothing', () => {
  const sealer = aSealer()
  const sealed = sealer.seal(secret, 'lamps/fake/test/1')
  expect(sealer.open(sealed, 'chairs/fake/test/1').ok).toBe(false)
})

test('what was changed opens nothing, wherever it was changed', () => {
  const sealer = aSealer()
  const parts = sealer.seal(secret, 'here').split('.')
  for (const index of [2, 3, 4]) {
    const bytes = Buffer.from(parts[index] ?? '', 'base64url')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    const changed = parts.with(index, bytes.toString('base64url')).join('.')
    expect(sealer.open(changed, 'here').ok, `part ${index}`).toBe(false)
  }
})

test('a shortened tag is refused: it would be guessed sooner', () => {
  const sealer = aSealer()
  const parts = sealer.seal(secret, 'here').split('.')
  const short = Buffer.from(parts[3] ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url')
  expect(sealer.open(parts.with(3, short).join('.'), 'here').ok).toBe(false)
})

test('two keys are good at once: the first seals, both open', () => {
  const [before, now] = [makeSealingKey(), makeSealingKey()]
  const old = aSealer(before).seal(secret, 'here')
  const both = aSealer(now, before)
  expect(both.open(old, 'here')).toEqual(ok(secret))
  expect(keyIdOf(both.seal(secret, 'here'))).toBe(both.keyId)
  const alone = aSealer(now)
  expect(alone.open(old, 'here')).toMatchObject({
    failure: expect.stringContaining(`sealed with the key ${keyIdOf(old)}`),
  })
})

test('text that nobody sealed is told apart', () => {
  const sealer = aSealer()
  for (const text of ['', 'v1.x', 'plain', `v2.${sealer.keyId}.a.b.c`])
    expect(sealer.open(text, 'here')).toEqual(fail('This is not a sealed secret.'))
})

test.each([
  ['nothing', ''],
  ['no name', Buffer.alloc(32, 7).toString('base64')],
  ['half a key', `k1:${Buffer.from('0123456789abcdef').toString('base64')}`],
  ['too long a key', `k1:${Buffer.alloc(64, 'abcdefghijklmnopqrstuvwxyz').toString('base64')}`],
  ['zeros', `k1:${Buffer.alloc(32).toString('base64')}`],
  ['a word again and again', `k1:${Buffer.alloc(32, 'changeme').toString('base64')}`],
  ['a placeholder', 'k1:your-key-here'],
  ['spaces within', `k1:${'AB CD'.repeat(8)}`],
])('%s is no key', (_name, text) => {
  expect(readSealingKey(text).ok).toBe(false)
})

test('a new key is a key, and says nothing of itself in its name', () => {
  const text = makeSealingKey(new Date('2026-01-15T00:00:00Z'))
  const key = readSealingKey(text)
  expect(key.ok && key.value.key.length).toBe(32)
  expect(text).toMatch(/^k20260115[0-9a-f]{4}:/)
  const name = key.ok ? key.value.id.slice(9) : ''
  expect(key.ok && key.value.key.toString('hex')).not.toContain(name)
})
