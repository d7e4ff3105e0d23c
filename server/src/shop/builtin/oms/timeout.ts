const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A month is 30 days and a year 365: a timeout is a length of time, not a date in a calendar. */
const unitMs: Readonly<Record<string, number>> = {
  sec: secondMs,
  second: secondMs,
  min: minuteMs,
  minute: minuteMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  year: 365 * dayMs,
}

const part = /(\d{1,6})\s*([a-z]+)/g
const wholeText = /^\s*\+?\s*\d{1,6}\s*[a-z]+(?:\s*[+,]?\s*\d{1,6}\s*[a-z]+){0,7}\s*$/

/** The length of a timeout as Spryker writes it (`7 day`, `1 hour 30 minutes`), or null when it cannot be read. */
export function parseTimeout(text: string): number | null {
  const lowered = text.toLowerCase()
  if (!wholeText.test(lowered)) return null
  const lengths = [...lowered.matchAll(part)].map(([, count, unit]) => lengthOf(count, unit))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return Number.isSafeInteger(total) && total > 0 ? total : null
}

const lengthOf = (count = '', unit = ''): number =>
  Number(count) * (unitMs[unit.replace(/s$/, '')] ?? Number.NaN)

const shownUnits = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
  ['second', secondMs],
] as const

/** A timeout in words that `parseTimeout` reads as the same length. */
export function formatTimeout(timeoutMs: number): string {
  const words: string[] = []
  let rest = timeoutMs
  for (const [unit, length] of shownUnits) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
  }
  return words.join(' ')
}
