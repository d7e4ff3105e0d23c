import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkProcess } from './check-process.ts'
import { createFolderReader } from './folder-reader.ts'
import { importXml } from './import-xml.ts'
import { knownCommands, knownConditions } from './known-names.ts'
import { shippedProcesses } from './shipped-processes.ts'
import { aProcess } from './testing/a-process.ts'

const known = { commands: knownCommands, conditions: knownConditions }
const folder = fileURLToPath(new URL('./testing/processes', import.meta.url))

async function checkFixture(name: string) {
  const imported = await importXml({ readText: createFolderReader(folder) }, name)
  if (!imported.ok) throw new Error(JSON.stringify(imported.failure))
  const { process, places } = imported.value
  return checkProcess(process, known, places)
}

test.each(shippedProcesses.map((process) => [process.name, process] as const))(
  '%s has nothing wrong with it',
  (_name, process) => {
    expect(checkProcess(process, known)).toEqual([])
  },
)

test.each(['LampShop01.xml', 'TwoReviews01.xml'])('a sound file, %s, is sound', async (name) => {
  expect(await checkFixture(name)).toEqual([])
})

test('every mistake of a process is found, with its line', async () => {
  const problems = await checkFixture('Faulty01.xml')
  const found = problems.map(({ severity, code, place }) => `${severity} ${code} ${place?.line}`)
  expect(found.toSorted()).toEqual([
    'error command-unknown 33',
    'error condition-unknown 23',
    'error event-undeclared 22',
    'error on-enter-loop 8',
    'error state-undeclared 21',
    'error transitions-ambiguous 18',
    'warning event-never-fired 34',
    'warning event-unused 35',
    'warning event-unused 36',
    'warning on-enter-ambiguous 8',
    'warning state-unreachable 11',
    'warning state-without-exit 10',
  ])
})

test('a loop that ends as soon as a condition holds is only possible', () => {
  const process = aProcess({
    events: { try: { isOnEnter: true } },
    transitions: [
      { source: 'new', target: 'asked', event: 'try' },
      { source: 'asked', target: 'new', condition: 'Payment/IsCaptureFailed' },
      { source: 'asked', target: 'closed', condition: 'Payment/IsCaptured' },
    ],
  })
  expect(checkProcess(process, known).map(({ code }) => code)).toEqual(['loop-possible'])
})

test('a longer loop is told once, from its beginning to its beginning', () => {
  const process = aProcess({
    events: { go: { isOnEnter: true } },
    transitions: [
      { source: 'new', target: 'a', event: 'go' },
      { source: 'a', target: 'b', event: 'go' },
      { source: 'b', target: 'c' },
      { source: 'c', target: 'a', event: 'go' },
    ],
  })
  const loops = checkProcess(process, known).filter(({ code }) => code === 'on-enter-loop')
  expect(loops.map(({ message }) => message)).toEqual([
    'An item never comes to rest: "a" -> "b" -> "c" -> "a".',
  ])
})

test('a state that is meant to be the end may say so', () => {
  const transitions = [{ source: 'new', target: 'museum', condition: 'Payment/IsCaptured' }]
  const codesOf = (flags: string[]) =>
    checkProcess(
      aProcess({ states: [{ name: 'new' }, { name: 'museum', flags }], transitions }),
      known,
    ).map(({ code }) => code)
  expect(codesOf([])).toEqual(['state-without-exit'])
  expect(codesOf(['final'])).toEqual([])
})
