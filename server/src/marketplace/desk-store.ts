import type { RawBuilder } from 'kysely'
import type {
  DeskMerchant,
  DeskTransfer,
  MerchantSearch,
  TransferSearch,
} from '../back-office/marketplace-desk.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import { type MerchantRow, toMerchant } from './merchant-store.ts'
import { type TransferRow, toTransfer } from './transfer-store.ts'

/** A place in a list: the exact time of its last row, as the database writes it, and the id that tells equals apart. */
type Page = { from: { at: string; id: string } | null; limit: number }

/** A time with all its digits, in one form whatever the session speaks. */
const exact = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Newest first; merchants of one moment by provider, mode and reference, as their ids are written. */
export async function findMerchants(
  db: Executor,
  { tenant, q, status, mode }: MerchantSearch,
  { from, limit }: Page,
): Promise<DeskMerchant[]> {
  const conditions = [
    sql`tenant = ${tenant}`,
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(mode === undefined ? [] : [sql`mode = ${mode}`]),
    ...(q === undefined
      ? []
      : [sql`(starts_with(merchant_reference, ${q}) or position(lower(${q}) in lower(name)) > 0)`]),
    ...(from === null ? [] : [isAfterMerchant(from)]),
  ]
  const { rows } = await sql<MerchantRow & { created_exactly: string }>`
    select *, ${exact(sql`created_at`)} as created_exactly from merchants
    where ${sql.join(conditions, sql` and `)}
    order by created_at desc, provider desc, mode desc, merchant_reference desc limit ${limit}::integer`.execute(
    db,
  )
  const balances = await readBalances(db, tenant, rows)
  return rows.map((row, index) => ({
    ...toMerchant(row),
    createdExactly: row.created_exactly,
    balances: balances[index] ?? [],
  }))
}

/** A reference may have a slash in it, a provider and a mode have none. */
function isAfterMerchant({ at, id }: { at: string; id: string }): RawBuilder<unknown> {
  const [provider = '', mode = '', ...reference] = id.split('/')
  return sql`(created_at, provider, mode, merchant_reference) <
    (${at}::timestamptz, ${provider}::text, ${mode}::text, ${reference.join('/')}::text)`
}

type Named = Pick<MerchantRow, 'provider' | 'mode' | 'merchant_reference'>

/** What each of these merchants has, by currency: paid out and not taken back. What is under way is not in it. */
async function readBalances(
  db: Executor,
  tenant: string,
  merchants: readonly Named[],
): Promise<DeskMerchant['balances'][]> {
  const keys = merchants.map(({ provider, mode, merchant_reference }) => ({
    ...{ provider, mode, merchant_reference },
  }))
  const { rows } = await sql<{ position: string; currency: string; amount_minor: string }>`
    select k.position, t.currency,
      sum(case t.kind when 'payout' then t.amount_minor else -t.amount_minor end) as amount_minor
    from rows from (jsonb_to_recordset(${json(keys)}) as (provider text, mode text, merchant_reference text))
      with ordinality as k (provider, mode, merchant_reference, position)
    join transfers t on t.tenant = ${tenant} and t.merchant_reference = k.merchant_reference
      and t.provider = k.provider and t.mode = k.mode and t.state = 'succeeded'
    group by k.position, t.currency order by k.position, t.currency`.execute(db)
  return merchants.map((_, index) =>
    rows
      .filter(({ position }) => Number(position) === index + 1)
      .map(({ currency, amount_minor }) => ({ currency, amountMinor: Number(amount_minor) })),
  )
}

/** How many transfers a search by the beginning of a name looks at: some milliseconds of one index. */
const scanMax = 10_000

/** Newest first. What `q` names in full is found however old it is, what it begins among the newest. */
export async function findTransfers(
  db: Executor,
  search: TransferSearch,
  { from, limit }: Page,
): Promise<DeskTransfer[]> {
  const { q } = search
  const found = sql`${matches(search)} and ${isOlder(from)}`
  const newest = (condition: RawBuilder<unknown>, max: number) => sql`
    (select * from transfers where ${condition} order by created_at desc, transfer_id desc limit ${max}::integer)`
  const named = (name: string) => sql`
    (select * from ${newest(found, scanMax)} scanned
      where starts_with(transfer_id, ${name}) or starts_with(order_reference, ${name})
        or starts_with(merchant_reference, ${name}))
    union ${newest(sql`${found} and transfer_id = ${name}`, limit)}
    union ${newest(sql`${found} and order_reference = ${name}`, limit)}
    union ${newest(sql`${found} and merchant_reference = ${name}`, limit)}`
  const { rows } = await sql<FoundTransfer>`
    select t.*, ${exact(sql`t.created_at`)} as created_exactly, m.name as merchant_name,
      array(select i.item_reference from transfer_items i where i.tenant = t.tenant and i.transfer_id = t.transfer_id
        order by i.item_reference) as item_references
    from (${q === undefined ? newest(found, limit) : named(q)}) t
    left join merchants m on m.tenant = t.tenant and m.merchant_reference = t.merchant_reference
      and m.provider = t.provider and m.mode = t.mode
    order by t.created_at desc, t.transfer_id desc limit ${limit}::integer`.execute(db)
  return rows.map(toDeskTransfer)
}

function matches({
  tenant,
  merchant,
  transactionId,
  kind,
  state,
}: TransferSearch): RawBuilder<unknown> {
  const isOpen = state === 'pending' || state === 'unknown'
  const conditions = [
    sql`tenant = ${tenant}`,
    ...(merchant === undefined ? [] : [sql`merchant_reference = ${merchant}`]),
    ...(transactionId === undefined ? [] : [sql`transaction_id = ${transactionId}`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`state = ${sql.lit(state)}`]),
    // What is open is told twice, since the index of it knows it by this.
    ...(isOpen ? [sql`settled_at is null`] : []),
  ]
  return sql.join(conditions, sql` and `)
}

const isOlder = (from: Page['from']): RawBuilder<unknown> =>
  from ? sql`(created_at, transfer_id) < (${from.at}::timestamptz, ${from.id}::text)` : sql`true`

type FoundTransfer = TransferRow & {
  created_exactly: string
  merchant_name: string | null
  item_references: string[]
}

function toDeskTransfer(row: FoundTransfer): DeskTransfer {
  const { note, ...transfer } = toTransfer(row)
  return {
    ...transfer,
    failureReason: transfer.state === 'failed' ? note : null,
    merchantName: row.merchant_name,
    itemReferences: row.item_references,
    createdExactly: row.created_exactly,
  }
}
