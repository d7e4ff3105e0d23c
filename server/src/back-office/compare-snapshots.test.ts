import { expect, test } from 'vitest'
import { compareSnapshots, mergeChanges, type Snapshot } from './compare-snapshots.ts'

const none = new Set<string>()
const aSnapshot = (overrides: Partial<Snapshot> = {}): Snapshot => ({
  versions: new Map([['tx_1', 1]]),
  subjects: new Map([['7', 'tx_1']]),
  messages: { waiting: 1, dead: 0 },
  inbox: { waiting: 0, dead: 0 },
  ...overrides,
})

test('nothing new is nothing to tell', () => {
  expect(compareSnapshots(aSnapshot(), aSnapshot(), none)).toBeNull()
})

test.each<[string, Partial<Snapshot>, string[]]>([
  ['a payment that moved on', { versions: new Map([['tx_1', 2]]) }, ['tx_1']],
  [
    'a new payment',
    {
      versions: new Map([
        ['tx_1', 1],
        ['tx_2', 1],
      ]),
    },
    ['tx_2'],
  ],
  [
    'a message of an old payment',
    {
      subjects: new Map([
        ['7', 'tx_1'],
        ['8', 'tx_0'],
      ]),
    },
    ['tx_0'],
  ],
  ['a dead message', { messages: { waiting: 0, dead: 1 } }, []],
  ['an event that waits', { inbox: { waiting: 1, dead: 0 } }, []],
])('%s is told', (_name, change, payments) => {
  const now = aSnapshot(change)
  expect(compareSnapshots(aSnapshot(), now, none)).toEqual({
    payments,
    isMore: false,
    messages: now.messages,
    inbox: now.inbox,
  })
})

test('a commit that was noticed is told, and each payment once', () => {
  const now = aSnapshot({ versions: new Map([['tx_1', 2]]) })
  const changes = compareSnapshots(aSnapshot(), now, new Set(['tx_old', 'tx_1']))
  expect(changes?.payments).toEqual(['tx_old', 'tx_1'])
})

test('a flood is told as one', () => {
  const versions = new Map(Array.from({ length: 500 }, (_, index) => [`tx_${index}`, 2]))
  const changes = compareSnapshots(aSnapshot(), aSnapshot({ versions }), none)
  expect([changes?.payments.length, changes?.isMore]).toEqual([100, true])
})

test('what a slow reader has missed is told together', () => {
  const older = {
    payments: ['tx_1'],
    isMore: false,
    messages: { waiting: 5, dead: 0 },
    inbox: { waiting: 0, dead: 0 },
  }
  const newer = { ...older, payments: ['tx_2', 'tx_1'], messages: { waiting: 1, dead: 0 } }
  expect(mergeChanges(older, newer)).toEqual({ ...newer, payments: ['tx_1', 'tx_2'] })
})
