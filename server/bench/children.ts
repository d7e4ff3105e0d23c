import { type Child, startChild } from './child.ts'

/** The processes of one section of the bench, which end together. */
export type Children = {
  start<Questions extends object>(...args: Parameters<typeof startChild>): Promise<Child<Questions>>
  stop(): Promise<void>
}

export function createChildren(): Children {
  const children: Child<object>[] = []
  return {
    start: async <Questions extends object>(...args: Parameters<typeof startChild>) => {
      const child = await startChild<Questions>(...args)
      children.push(child)
      return child
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()))
    },
  }
}
