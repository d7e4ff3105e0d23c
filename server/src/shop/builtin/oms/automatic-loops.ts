import { eventsFrom, type Process, type Transition, transitionsOf } from './process.ts'

/** A way round that items take by themselves: for certain, or when conditions happen to hold. */
export type AutomaticLoop = Readonly<{ path: readonly string[]; isCertain: boolean }>

type Edge = Readonly<{ from: string; to: string; isCertain: boolean; isOnEnter: boolean }>

/**
 * The loops through onEnter events. Loops of conditions alone are left out: two pieces of news that exclude each other, such as
 * refunded and refund failed, make an item go back and forth as the world does.
 */
export function findAutomaticLoops(process: Process): readonly AutomaticLoop[] {
  const edges = process.states.flatMap(({ name }) => automaticEdges(process, name))
  const certain = edges.filter(({ isCertain }) => isCertain)
  const loops = new Map<string, AutomaticLoop>()
  for (const edge of edges) {
    const sure = edge.isCertain ? wayBack(certain, edge) : null
    const path = sure ?? (edge.isOnEnter ? wayBack(edges, edge) : null)
    if (path === null) continue
    const key = JSON.stringify(path.toSorted())
    const isCertain = sure !== null
    if (!loops.has(key) || (isCertain && !loops.get(key)?.isCertain)) {
      loops.set(key, { path, isCertain })
    }
  }
  return [...loops.values()]
}

/** Where an item goes by itself from a state. A transition to the state itself enters nothing, so it cannot go round. */
function automaticEdges(process: Process, state: string): readonly Edge[] {
  const onEnter = eventsFrom(process, state).find(({ isOnEnter }) => isOnEnter)
  const entering = onEnter ? toEdges(transitionsOf(process, state, onEnter.name), true) : []
  const isDecided = entering.some(({ isCertain }) => isCertain)
  const waiting = isDecided ? [] : toEdges(transitionsOf(process, state, null), false)
  return [...entering, ...waiting].filter(({ from, to }) => from !== to)
}

function toEdges(ways: readonly Transition[], isOnEnter: boolean): readonly Edge[] {
  const isCertain = ways.every(({ condition }) => condition === null)
  return ways.map(({ source, target }) => ({ from: source, to: target, isCertain, isOnEnter }))
}

/** The states from the edge's source along it and back, or null when there is no way back. */
function wayBack(edges: readonly Edge[], edge: Edge): readonly string[] | null {
  const before = new Map<string, string>([[edge.to, edge.from]])
  for (const [state] of before) {
    if (state === edge.from) break
    for (const { from, to } of edges) {
      if (from === state && !before.has(to)) before.set(to, state)
    }
  }
  if (!before.has(edge.from)) return null
  const path: string[] = []
  for (let state = edge.from; !path.includes(state); state = before.get(state) ?? edge.from) {
    path.unshift(state)
  }
  return [edge.from, ...path.filter((state) => state !== edge.from)]
}
