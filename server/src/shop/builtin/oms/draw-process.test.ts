import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { drawProcess } from './draw-process.ts'
import { layOut } from './process-layout.ts'
import { splitWays } from './process-ways.ts'
import { findShippedProcess, shippedProcesses } from './shipped-processes.ts'
import { aProcess } from './testing/a-process.ts'
import { toLines } from './text-lines.ts'
import { readXml, type XmlElement } from './xml-element.ts'

type Area = { x: number; y: number; width: number; height: number }

const overlap = (one: Area, other: Area): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width - 1 &&
  Math.abs(one.y - other.y) * 2 < one.height + other.height - 1

function read(svg: string): XmlElement {
  const root = readXml(svg, 'picture.svg')
  if (!root.ok) throw new Error(root.failure.message)
  return root.value
}

const all = (element: XmlElement): readonly XmlElement[] => [
  element,
  ...element.children.flatMap(all),
]

const groupsOf = (svg: string, name: string) =>
  all(read(svg)).filter(({ attributes }) => attributes['class']?.split(' ').includes(name))

const textsOf = (element: XmlElement): string =>
  all(element)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
    .join(' ')

test.each(shippedProcesses.map((process) => [process.name, process] as const))(
  'in the picture of %s no state and no words cover others',
  (_name, process) => {
    const { boxes, arrows, width, height } = layOut(process)
    const areas = [...boxes, ...arrows.filter(({ words }) => words.length > 0)]
    const covered = areas.flatMap((one, index) =>
      areas.slice(index + 1).filter((other) => overlap(one, other)),
    )
    expect(covered).toEqual([])
    for (const area of areas) {
      expect(area.x - area.width / 2).toBeGreaterThanOrEqual(0)
      expect(area.x + area.width / 2).toBeLessThanOrEqual(width)
      expect(area.y + area.height / 2).toBeLessThanOrEqual(height)
    }
  },
)

test.each(shippedProcesses.map((process) => [process.name, process] as const))(
  'the picture of %s shows every state and every way once',
  (_name, process) => {
    const svg = drawProcess(process)
    expect(groupsOf(svg, 'oms-state')).toHaveLength(process.states.length)
    const pairs = new Set(process.transitions.map(({ source, target }) => `${source}>${target}`))
    const { arrows, jumps } = splitWays(process)
    expect(arrows.length + jumps.length).toBe(pairs.size)
    expect(jumps.length).toBeGreaterThan(10)
  },
)

test('the states of an order are lit and named to whoever cannot see them', () => {
  const process = aProcess({
    transitions: [{ source: 'new', target: 'shipped', condition: 'IsOut' }],
  })
  const svg = drawProcess(process, { lit: ['shipped', 'shipped'], counts: { new: 12, shipped: 0 } })
  expect(groupsOf(svg, 'oms-lit').map(textsOf)).toEqual(['shipped 0'])
  expect(groupsOf(svg, 'oms-count').map(textsOf)).toEqual(['12', '0'])
  const [title, desc] = read(svg).children
  expect(title?.text).toBe('Order process Test01')
  expect(desc?.text).toBe('2 states and 1 transitions. Now in: shipped.')
  expect(read(svg).attributes).toMatchObject({
    role: 'img',
    'aria-labelledby': `${title?.attributes['id']} ${desc?.attributes['id']}`,
  })
})

test('what fires a way, on what condition, when and what it does is written at its arrow', () => {
  const process = aProcess({
    events: { cancel: { isManual: true, command: 'Payment/Cancel', timeoutMs: 86_400_000 } },
    transitions: [
      { source: 'new', target: 'canceled', event: 'cancel', condition: 'Payment/IsNew' },
    ],
  })
  expect(
    splitWays(process).arrows[0]?.words.map(({ text }) => text.replace('\u00a0', ' ')),
  ).toEqual(['cancel', 'if IsNew', 'after 1 day', 'does Payment/Cancel'])
})

test('names cannot break out of the picture', () => {
  const name = '<script>alert("1")</script> & more'
  const process = {
    ...aProcess({ transitions: [{ source: name, target: 'b', event: name }] }),
    name: `"><script>`,
  }
  const svg = drawProcess(process)
  expect(all(read(svg)).some((element) => element.name === 'script')).toBe(false)
  expect(textsOf(read(svg))).toContain('<script>')
})

test('a state that only a transition names, a loop to itself and an empty process are drawn too', () => {
  const loop = aProcess({
    states: [{ name: 'new' }],
    events: { remind: { isManual: true } },
    transitions: [
      { source: 'new', target: 'new', event: 'remind' },
      { source: 'new', target: 'nowhere', event: 'remind' },
    ],
  })
  expect(groupsOf(drawProcess(loop), 'oms-state').map(textsOf)).toEqual(['new', 'nowhere'])
  const empty = drawProcess(aProcess({ states: [], transitions: [] }))
  expect(read(empty).name).toBe('svg')
})

test('the same process gives the same picture', () => {
  const [process] = shippedProcesses
  if (!process) throw new Error('No process is shipped.')
  expect(drawProcess(process)).toBe(drawProcess(structuredClone(process)))
})

test.each([
  ['docs/images/oms-b2c.svg', 'ForeignPaymentB2CStateMachine01'],
  ['docs/images/oms-marketplace.svg', 'ForeignPaymentStateMachine01'],
])('%s is the picture of %s; write it with `pnpm oms diagram`', async (path, name) => {
  const process = findShippedProcess(name)
  if (!process) throw new Error(`${name} is not shipped.`)
  const written = await readFile(new URL(`../../../../../${path}`, import.meta.url), 'utf8')
  expect(written).toBe(drawProcess(process))
})

test.each([
  ['payment authorization failed', 26, ['payment', 'authorization failed']],
  ['a b', 26, ['a b']],
  ['MerchantCommission/Calculate', 20, ['MerchantCommission/', 'Calculate']],
  ['abcdef', 4, ['abcd', 'ef']],
])('"%s" in lines of %d letters is %j', (text, lengthMax, lines) => {
  expect(toLines(text, lengthMax)).toEqual(lines)
})
