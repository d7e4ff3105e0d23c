import type * as contract from '../contract/back-office/marketplace.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { type Place, readCursor, toCursor } from './cursor.ts'
import {
  type DeskMerchant,
  type DeskTransfer,
  type MerchantSearch,
  type TransferSearch,
  toMerchantId,
} from './marketplace-desk.ts'
import { cursorUnknown } from './search-payments.ts'

type SearchFailure = Failure<'resource-not-found' | 'validation-failed'>
type Turn = { cursor?: string | undefined; limit: number }
type SearchDeps = Pick<BackOfficeDeps, 'marketplaceDesk'>

/** One page of merchants, newest first. */
export async function searchMerchants(
  { marketplaceDesk }: SearchDeps,
  search: MerchantSearch,
  { cursor, limit }: Turn,
): Promise<Result<OutputOf<typeof contract.searchMerchants>, SearchFailure>> {
  if (!marketplaceDesk) return fail({ kind: 'resource-not-found' })
  const from = readPlace(cursor)
  if (from === 'unknown') return fail(cursorUnknown)
  const found = await marketplaceDesk.listMerchants(search, { from, limit: limit + 1 })
  return ok({
    merchants: found.slice(0, limit).map(toMerchantRow),
    nextCursor: toNext(found, limit, toMerchantId),
  })
}

/** One page of transfers, newest first. */
export async function searchTransfers(
  { marketplaceDesk }: SearchDeps,
  search: TransferSearch,
  { cursor, limit }: Turn,
): Promise<Result<OutputOf<typeof contract.searchTransfers>, SearchFailure>> {
  if (!marketplaceDesk) return fail({ kind: 'resource-not-found' })
  const from = readPlace(cursor)
  if (from === 'unknown') return fail(cursorUnknown)
  const found = await marketplaceDesk.listTransfers(search, { from, limit: limit + 1 })
  return ok({
    transfers: found.slice(0, limit).map(toTransferRow),
    nextCursor: toNext(found, limit, ({ transferId }) => transferId),
  })
}

const readPlace = (cursor: string | undefined): Place | null | 'unknown' =>
  cursor === undefined ? null : (readCursor(cursor) ?? 'unknown')

/** Null when nothing is behind the page. */
function toNext<Row extends { createdExactly: string }>(
  found: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
): string | null {
  const last = found.length > limit ? found[limit - 1] : undefined
  return last ? toCursor({ at: last.createdExactly, id: idOf(last) }) : null
}

const toMerchantRow = ({
  createdExactly: _exactly,
  ...merchant
}: DeskMerchant): contract.MerchantRow => ({
  ...merchant,
  missing: [...merchant.missing],
  balances: merchant.balances.map(({ currency, amountMinor }) => ({
    currency,
    amount: amountMinor,
  })),
  createdAt: merchant.createdAt.toISOString(),
  updatedAt: merchant.updatedAt.toISOString(),
})

const toTransferRow = ({
  createdExactly: _exactly,
  amountMinor,
  ...transfer
}: DeskTransfer): contract.TransferRow => ({
  ...transfer,
  itemReferences: [...transfer.itemReferences],
  amount: amountMinor,
  createdAt: transfer.createdAt.toISOString(),
})
