import { Graph, layout } from '@dagrejs/dagre'
import type { Process } from './process.ts'
import { splitWays, type Way } from './process-ways.ts'
import { toLines, widthOf } from './text-lines.ts'

export type Point = Readonly<{ x: number; y: number }>

/** A way that is written into the state that it leaves. */
export type Jump = Readonly<{ target: readonly string[]; words: readonly string[] }>

/** Where a state is drawn; `x` and `y` are its middle. */
export type StateBox = Point &
  Readonly<{
    state: string
    lines: readonly string[]
    jumps: readonly Jump[]
    width: number
    height: number
  }>

/** Where a way is drawn; `x` and `y` are the middle of its words. */
export type Arrow = Point &
  Way &
  Readonly<{ width: number; height: number; points: readonly Point[] }>

export type ProcessLayout = Readonly<{
  width: number
  height: number
  boxes: readonly StateBox[]
  arrows: readonly Arrow[]
}>

export const stateFontSize = 14
export const wordFontSize = 11
export const stateLineHeight = 18
export const wordLineHeight = 14
/** Between the name of a state and its jumps, and after each of them. */
export const jumpGap = 7
export const boxPadding = 14

/** Bold letters are wider. */
const boldness = 1.1
const stateLettersMax = 26
const jumpLettersMax = 34
const wordLettersMax = 28
const margin = 24

/** The part of the layout library that is used here; its own types do not reach this compiler. */
type LayoutGraph = {
  setGraph: (options: object) => unknown
  graph: () => { width: number; height: number }
  setNode: (name: string, size: { width: number; height: number }) => unknown
  node: (name: string) => Point
  setEdge: (source: string, target: string, label: object) => unknown
  edge: (source: string, target: string) => Point & { points: Point[] }
}

/** Places states in layers along the way of an order, and keeps room for the words of every arrow. */
export function layOut(process: Process): ProcessLayout {
  const ways = splitWays(process)
  const boxes = statesToDraw(process).map((state) =>
    measureState(
      state,
      ways.jumps.filter(({ source }) => source === state),
    ),
  )
  const arrows = ways.arrows.map(measureWay)
  const graph: LayoutGraph = new Graph()
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 30,
    edgesep: 14,
    ranksep: 22,
    marginx: margin,
    marginy: margin,
  })
  for (const { state, width, height } of boxes) graph.setNode(state, { width, height })
  for (const { source, target, width, height, isHappy } of arrows) {
    graph.setEdge(source, target, { width, height, labelpos: 'c', weight: isHappy ? 12 : 1 })
  }
  layout(graph)
  const { width, height } = graph.graph()
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((box) => ({ ...box, ...toPoint(graph.node(box.state)) })),
    arrows: arrows.map((arrow) => {
      const edge = graph.edge(arrow.source, arrow.target)
      return { ...arrow, ...toPoint(edge), points: edge.points.map(toPoint) }
    }),
  }
}

const toPoint = ({ x, y }: Point): Point => ({ x: toTenth(x), y: toTenth(y) })

/** A tenth of a pixel is as exact as an eye, and keeps the picture small. */
export const toTenth = (value: number): number => Math.round(value * 10) / 10

/** All states, also those that a transition names and nobody declared, in the order of the process. */
function statesToDraw(process: Process): readonly string[] {
  const named = process.transitions.flatMap(({ source, target }) => [source, target])
  return [...new Set([...process.states.map(({ name }) => name), ...named])]
}

function measureState(state: string, jumpWays: readonly Way[]): Omit<StateBox, 'x' | 'y'> {
  const lines = toLines(state, stateLettersMax)
  const jumps = jumpWays.map(toJump)
  const jumpLines = jumps.flatMap(({ target, words }) => [...target, ...words])
  const widths = [
    ...lines.map((line) => widthOf(line, stateFontSize) * boldness),
    ...jumpLines.map((line) => widthOf(line, wordFontSize) + 12),
  ]
  const jumpsHeight = jumpLines.length * wordLineHeight + jumps.length * jumpGap
  return {
    state,
    lines,
    jumps,
    width: Math.ceil(Math.max(...widths, 64) + 2 * boxPadding),
    height: lines.length * stateLineHeight + 18 + jumpsHeight,
  }
}

function toJump({ target, words }: Way): Jump {
  const text = words.reduce((before, word) => {
    if (before === '') return word.text
    return `${before}${word.kind === 'event' ? ' or ' : ', '}${word.text}`
  }, '')
  return { target: toLines(target, jumpLettersMax), words: toLines(text, jumpLettersMax) }
}

function measureWay(way: Way) {
  const words = way.words.flatMap(({ kind, text }) =>
    toLines(text, wordLettersMax).map((line) => ({ kind, text: line })),
  )
  const width = Math.max(0, ...words.map(({ text }) => widthOf(text, wordFontSize))) + 10
  return { ...way, words, width: Math.ceil(width), height: words.length * wordLineHeight + 6 }
}
