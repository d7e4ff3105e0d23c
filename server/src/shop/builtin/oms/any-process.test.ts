import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawProcess } from './draw-process.ts'
import { eventsFrom, findState, type Process, transitionsOf } from './process.ts'
import type { Happening } from './run-item.ts'
import { stepsMax } from './run-item.ts'
import { runOrder } from './run-order.ts'
import { shippedProcesses } from './shipped-processes.ts'
import { readXml } from './xml-element.ts'

const stateNames = ['a', 'b', 'c', 'd', 'e']
const eventNames = ['go', 'stay', 'turn']
const conditionNames = ['Up', 'Down']

const orNull = (names: readonly string[]) => fc.constantFrom(null, ...names)

/** Any process, sensible or not: loops, dead ends, several ways at once. */
const anyProcess: fc.Arbitrary<Process> = fc.record({
  name: fc.constant('Any01'),
  initialState: fc.constant('a'),
  states: fc.constant(stateNames.map((name) => ({ name, flags: [], display: null }))),
  transitions: fc.array(
    fc.record({
      source: fc.constantFrom(...stateNames),
      target: fc.constantFrom(...stateNames),
      event: orNull(eventNames),
      condition: orNull(conditionNames),
      isHappy: fc.boolean(),
    }),
    { maxLength: 14 },
  ),
  events: fc.tuple(
    ...eventNames.map((name) =>
      fc.record({
        name: fc.constant(name),
        isOnEnter: fc.boolean(),
        isManual: fc.boolean(),
        command: orNull(['Capture', 'Refund']),
        timeoutMs: fc.constantFrom(null, 1000),
      }),
    ),
  ),
})

const anyHappening = (events: readonly string[]): fc.Arbitrary<Happening> =>
  fc.oneof(
    fc.constant<Happening>({ kind: 'entered' }),
    fc.constant<Happening>({ kind: 'facts-changed' }),
    fc.record({
      kind: fc.constant('event' as const),
      event: fc.constantFrom(...events),
      by: fc.constantFrom('person' as const, 'message' as const, 'timeout' as const),
    }),
    fc.record({
      kind: fc.constant('command-carried-out' as const),
      event: fc.constantFrom(...events),
    }),
  )

const anyItems = (states: readonly string[], events: readonly string[]) =>
  fc
    .array(fc.record({ state: fc.constantFrom(...states), awaiting: orNull(events) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((items) => items.map((item, index) => ({ ...item, id: String(index) })))

const anyCase = anyProcess.chain((process) =>
  fc.record({
    process: fc.constant(process),
    items: anyItems(stateNames, eventNames),
    happening: anyHappening(eventNames),
    held: fc.subarray(conditionNames),
  }),
)

test('whatever the process, every item rests in a declared state or its loop is reported', () => {
  fc.assert(
    fc.property(anyCase, ({ process, items, happening, held }) => {
      const holds = (condition: string) => held.includes(condition)
      const run = runOrder({ process, holds }, items, happening)
      expect(run.items.map(({ itemId }) => itemId)).toEqual(items.map(({ id }) => id))
      run.items.forEach((outcome, index) => {
        expect(findState(process, outcome.state)).not.toBeNull()
        expect(outcome.steps.length).toBeLessThanOrEqual(stepsMax)
        const before = items[index]?.state
        expect([before, ...outcome.steps.map(({ to }) => to)].at(-1)).toBe(outcome.state)
        expect(outcome.steps.map(({ from }) => from)).toEqual(
          [before, ...outcome.steps.map(({ to }) => to)].slice(0, -1),
        )
        if (outcome.failure) expect(outcome).toMatchObject({ state: before, steps: [] })
      })
    }),
    { numRuns: 1000 },
  )
})

test('whatever the process, a command is carried out once for each item whose event fired, and for no other', () => {
  fc.assert(
    fc.property(anyCase, ({ process, items, happening, held }) => {
      const holds = (condition: string) => held.includes(condition)
      const run = runOrder({ process, holds }, items, happening)
      for (const { itemIds } of run.commands) expect(new Set(itemIds).size).toBe(itemIds.length)
      for (const outcome of run.items) {
        if (outcome.failure) {
          expect(run.commands.some(({ itemIds }) => itemIds.includes(outcome.itemId))).toBe(false)
          continue
        }
        const resumed = happening.kind === 'command-carried-out' ? 1 : 0
        const taken = outcome.steps.slice(resumed).filter(({ event }) => commandOf(process, event))
        const called = run.commands.filter(({ itemIds }) => itemIds.includes(outcome.itemId))
        expect(called.length).toBeGreaterThanOrEqual(taken.length)
      }
    }),
    { numRuns: 1000 },
  )
})

const commandOf = (process: Process, name: string | null): string | null =>
  process.events.find((event) => event.name === name)?.command ?? null

test('an item that rests has nothing left to do by itself, unless it has just called a command or waits for one', () => {
  fc.assert(
    fc.property(anyCase, ({ process, items, happening, held }) => {
      const holds = (condition: string) => held.includes(condition)
      const run = runOrder({ process, holds }, items, happening)
      const again = runOrder({ process, holds }, toItems(run.items), { kind: 'facts-changed' })
      run.items.forEach(({ itemId, failure }, index) => {
        const hasCalled = run.commands.some(({ itemIds }) => itemIds.includes(itemId))
        if (!failure && !hasCalled) expect(again.items[index]?.steps).toEqual([])
      })
    }),
    { numRuns: 1000 },
  )
})

const toItems = (
  outcomes: readonly Readonly<{ itemId: string; state: string; awaiting: string | null }>[],
) => outcomes.map(({ itemId, state, awaiting }) => ({ id: itemId, state, awaiting }))

test('a shipped process never loops while its payment says one thing at a time', () => {
  const cases = fc.constantFrom(...shippedProcesses).chain((process) => {
    const events = process.events.map(({ name }) => name)
    const conditions = process.transitions.flatMap(({ condition }) => condition ?? [])
    return fc.record({
      process: fc.constant(process),
      state: fc.constantFrom(...process.states.map(({ name }) => name)),
      happening: anyHappening(events),
      held: fc.constantFrom(...conditions),
    })
  })
  fc.assert(
    fc.property(cases, ({ process, state, happening, held }) => {
      const holds = (condition: string) => condition === held
      const [outcome] = runOrder({ process, holds }, [{ id: '1', state }], happening).items
      expect(outcome?.failure?.kind).not.toBe('loop-detected')
      expect(findState(process, outcome?.state ?? '')).not.toBeNull()
    }),
    { numRuns: 1000 },
  )
})

test('an event that is not on offer is refused, and one that is on offer is not', () => {
  fc.assert(
    fc.property(
      anyProcess,
      fc.constantFrom(...stateNames),
      fc.constantFrom(...eventNames),
      (process, state, event) => {
        const happening = { kind: 'event', event, by: 'message' } as const
        const [outcome] = runOrder(
          { process, holds: () => false },
          [{ id: '1', state }],
          happening,
        ).items
        const isOffered = transitionsOf(process, state, event).length > 0
        const available = eventsFrom(process, state).map(({ name }) => name)
        if (isOffered) expect(outcome?.failure?.kind).not.toBe('event-not-available')
        else {
          expect(outcome?.failure).toEqual({ kind: 'event-not-available', event, state, available })
        }
      },
    ),
  )
})

test('whatever the process, its picture is well-formed', () => {
  fc.assert(
    fc.property(anyProcess, (process) => {
      expect(readXml(drawProcess(process), 'picture.svg').ok).toBe(true)
    }),
    { numRuns: 40 },
  )
})
