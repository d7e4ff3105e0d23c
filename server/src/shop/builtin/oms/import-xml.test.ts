import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { fail, ok } from '../../../result.ts'
import { createFolderReader } from './folder-reader.ts'
import { type Imported, importXml } from './import-xml.ts'
import { availableEvents, findState, isFlagged, transitionsOf } from './process.ts'
import { runOrder } from './run-order.ts'

const fixtures = fileURLToPath(new URL('./testing/processes', import.meta.url))

const importFixture = (name: string) => importXml({ readText: createFolderReader(fixtures) }, name)

/** Files by name; the main one is `main.xml`. */
const importFiles = (files: Record<string, string>) =>
  importXml(
    {
      readText: async (name) => {
        const text = files[name]
        return text === undefined ? fail('there is no such file.') : ok(text)
      },
    },
    'main.xml',
  )

async function imported(result: ReturnType<typeof importXml>): Promise<Imported> {
  const read = await result
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value
}

async function refused(result: ReturnType<typeof importXml>) {
  const read = await result
  if (read.ok) throw new Error('It was read.')
  return read.failure
}

const lampShop = await imported(importFixture('LampShop01.xml'))

test('a process is read from its main file and the files of its sub-processes', () => {
  const { process, warnings } = lampShop
  expect(warnings).toEqual([])
  expect(process).toMatchObject({ name: 'LampShop01', initialState: 'new' })
  expect(process.states).toHaveLength(19)
  expect(findState(process, 'payment pending')).toEqual({
    name: 'payment pending',
    flags: ['reserved', 'cancellable'],
    display: 'oms.state.payment-pending',
  })
  expect(isFlagged(process, 'delivered', 'ready for invoice')).toBe(true)
  expect(availableEvents(process, 'payment captured').map(({ name }) => name)).toEqual([
    'pick & pack',
  ])
  expect(process.events.find(({ name }) => name === 'retry payment refund')).toEqual({
    name: 'retry payment refund',
    isOnEnter: false,
    isManual: true,
    command: null,
    timeoutMs: 60 * 60 * 1000,
  })
  expect(transitionsOf(process, 'new', 'created')).toEqual([
    { source: 'new', target: 'payment pending', event: 'created', condition: null, isHappy: true },
  ])
})

test('every part knows its file and line', () => {
  const { states, events, transitions } = lampShop.places
  expect(states.get('shipped')).toEqual({
    file: 'LampShop01.xml',
    line: 19,
    element: '<state name="shipped">',
  })
  expect(events.get('start refund')).toMatchObject({ file: 'LampShop/Money_back01.xml', line: 31 })
  expect(transitions[0]).toMatchObject({
    line: 27,
    element: '<transition> from "new" to "payment pending"',
  })
})

test('of several conditions that hold, an imported process takes the last one, as Spryker does', () => {
  const holds = (condition: string) =>
    ['Payment/IsAuthorized', 'Payment/IsCaptured'].includes(condition)
  const items = [{ id: '1', state: 'payment pending' }]
  const run = runOrder({ process: lampShop.process, holds }, items, { kind: 'facts-changed' })
  expect(run.items[0]?.state).toBe('payment captured')
})

test('a sub-process that is used twice is told apart by its prefix', async () => {
  const { process } = await imported(importFixture('TwoReviews01.xml'))
  expect(process.states.map(({ name }) => name)).toEqual([
    'new',
    'closed',
    'fraud - waiting',
    'fraud - approved',
    'stock - waiting',
    'stock - approved',
  ])
  const items = [{ id: '1', state: 'fraud - waiting' }]
  const event = { kind: 'event', event: 'fraud - approve', by: 'timeout' } as const
  const run = runOrder({ process, holds: () => false }, items, event)
  expect(run.items[0]?.state).toBe('stock - waiting')
  expect(run.timeouts).toEqual([
    { event: 'stock - approve', itemIds: ['1'], dueInMs: 90 * 60 * 1000 },
  ])
})

const main = (inside: string, after = '') =>
  `<statemachine><process name="M" main="true">${inside}</process>${after}</statemachine>`

