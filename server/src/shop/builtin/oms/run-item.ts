import { fail, ok, type Result } from '../../../result.ts'
import {
  eventsFrom,
  findState,
  type Process,
  type ProcessEvent,
  type Transition,
  transitionsOf,
} from './process.ts'

/** How often one item may move in one run. More is a loop of the process, which is reported and changes nothing. */
export const stepsMax = 50

/** An item of an order. `awaiting` is the event whose command must be carried out before the item moves on. */
export type OrderItemState = Readonly<{ id: string; state: string; awaiting?: string | null }>

/** What just happened to an item. */
export type Happening =
  /** It has just been put into its state: a new order, or an item moved by hand. */
  | Readonly<{ kind: 'entered' }>
  | Readonly<{ kind: 'event'; event: string; by: 'person' | 'message' | 'timeout' }>
  | Readonly<{ kind: 'facts-changed' }>
  | Readonly<{ kind: 'command-carried-out'; event: string }>

/** Whether a condition holds for an item, by all that is known now. */
export type Holds = (condition: string, itemId: string) => boolean

/** A process, and the facts by which it is run. */
export type Machine = Readonly<{ process: Process; holds: Holds }>

/** One move of an item, for its history. */
export type Step = Readonly<{
  from: string
  to: string
  event: string | null
  condition: string | null
}>

/** Why an item was not run: it stays where it was, and nothing is carried out for it. */
export type RunFailure =
  | Readonly<{ kind: 'state-unknown'; state: string }>
  | Readonly<{
      kind: 'event-not-available'
      event: string
      state: string
      available: readonly string[]
    }>
  | Readonly<{ kind: 'command-pending'; event: string; awaiting: string }>
  | Readonly<{ kind: 'loop-detected'; state: string; stepsMax: number; path: readonly string[] }>

/** Where an item rests, and how it came there. `hasEntered` is false when it never left its state: its timeouts run on. */
export type ItemRun = Readonly<{
  state: string
  awaiting: string | null
  steps: readonly Step[]
  /** The commands to carry out; `depth` counts the steps before, so that items side by side can share one. */
  commands: readonly Readonly<{ command: string; event: string; depth: number }>[]
  hasEntered: boolean
}>

type Run = ItemRun & Readonly<{ itemId: string; isEntering: boolean }>

/**
 * Decides where an item goes, following onEnter events and conditions until it rests. Pure: the same facts give the same run.
 * After a command, conditions are left for the next run, since what is known now cannot yet be the command's outcome.
 */
export function runItem(
  machine: Machine,
  item: OrderItemState,
  happening: Happening,
): Result<ItemRun, RunFailure> {
  if (!findState(machine.process, item.state)) {
    return fail({ kind: 'state-unknown', state: item.state })
  }
  const begun = begin(machine, item, happening)
  if (!begun.ok) return begun
  let run = begun.value
  for (let moves = 0; moves <= 2 * stepsMax; moves += 1) {
    if (run.steps.length > stepsMax) break
    const next = follow(machine, run)
    if (next === null) return ok(toItemRun(run))
    run = next
  }
  const path = run.steps.map(({ to }) => to)
  return fail({ kind: 'loop-detected', state: item.state, stepsMax, path })
}

function begin(
  machine: Machine,
  item: OrderItemState,
  happening: Happening,
): Result<Run, RunFailure> {
  const awaiting = item.awaiting ?? null
  const run: Run = {
    itemId: item.id,
    state: item.state,
    awaiting,
    steps: [],
    commands: [],
    hasEntered: false,
    isEntering: false,
  }
  switch (happening.kind) {
    case 'entered':
      return ok({ ...run, awaiting: null, hasEntered: true, isEntering: true })
    case 'facts-changed':
      return ok(run)
    case 'command-carried-out':
      return ok(happening.event === awaiting ? resume(machine, run, awaiting) : run)
    case 'event':
      if (awaiting !== null) {
        return fail({ kind: 'command-pending', event: happening.event, awaiting })
      }
      return fireNamed(machine, run, happening)
    default:
      return happening satisfies never
  }
}

function fireNamed(
  machine: Machine,
  run: Run,
  { event: name, by }: Extract<Happening, { kind: 'event' }>,
): Result<Run, RunFailure> {
  const open = eventsFrom(machine.process, run.state).filter(
    ({ isManual }) => isManual || by !== 'person',
  )
  const event = open.find((one) => one.name === name)
  if (event) return ok(fire(machine, run, event))
  const available = open.map((one) => one.name)
  return fail({ kind: 'event-not-available', event: name, state: run.state, available })
}

/** Lets an event happen. When its conditions may speak of its own command's outcome, the item waits for the command first. */
function fire(machine: Machine, run: Run, event: ProcessEvent): Run {
  const ways = transitionsOf(machine.process, run.state, event.name)
  if (event.command === null) return take(run, choose(machine, run, ways))
  const commands = [
    ...run.commands,
    { command: event.command, event: event.name, depth: run.steps.length },
  ]
  const commanded = { ...run, commands }
  if (ways.some(({ condition }) => condition !== null)) {
    return { ...commanded, awaiting: event.name }
  }
  return take(commanded, choose(machine, run, ways))
}

function resume(machine: Machine, run: Run, awaiting: string): Run {
  const ways = transitionsOf(machine.process, run.state, awaiting)
  return take({ ...run, awaiting: null }, choose(machine, run, ways))
}

/** The next move of a run without a new happening, or null when the item rests. */
function follow(machine: Machine, run: Run): Run | null {
  if (run.awaiting !== null) return null
  if (run.isEntering) {
    const entered = { ...run, isEntering: false }
    const onEnter = eventsFrom(machine.process, run.state).find(({ isOnEnter }) => isOnEnter)
    return onEnter ? fire(machine, entered, onEnter) : entered
  }
  if (run.commands.length > 0) return null
  const ways = transitionsOf(machine.process, run.state, null)
  const way = choose(
    machine,
    run,
    ways.filter(({ target }) => target !== run.state),
  )
  return way ? take(run, way) : null
}

/** The first transition whose condition holds; one without a condition is the way when no other is. */
function choose({ holds }: Machine, run: Run, ways: readonly Transition[]): Transition | null {
  const conditional = ways.find(
    ({ condition }) => condition !== null && holds(condition, run.itemId),
  )
  return conditional ?? ways.find(({ condition }) => condition === null) ?? null
}

/** Moves along a transition. One that leads back to its own state is a step, yet enters nothing anew. */
function take(run: Run, way: Transition | null): Run {
  if (way === null) return run
  const { source, target, event, condition } = way
  const hasMoved = target !== source
  return {
    ...run,
    state: target,
    steps: [...run.steps, { from: source, to: target, event, condition }],
    hasEntered: run.hasEntered || hasMoved,
    isEntering: hasMoved,
  }
}

const toItemRun = ({ state, awaiting, steps, commands, hasEntered }: Run): ItemRun => ({
  state,
  awaiting,
  steps,
  commands,
  hasEntered,
})
