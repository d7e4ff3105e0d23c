/** One entry's time as it is shown: only what differs from the entry before. */
export type ShownTime = { day: string | null; time: string; full: string }

type Formats = { clock: (at: string) => string; day: (at: string) => string }

/** The times of a timeline in the order in which it is shown: the day once, and within one second its thousandths only. */
export function toShownTimes(moments: readonly string[], { clock, day }: Formats): ShownTime[] {
  return moments.map((at, index) => {
    const before = moments[index - 1]
    const today = day(at)
    const isNewDay = before === undefined || day(before) !== today
    const full = clock(at)
    const second = full.slice(0, -4)
    const isSameSecond = !isNewDay && clock(before).slice(0, -4) === second
    return { day: isNewDay ? today : null, time: isSameSecond ? full.slice(-4) : full, full }
  })
}
