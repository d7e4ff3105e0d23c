import { b2cProcess } from './b2c-process.ts'
import { toEventBased } from './event-based.ts'
import { marketplaceProcess } from './marketplace-process.ts'
import type { Process } from './process.ts'

/** The processes that come with the shop, by condition (the default) and by event. */
export const shippedProcesses: readonly Process[] = [
  b2cProcess,
  marketplaceProcess,
  toEventBased(b2cProcess),
  toEventBased(marketplaceProcess),
]

export const findShippedProcess = (name: string): Process | null =>
  shippedProcesses.find((process) => process.name === name) ?? null