test.each([
  ['is cut short', '<statemachine>\n<process', 'xml-malformed', 2],
  ['closes the wrong element', '<a>\n<b>\n</a>', 'xml-malformed', 3],
  ['is empty', '', 'xml-malformed', 1],
  ['names an entity that nobody declared', main('\n&lamp;'), 'xml-malformed', 2],
  ['is something else', '<html/>', 'root-unknown', 1],
  [
    'has no main process',
    '<statemachine><process name="M"/></statemachine>',
    'main-process-missing',
    1,
  ],
  [
    'has two main processes',
    main('', '\n<process name="N" main="true"/>'),
    'main-process-repeated',
    2,
  ],
  [
    'lists a sub-process that it does not have',
    main('<subprocesses>\n<process>X</process></subprocesses>'),
    'sub-process-unknown',
    2,
  ],
  [
    'has a timeout that nobody can read',
    main('<events>\n<event name="e" timeout="soon"/></events>'),
    'timeout-unreadable',
    2,
  ],
  ['has a state without a name', main('<states>\n\n<state/></states>'), 'name-missing', 3],
  [
    'has a transition without a target',
    main('<transitions>\n<transition><source>a</source></transition></transitions>'),
    'transition-incomplete',
    2,
  ],
  ['names a file that is not there', main('', '\n<process file="Sub.xml"/>'), 'file-unreadable', 2],
  ['nests too deeply', '<a>'.repeat(40) + '</a>'.repeat(40), 'xml-too-deep', 1],
  ['is too large', `${main('')}${' '.repeat(1_000_001)}`, 'file-too-large', 1],
])('a file that %s is refused with its line', async (_title, text, code, line) => {
  const problems = await refused(importFiles({ 'main.xml': text }))
  expect(problems).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      code,
      place: expect.objectContaining({ file: 'main.xml', line }),
    }),
  )
})

test('a mistake in a sub-process names its own file', async () => {
  const files = {
    'main.xml': main('', '<process name="S" file="sub/S.xml"/>'),
    'sub/S.xml': '<statemachine>\n<process><events><event/></events></process></statemachine>',
  }
  const problems = await refused(importFiles(files))
  expect(problems).toContainEqual(
    expect.objectContaining({
      code: 'name-missing',
      place: { file: 'sub/S.xml', line: 2, element: '<event>' },
    }),
  )
})

test.each([
  ['reads a file of the machine', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
  ['asks the network', '<!DOCTYPE a SYSTEM "http://localhost/evil.dtd">'],
  ['grows without end', '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;">]>'],
])('an entity that %s is refused unread', async (_title, doctype) => {
  const asked: string[] = []
  const readText = async (name: string) => {
    asked.push(name)
    return ok(`${doctype}${main('<states><state name="new">&x;</state></states>')}`)
  }
  const problems = await refused(importXml({ readText }, 'main.xml'))
  expect(problems.map(({ code }) => code)).toContain('xml-doctype')
  expect(asked).toEqual(['main.xml'])
})

test.each(['../secret.xml', '/etc/passwd', 'a/../../secret.xml', '..\\secret.xml', '..'])(
  'a sub-process in "%s" is not read',
  async (path) => {
    const text = main('', `<process name="S" file="${path}"/>`)
    const problems = await refused(importFiles({ 'main.xml': text }))
    expect(problems.map(({ code }) => code)).toContain('file-outside-folder')
  },
)

test('a process that names itself is refused after a while', async () => {
  const text = main('', '<process name="M2" file="main.xml"/>')
  const problems = await refused(importFiles({ 'main.xml': text }))
  expect(problems.map(({ code }) => code)).toContain('files-too-many')
})

const folder = await mkdtemp(join(tmpdir(), 'oms-'))
afterAll(() => rm(folder, { recursive: true }))

test('a link that leads out of the folder is not followed', async () => {
  await mkdir(join(folder, 'inside'))
  await writeFile(join(folder, 'secret.xml'), main(''))
  await symlink(join(folder, 'secret.xml'), join(folder, 'inside', 'link.xml'))
  const readText = createFolderReader(join(folder, 'inside'))
  expect(await readText('link.xml')).toEqual({
    ok: false,
    failure: 'it leads out of the folder of the main file.',
  })
  expect(await readText('none.xml')).toEqual({ ok: false, failure: 'there is no such file.' })
  expect(await readText('.')).toMatchObject({ ok: false })
})

test('what Spryker would take differently from how it looks is a warning', async () => {
  const { process, warnings } = await imported(importFixture('Faulty01.xml'))
  expect(warnings.map(({ code, place }) => [code, place?.line])).toEqual([
    ['boolean-unreadable', 6],
    ['timeout-processor-ignored', 36],
    ['sub-process-unlisted', 39],
    ['state-declared-twice', 13],
  ])
  expect(isFlagged(process, 'new', 'reserved')).toBe(false)
  expect(findState(process, 'closed')?.display).toBe('other words')
  expect(findState(process, 'elsewhere')).toBeNull()
})
