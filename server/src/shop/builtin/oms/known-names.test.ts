import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { eventsOfMessages } from './event-based.ts'
import { knownCommands, knownConditions } from './known-names.ts'
import { problemCodes } from './problem.ts'

const document = await readFile(new URL('../../../../../docs/oms.md', import.meta.url), 'utf8')

test.each([...knownCommands, ...knownConditions])('the documents explain %s', (name) => {
  expect(document).toContain(`\`${name}\``)
})

test.each(Object.entries(eventsOfMessages))(
  'the documents say that %s fires "%s"',
  (message, event) => {
    expect(document).toContain(`| \`${message}\` | \`${event}\` |`)
  },
)

test.each(problemCodes)('the documents explain %s', (code) => {
  expect(document).toContain(`\`${code}\``)
})
