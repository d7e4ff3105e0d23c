import type { Changes } from '../contract/back-office/changes.ts'

/** What is compared to learn what changed since the last look. */
export type Snapshot = {
  /** The newest payments, by id with their version. */
  versions: ReadonlyMap<string, number>
  /** The payments of the newest messages, by the id and the state of the message. */
  subjects: ReadonlyMap<string, string>
  messages: Changes['messages']
  inbox: Changes['inbox']
}

/** More than these are not named: a page that shows so many reads its list again. */
const namedMax = 100

/** What has changed between two looks, or null. `noticed`: payments that are known to have changed. */
export function compareSnapshots(
  before: Snapshot,
  now: Snapshot,
  noticed: ReadonlySet<string>,
): Changes | null {
  const moved = [...now.versions].filter(([id, version]) => before.versions.get(id) !== version)
  // Messages that are in the newest ones now because others were pruned are told again, which is harmless.
  const told = [...now.subjects].filter(([id]) => !before.subjects.has(id))
  const payments = new Set([
    ...noticed,
    ...moved.map(([id]) => id),
    ...told.map(([, subject]) => subject),
  ])
  const isSame =
    payments.size === 0 &&
    isSameBacklog(before.messages, now.messages) &&
    isSameBacklog(before.inbox, now.inbox)
  if (isSame) return null
  return {
    payments: [...payments].slice(0, namedMax),
    isMore: payments.size > namedMax,
    messages: now.messages,
    inbox: now.inbox,
  }
}

/** Two changes as one. */
export const mergeChanges = (older: Changes, newer: Changes): Changes => {
  const payments = new Set([...older.payments, ...newer.payments])
  return {
    ...newer,
    payments: [...payments].slice(0, namedMax),
    isMore: older.isMore || newer.isMore || payments.size > namedMax,
  }
}

const isSameBacklog = (one: Changes['messages'], other: Changes['messages']): boolean =>
  one.waiting === other.waiting && one.dead === other.dead
