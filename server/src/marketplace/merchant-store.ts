import { claimUnheard } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import { isUndecided, type Merchant, type MerchantKey } from './merchant.ts'

export async function findMerchant(
  db: Executor,
  { tenant, provider, mode, merchantReference }: MerchantKey,
): Promise<Merchant | null> {
  const { rows } = await sql<MerchantRow>`
    select * from merchants
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}`.execute(
    db,
  )
  return rows[0] ? toMerchant(rows[0]) : null
}

/** As `findMerchant`, and nobody else changes it while this transaction lasts. */
export async function lockMerchant(
  tx: Executor,
  { tenant, provider, mode, merchantReference }: MerchantKey,
): Promise<Merchant | null> {
  const { rows } = await sql<MerchantRow>`
    select * from merchants
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}
    for update`.execute(tx)
  return rows[0] ? toMerchant(rows[0]) : null
}

/**
 * Writes down whom the PSP will be asked for, before it is. False when the merchant is known; a new name is kept. PSPs want a
 * name: who has none is named after its reference.
 */
export async function insertMerchant(
  db: Executor,
  key: MerchantKey,
  { name, operationId }: { name: string | null; operationId: string },
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into merchants (tenant, provider, mode, merchant_reference, name, status, operation_id, look_up_due_at)
    values (${key.tenant}, ${key.provider}, ${key.mode}, ${key.merchantReference}, ${name ?? key.merchantReference}, 'incomplete',
      ${operationId}, now() + ${firstLookUpMs}::integer * interval '1 millisecond')
    on conflict (tenant, merchant_reference, provider, mode) do update
      set name = coalesce(${name}::text, merchants.name), updated_at = now()
    returning (xmax = 0) as is_new`.execute(db)
  return rows[0]?.is_new ?? false
}

/** Until then the PSP's own news is believed. */
const firstLookUpMs = 5 * 60_000

/** Writes what a picture of the PSP made of a merchant. The caller holds its lock. */
export async function updateMerchant(tx: Executor, merchant: Merchant): Promise<void> {
  const { tenant, provider, mode, merchantReference } = merchant
  const { isSettled, isWaiting } = waitOf(merchant)
  await sql`
    update merchants set status = ${merchant.status}, psp_reference = ${merchant.pspReference},
      psp_sequence = ${merchant.pspSequence}::bigint, psp_status = ${merchant.pspStatus},
      can_be_paid = ${merchant.canBePaid}, missing = ${json(merchant.missing)}, updated_at = now(), look_ups = 0,
      look_up_due_at = case when ${isSettled}::boolean then null
        when ${isWaiting}::boolean then now() + ${firstLookUpMs}::integer * interval '1 millisecond'
        else look_up_due_at end
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}`.execute(
    tx,
  )
}

const waitOf = (merchant: Merchant) => ({
  isSettled: ['enabled', 'completed', 'rejected'].includes(merchant.status),
  isWaiting: isUndecided(merchant),
})

/** The PSP refused to open an account, so that there is none: it is asked under another id next time. */
export async function keepRefusal(
  db: Executor,
  { tenant, provider, mode, merchantReference, operationId }: Merchant,
  { pspStatus, nextOperationId }: { pspStatus: string; nextOperationId: string },
): Promise<void> {
  await sql`
    update merchants set psp_status = ${pspStatus}, operation_id = ${nextOperationId}, look_up_due_at = null,
      updated_at = now()
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}
      and operation_id = ${operationId} and psp_reference is null`.execute(db)
}

/** The merchant begins anew, at another account of the tenant. Its status stays until the PSP says another, so that the shop is told. */
export async function forgetAccount(
  db: Executor,
  { tenant, provider, mode, merchantReference, pspReference }: Merchant,
  nextOperationId: string,
): Promise<void> {
  await sql`
    update merchants set psp_reference = null, psp_sequence = 0, psp_status = null, can_be_paid = false, missing = '[]',
      operation_id = ${nextOperationId}, updated_at = now()
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}
      and psp_reference = ${pspReference}`.execute(db)
}

/** The merchant is sent to the PSP's page: news of it may come, and may be lost. */
export async function expectNews(
  db: Executor,
  { tenant, provider, mode, merchantReference }: MerchantKey,
): Promise<void> {
  await sql`
    update merchants set look_ups = 0, look_up_due_at = now() + ${firstLookUpMs}::integer * interval '1 millisecond'
    where tenant = ${tenant} and merchant_reference = ${merchantReference} and provider = ${provider} and mode = ${mode}`.execute(
    db,
  )
}

/** Claims merchants of whom nothing was heard for too long. */
export const claimMerchants = async (db: Executor, batchMax: number): Promise<Merchant[]> =>
  (await claimUnheard<MerchantRow>(db, 'merchants', batchMax)).map(toMerchant)

/** Ends the inbox row that brought a picture, in the commit that applies it. */
export async function settleNews(
  tx: Executor,
  tenant: string,
  {
    source,
    eventId,
    end,
  }: { source: string; eventId: string; end: { state: string; note: string | null } },
): Promise<void> {
  await sql`
    update inbox set state = ${end.state}, note = ${end.note}, settled_at = now()
    where tenant = ${tenant} and source = ${source} and event_id = ${eventId} and state = 'waiting'`.execute(
    tx,
  )
}

export type MerchantRow = {
  tenant: string
  provider: string
  mode: Merchant['mode']
  merchant_reference: string
  name: string
  status: Merchant['status']
  psp_reference: string | null
  psp_sequence: string | number
  psp_status: string | null
  can_be_paid: boolean
  missing: string[]
  operation_id: string
  created_at: Date
  updated_at: Date
}

export const toMerchant = (row: MerchantRow): Merchant => ({
  tenant: row.tenant,
  provider: row.provider,
  mode: row.mode,
  merchantReference: row.merchant_reference,
  name: row.name,
  status: row.status,
  pspReference: row.psp_reference,
  pspSequence: Number(row.psp_sequence),
  pspStatus: row.psp_status,
  canBePaid: row.can_be_paid,
  missing: row.missing,
  operationId: row.operation_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
