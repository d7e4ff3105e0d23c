import type { Account } from '../accounts/account.ts'
import { Gate, gateColumnsSql, gateSql, isKeptOut, mayPassSql } from '../chaos/gate.ts'
import type { Query } from '../query.ts'
import { asCreated, Charge, type Wallet } from './charge.ts'

const listMax = 100
const latestMax = 20

export type NewCharge = {
  account: Pick<Account, 'id' | 'mode'>
  id: string
  reference: string
  orderReference: string | null
  amount: number
  currency: string
  capture: 'manual' | 'automatic'
  customer: { email?: string | null | undefined; name?: string | null | undefined }
  lines: readonly { name: string; quantity: number; amount: number }[]
  returnUrl: string
  locale: string
  pageTitle: string | null
  flow: Charge['flow']
  wallet: Wallet | null
  clientSecret: string | null
  key: string
  hash: string
}

export type Creation =
  | { kind: 'created'; charge: Charge; gate: Gate }
  | { kind: 'replayed'; charge: Charge; gate: Gate }
  | { kind: 'key-reused'; gate: Gate }
  | { kind: 'kept-out'; gate: Gate }

const insertSql = `
with ${gateSql('effect')},
made as (
  insert into sandbox_psp.charges (id, reference, order_reference, amount, currency, capture, customer, lines,
    return_url, locale, create_key, create_hash, flow, wallet, client_secret, account_id, livemode,
    page_title)
  select $1::text, $2::text, $3::text, $4::bigint, $5::text, $6::text, $7::jsonb, $8::jsonb,
    $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::text, $17::boolean, $18::text
  where ${mayPassSql}
  on conflict (account_id, create_key) do nothing
  returning *
)
select ${gateColumnsSql}, (select to_jsonb(made) from made) as charge`

/** One key opens one charge, however often it is asked. A new charge costs one statement, chaos included. */
export async function createCharge(
  { query }: { query: Query },
  charge: NewCharge,
): Promise<Creation> {
  const [row] = await query(insertSql, [
    charge.id,
    charge.reference,
    charge.orderReference,
    charge.amount,
    charge.currency,
    charge.capture,
    JSON.stringify(charge.customer),
    JSON.stringify(charge.lines),
    charge.returnUrl,
    charge.locale,
    charge.key,
    charge.hash,
    charge.flow,
    charge.wallet,
    charge.clientSecret,
    charge.account.id,
    charge.account.mode === 'live',
    charge.pageTitle,
  ])
  const gate = Gate.parse(row)
  if (row?.charge) return { kind: 'created', charge: Charge.parse(row.charge), gate }
  if (isKeptOut(gate)) return { kind: 'kept-out', gate }
  return replayCreation({ query }, charge, gate)
}

async function replayCreation(
  { query }: { query: Query },
  { account, key, hash }: NewCharge,
  gate: Gate,
): Promise<Creation> {
  const [row] = await query(
    `select create_hash, to_jsonb(c) as charge from sandbox_psp.charges c
     where account_id = $1 and create_key = $2`,
    [account.id, key],
  )
  if (!row) throw new Error('A charge that blocked a second one under its key must be there.')
  if (row.create_hash !== hash) return { kind: 'key-reused', gate }
  return { kind: 'replayed', charge: asCreated(Charge.parse(row.charge)), gate }
}

export async function findCharge({ query }: { query: Query }, id: string): Promise<Charge | null> {
  const [row] = await query(
    'select to_jsonb(c) as charge from sandbox_psp.charges c where id = $1',
    [id],
  )
  return row ? Charge.parse(row.charge) : null
}

/** The charge whose browser sent this secret, if it is paid in this flow; anything else finds nothing. */
export async function findBySecret(
  { query }: { query: Query },
  clientSecret: string,
  flow: 'fields' | 'wallet',
): Promise<Charge | null> {
  const [row] = await query(
    `select to_jsonb(c) as charge from sandbox_psp.charges c where client_secret = $1 and flow = $2`,
    [clientSecret, flow],
  )
  return row ? Charge.parse(row.charge) : null
}

/** The charge with this id, if it is one of this account. */
export async function findChargeOf(
  deps: { query: Query },
  account: string,
  id: string,
): Promise<Charge | null> {
  const charge = await findCharge(deps, id)
  return charge?.account_id === account ? charge : null
}

/** The charges of one reference in one account, the newest first. */
export async function listCharges(
  { query }: { query: Query },
  account: string,
  reference: string,
): Promise<Charge[]> {
  const rows = await query(
    `select to_jsonb(c) as charge from sandbox_psp.charges c
     where account_id = $1 and reference = $2 order by created_at desc limit ${listMax}`,
    [account, reference],
  )
  return rows.map((row) => Charge.parse(row.charge))
}

/** The latest charges of one account, or of all, the newest first. */
export async function latestCharges(
  { query }: { query: Query },
  account: string | null,
): Promise<Charge[]> {
  const rows = await query(
    `select to_jsonb(c) as charge from sandbox_psp.charges c
     where account_id = coalesce($1::text, account_id) order by created_at desc, id limit ${latestMax}`,
    [account],
  )
  return rows.map((row) => Charge.parse(row.charge))
}
