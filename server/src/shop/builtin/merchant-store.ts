import { type Executor, sql } from '../../database/database.ts'

type Status = {
  merchantReference: string
  appIdentifier: string
  status: string
  additionalInfo: string | null
}

/** Keeps how far a merchant is; older news changes nothing. */
export async function keepMerchantStatus(
  db: Executor,
  { tenant, timestamp }: { tenant: string; timestamp: string },
  { merchantReference, appIdentifier, status, additionalInfo }: Status,
): Promise<void> {
  await sql`
    insert into shop.merchants as m (tenant, merchant_reference, app_identifier, status, additional_info, told_at)
    values (${tenant}, ${merchantReference}, ${appIdentifier}, ${status}, ${additionalInfo}::text, ${timestamp}::timestamptz)
    on conflict (tenant, merchant_reference, app_identifier) do update set status = excluded.status,
      additional_info = excluded.additional_info, told_at = excluded.told_at
    where excluded.told_at > m.told_at`.execute(db)
}

/** Notes that a merchant has begun, where nothing is known of it yet. */
export async function insertBegunMerchant(
  db: Executor,
  tenant: string,
  { merchantReference, appIdentifier }: Pick<Status, 'merchantReference' | 'appIdentifier'>,
): Promise<void> {
  await sql`
    insert into shop.merchants (tenant, merchant_reference, app_identifier, status, told_at)
    values (${tenant}, ${merchantReference}, ${appIdentifier}, 'incomplete', '-infinity')
    on conflict do nothing`.execute(db)
}

/** How far merchants are with one app. */
export async function listMerchantStatuses(
  db: Executor,
  { tenant, appIdentifier }: { tenant: string; appIdentifier: string },
): Promise<Map<string, { status: string; additionalInfo: string | null }>> {
  const { rows } = await sql<{
    merchant_reference: string
    status: string
    additional_info: string | null
  }>`
    select merchant_reference, status, additional_info from shop.merchants
    where tenant = ${tenant} and app_identifier = ${appIdentifier}`.execute(db)
  return new Map(
    rows.map((row) => [
      row.merchant_reference,
      { status: row.status, additionalInfo: row.additional_info },
    ]),
  )
}

/** One item that a merchant was paid for. */
export type PaidItem = {
  orderReference: string
  name: string
  amountMinor: number
  currency: string
  isReversed: boolean
}

/** What a merchant was paid for, the newest first. */
export async function listPaidItems(
  db: Executor,
  { tenant, merchantReference }: { tenant: string; merchantReference: string },
  max: number,
): Promise<PaidItem[]> {
  const { rows } = await sql<{
    order_reference: string
    name: string
    amount: string | number
    currency: string
    is_reversed: boolean
  }>`
    select i.order_reference, i.name, o.currency,
      i.unit_price * i.quantity - coalesce((i.payment_facts ->> 'commissionMinor')::bigint, 0) as amount,
      i.payment_facts ->> 'payoutReversal' is not distinct from 'reversed' as is_reversed
    from shop.order_items i join shop.orders o on o.tenant = i.tenant and o.order_reference = i.order_reference
    where i.tenant = ${tenant} and i.merchant_reference = ${merchantReference}
      and i.payment_facts ->> 'transferId' is not null
    order by i.id desc limit ${max}`.execute(db)
  return rows.map((row) => ({
    orderReference: row.order_reference,
    name: row.name,
    amountMinor: Number(row.amount),
    currency: row.currency,
    isReversed: row.is_reversed,
  }))
}
