import { toSearch } from '../api/api.ts'
import type { AttentionGroup } from '../api/contract.ts'

const pages: Readonly<Record<string, { path: string; box?: string }>> = {
  payments: { path: '/payments' },
  orders: { path: '/orders' },
  messages: { path: '/messages', box: 'shop' },
  'inbox-events': { path: '/messages', box: 'providers' },
}

/** Where the list of the API is shown, narrowed in the same way. */
export function listAddress({ path, query }: NonNullable<AttentionGroup['list']>): string {
  const { path: page, box } = pages[path.replace(/^.*\//, '')] ?? { path: '/payments' }
  return page + toSearch({ box, ...query })
}
