import { isFlagged, type Process } from './process.ts'
import {
  type Arrow,
  boxPadding,
  type Jump,
  jumpGap,
  layOut,
  type Point,
  type StateBox,
  stateFontSize,
  stateLineHeight,
  toTenth,
  wordFontSize,
  wordLineHeight,
} from './process-layout.ts'

/** What to show of an order in its process: the states of its items, and how many items or orders are in a state. */
export type Shown = Readonly<{
  lit?: readonly string[]
  counts?: Readonly<Record<string, number>>
}>

/** A picture of a process as SVG text: self-contained, readable in light and dark, its texts real texts. */
export function drawProcess(process: Process, { lit = [], counts = {} }: Shown = {}): string {
  const drawn = layOut(process)
  const id = `oms-${process.name.replaceAll(/[^\w-]+/g, '-')}`
  const legendTop = drawn.height
  const height = drawn.height + legendHeight
  const width = Math.max(drawn.width, legendWidth)
  const arrows = drawn.arrows.toSorted((one, other) => Number(one.isHappy) - Number(other.isHappy))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="oms" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${toXmlText(`Order process ${process.name}`)}</title>`,
    `<desc id="${id}-desc">${toXmlText(describe(process, lit))}</desc>`,
    `<style>${style}</style>`,
    marker(id, 'arrow'),
    marker(id, 'happy'),
    `<rect class="oms-paper" width="${width}" height="${height}" rx="10"/>`,
    ...arrows.map((arrow) => drawArrow(arrow, id)),
    ...arrows.map(drawWords),
    ...drawn.boxes.map((box) =>
      drawBox(process, box, { isLit: lit.includes(box.state), count: counts[box.state] }),
    ),
    drawLegend(id, legendTop),
    '</svg>\n',
  ].join('\n')
}

function describe({ states, transitions }: Process, lit: readonly string[]): string {
  const size = `${states.length} states and ${transitions.length} transitions.`
  if (lit.length === 0) return size
  return `${size} Now in: ${[...new Set(lit)].join(', ')}.`
}

const marker = (id: string, kind: 'arrow' | 'happy'): string =>
  `<marker id="${id}-${kind}" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="oms-${kind}-head" d="M0 .8 7.5 4 0 7.2z"/></marker>`

function drawArrow(arrow: Arrow, id: string): string {
  const classes = ['oms-way', arrow.isHappy && 'oms-happy', arrow.isAutomatic && 'oms-automatic']
  const head = arrow.isHappy ? 'happy' : 'arrow'
  return `<path class="${classes.filter(Boolean).join(' ')}" marker-end="url(#${id}-${head})" d="${curve(arrow.points)}"/>`
}

/** A curve that stays within its points' hull, so that it keeps the room that the layout gave it. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const parts = [`M${first.x} ${first.y}`]
  const inner = rest.slice(0, -1)
  inner.forEach((point, index) => {
    const next = inner[index + 1]
    const end = next ? middleOf(point, next) : last
    parts.push(`Q${point.x} ${point.y} ${end.x} ${end.y}`)
  })
  if (inner.length === 0) parts.push(`L${last.x} ${last.y}`)
  return parts.join('')
}

const middleOf = (one: Point, other: Point): Point => ({
  x: toTenth((one.x + other.x) / 2),
  y: toTenth((one.y + other.y) / 2),
})

function drawWords({ x, y, width, height, words, isHappy }: Arrow): string {
  if (words.length === 0) return ''
  const top = y - height / 2
  const lines = words.map(({ kind, text }, index) => {
    const baseline = toTenth(top + 3 + (index + 0.78) * wordLineHeight)
    return `<text class="oms-word oms-${kind}" x="${x}" y="${baseline}">${toXmlText(text)}</text>`
  })
  const box = `<rect class="oms-behind" x="${toTenth(x - width / 2)}" y="${toTenth(top)}" width="${width}" height="${height}" rx="4"/>`
  return `<g${isHappy ? ' class="oms-happy-words"' : ''}>${box}${lines.join('')}</g>`
}

function drawBox(
  process: Process,
  box: StateBox,
  { isLit, count }: { isLit: boolean; count: number | undefined },
): string {
  const { x, y, width, height, lines, jumps, state } = box
  const isEnd = process.transitions.every(({ source }) => source !== state)
  const isReserved = isFlagged(process, state, 'reserved')
  const classes = [
    'oms-state',
    isLit && 'oms-lit',
    isEnd && 'oms-end',
    isReserved && 'oms-reserved',
  ]
  const left = toTenth(x - width / 2)
  const top = toTenth(y - height / 2)
  const rect = `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="10"/>`
  const baseline = top + 9 + stateFontSize * 0.98
  const texts = lines.map(
    (line, index) =>
      `<text x="${x}" y="${toTenth(baseline + index * stateLineHeight)}">${toXmlText(line)}</text>`,
  )
  const jumpsTop = top + 9 + lines.length * stateLineHeight
  const rows = drawJumps(jumps, { x: left, y: jumpsTop }, width)
  const badge = count === undefined ? '' : drawBadge({ x: left + width, y: top }, count)
  return `<g class="${classes.filter(Boolean).join(' ')}">${rect}${texts.join('')}${rows}${badge}</g>`
}

/** Ways that are written down: where to, and below it how. */
function drawJumps(jumps: readonly Jump[], { x, y }: Point, width: number): string {
  let top = y
  const parts: string[] = []
  for (const { target, words } of jumps) {
    parts.push(`<path class="oms-rule" d="M${x} ${toTenth(top + 4)}h${width}"/>`)
    top += jumpGap
    const row = (line: string, kind: string, indent: number) => {
      const baseline = toTenth(top + 0.86 * wordLineHeight)
      parts.push(
        `<text class="oms-row oms-${kind}" x="${toTenth(x + boxPadding + indent)}" y="${baseline}">${toXmlText(line)}</text>`,
      )
      top += wordLineHeight
    }
    target.forEach((line, index) => {
      row(index === 0 ? `\u2192 ${line}` : line, 'target', index === 0 ? 0 : 12)
    })
    for (const line of words) row(line, 'how', 12)
  }
  return parts.join('')
}

function drawBadge({ x, y }: Point, count: number): string {
  const text = String(count)
  const width = 12 + text.length * 8
  const left = toTenth(x - width + 8)
  return `<g class="oms-count"><rect x="${left}" y="${toTenth(y - 11)}" width="${width}" height="22" rx="11"/><text x="${toTenth(left + width / 2)}" y="${toTenth(y + 4.5)}">${text}</text></g>`
}

const legendHeight = 58
const legendWidth = 660

function drawLegend(id: string, top: number): string {
  const y = top + 24
  const line = (x: number, classes: string, words: string, head = 'arrow') =>
    `<path class="oms-way ${classes}" marker-end="url(#${id}-${head})" d="M${x} ${y}h34"/><text class="oms-word oms-legend" x="${x + 42}" y="${y + 4}">${words}</text>`
  return [
    `<path class="oms-rule" d="M24 ${top}H${legendWidth - 24}"/>`,
    line(24, 'oms-happy', 'when nothing goes wrong', 'happy'),
    line(222, '', 'a person or a timeout'),
    line(396, 'oms-automatic', 'by itself'),
    `<rect class="oms-legend-reserved" x="506" y="${y - 8}" width="34" height="16" rx="5"/>`,
    `<text class="oms-word oms-legend" x="548" y="${y + 4}">goods reserved</text>`,
  ].join('')
}

/** Colours are the page's where it sets `--tillway-…`, and ours for light and dark where it does not. */
const style = `
.oms{--oms-ink:var(--tillway-ink,#1b1d1f);--oms-soft:var(--tillway-soft,#5d6369);--oms-line:var(--tillway-line,#e3e1dc);--oms-paper:var(--tillway-paper,#faf9f6);--oms-card:var(--tillway-card,#fff);--oms-accent:var(--tillway-accent,#1f5f4f);--oms-on-accent:var(--tillway-on-accent,#fff);--oms-way:#9a9c98;--oms-tint:#eaf1ee;max-width:100%;height:auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
@media (prefers-color-scheme:dark){.oms{--oms-ink:var(--tillway-ink,#eceae5);--oms-soft:var(--tillway-soft,#aab0b5);--oms-line:var(--tillway-line,#3a3e41);--oms-paper:var(--tillway-paper,#16181a);--oms-card:var(--tillway-card,#1f2224);--oms-accent:var(--tillway-accent,#6cc2ab);--oms-on-accent:var(--tillway-on-accent,#0c1613);--oms-way:#6d7276;--oms-tint:#1d2b28}}
.oms-paper{fill:var(--oms-paper)}
.oms-way{fill:none;stroke:var(--oms-way);stroke-width:1.4}
.oms-automatic{stroke-dasharray:5 4}
.oms-happy{stroke:var(--oms-accent);stroke-width:2.4}
.oms-arrow-head{fill:var(--oms-way)}
.oms-happy-head{fill:var(--oms-accent)}
.oms-behind{fill:var(--oms-paper);opacity:.94}
.oms-word{font-size:${wordFontSize}px;text-anchor:middle;fill:var(--oms-soft)}
.oms-event{fill:var(--oms-ink);font-weight:500}
.oms-happy-words .oms-event{fill:var(--oms-accent);font-weight:600}
.oms-condition{font-style:italic}
.oms-legend{text-anchor:start}
.oms-state .oms-row{font-size:${wordFontSize}px;font-weight:400;text-anchor:start;fill:var(--oms-soft)}
.oms-state .oms-target{font-weight:500;fill:var(--oms-ink)}
.oms-rule{stroke:var(--oms-line);fill:none}
.oms-state rect{fill:var(--oms-card);stroke:var(--oms-line);stroke-width:1.4}
.oms-state text{font-size:${stateFontSize}px;font-weight:600;text-anchor:middle;fill:var(--oms-ink)}
.oms-reserved rect,.oms-legend-reserved{fill:var(--oms-tint);stroke:var(--oms-line)}
.oms-end rect{stroke:var(--oms-soft);stroke-width:2.4}
.oms-lit>rect{fill:var(--oms-accent);stroke:var(--oms-accent)}
.oms-state.oms-lit text{fill:var(--oms-on-accent)}
.oms-lit .oms-rule{stroke:var(--oms-on-accent);opacity:.4}
.oms-state .oms-count rect{fill:var(--oms-ink);stroke:var(--oms-paper);stroke-width:2}
.oms-state .oms-count text{font-size:12px;fill:var(--oms-paper);font-variant-numeric:tabular-nums}
`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const toXmlText = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? '')
