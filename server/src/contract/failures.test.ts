import { expect, test } from 'vitest'
import { failures } from './failures.ts'
import { failuresTable } from './failures-table.ts'

const all = Object.entries(failures)

test('each code means one thing', () => {
  const codes = all.map(([, { code }]) => code)
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

test('each failure says in a sentence what happened or what to change', () => {
  for (const [kind, { detail }] of all)
    expect([kind, detail]).toEqual([kind, expect.stringMatching(/^\S.+\.$/)])
})

test('the documented table has one row per failure', () => {
  const rows = failuresTable()
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
  expect(rows).toHaveLength(all.length)
  for (const [kind, { code, status }] of all) {
    expect(
      rows.filter((row) => row.startsWith(`| ${code} | \`${kind}\` | ${status} |`)),
    ).toHaveLength(1)
  }
})
