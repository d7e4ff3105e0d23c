/**
 * How a tenant's messages reach its shop: the shop fetches them (`pull`), we push them to its address (`push`), or the
 * built-in shop fetches them from within (`builtin`). The outbox and its order are the same for all.
 */
export type MessageCarrier = {
  kind: 'pull' | 'push' | 'builtin'
  /** One round of our part, answering how many messages it handled; null where the shop does everything itself. */
  carry: (() => Promise<number>) | null
}

export const fetchedByShop: MessageCarrier = { kind: 'pull', carry: null }
