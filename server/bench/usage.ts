/** What a process has used: processor time since its start, and memory now and at its highest since the last reset. */
export type Usage = { cpuMs: number; rssMiB: number; rssMaxMiB: number }

export type UsageQuestions = { usage(): Usage; resetUsage(): void }

const sampleEveryMs = 250
const MiB = 1024 * 1024

/** Questions about this process's own use of processor and memory. */
export function watchUsage(): UsageQuestions {
  let rssMax = 0
  const sample = (): number => {
    const rss = process.memoryUsage.rss()
    rssMax = Math.max(rssMax, rss)
    return rss
  }
  setInterval(sample, sampleEveryMs).unref()
  return {
    usage: () => {
      const { user, system } = process.cpuUsage()
      return { cpuMs: (user + system) / 1000, rssMiB: sample() / MiB, rssMaxMiB: rssMax / MiB }
    },
    resetUsage: () => {
      rssMax = 0
    },
  }
}
