import type { PaymentRow } from '../contract/back-office/parts.ts'
import type { Attention } from '../contract/back-office/payments.ts'
import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { type Place, readCursor, toCursor } from './cursor.ts'
import { toPaymentRow } from './payment-row.ts'
import {
  type FoundPayment,
  findNamed,
  findNeedy,
  findNewest,
  findScanEnd,
  type PaymentFilter,
} from './search-store.ts'

/** How many payments one page looks at, at most: some milliseconds of one index. */
const scanMax = 10_000
/** An order has few payments; whoever finds more than these names something else. */
const namedMax = 100

export type PaymentSearch = Omit<PaymentFilter, 'begins'> & {
  q?: string | undefined
  attention?: Attention | undefined
  cursor?: string | undefined
  limit: number
}

export type PaymentPage = {
  payments: PaymentRow[]
  nextCursor: string | null
  searchedBackTo: string | null
}

/** One page of payments, newest first. Going on with its cursor skips none and repeats none. */
export async function searchPayments(
  { db, preOrderDeadlineMs }: Pick<BackOfficeDeps, 'db' | 'preOrderDeadlineMs'>,
  search: PaymentSearch,
): Promise<Result<PaymentPage, Failure<'validation-failed'>>> {
  const from = search.cursor === undefined ? null : readCursor(search.cursor)
  if (search.cursor !== undefined && from === null) return fail(cursorUnknown)
  const { q, attention, limit, cursor: _cursor, ...filter } = search
  const page = { from, limit: limit + 1 }
  if (attention) {
    const needy = { ...filter, begins: q, attention, preOrderDeadlineMs }
    return ok(toPage(await findNeedy(db, needy, page), limit, null))
  }
  const named = q === undefined || from ? [] : await findNamed(db, { ...filter, q }, namedMax)
  if (named.length > 0) return ok(toPage(named, namedMax, null))
  const found = await findNewest(db, { ...filter, begins: q }, { ...page, scanMax })
  const isWhole = found.length > limit
  const end = isWhole ? null : await findScanEnd(db, filter.tenant, { from, scanMax })
  return ok(toPage(found, limit, end))
}

/** `end`: the list was left there although there may be more. */
function toPage(found: readonly FoundPayment[], limit: number, end: Place | null): PaymentPage {
  const shown = found.slice(0, limit)
  const last = found.length > limit ? (shown.at(-1)?.place ?? null) : end
  return {
    payments: shown.map(({ payment }) => toPaymentRow(payment)),
    nextCursor: last && toCursor(last),
    searchedBackTo: end?.at ?? null,
  }
}

export const cursorUnknown: Failure<'validation-failed'> = {
  kind: 'validation-failed',
  detail: 'cursor => must be the nextCursor of an earlier answer',
  source: { parameter: 'cursor' },
}
