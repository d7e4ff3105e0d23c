import { vi } from 'vitest'

/**
 * Looks again until nothing is thrown. The deadline is far beyond what a busy machine needs, and below what a test may take,
 * so that a look that never succeeds fails with its own words.
 */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 15_000, interval: 20 })
