import { type Executor, sql } from '../database/database.ts'
import type { Payment } from './payment.ts'

export type Row = Record<string, unknown>

/** One payment of a tenant, or null. */
export async function findPayment(
  db: Executor,
  tenant: string,
  transactionId: string,
): Promise<Payment | null> {
  const { rows } = await sql<Row>`
    select * from payments where tenant = ${tenant} and transaction_id = ${transactionId}`.execute(
    db,
  )
  return rows[0] ? toPayment(rows[0]) : null
}

/** As `findPayment`, and only for its owner: to anybody else it does not exist. */
export async function findOwnedPayment(
  db: Executor,
  { tenant, owner }: { tenant: string; owner: string },
  transactionId: string,
): Promise<Payment | null> {
  const payment = await findPayment(db, tenant, transactionId)
  return payment?.owner === owner ? payment : null
}

/** The payment that holds a cart or an order, if one does. */
export async function findLivePayment(
  db: Executor,
  tenant: string,
  held: { cartId: string } | { orderReference: string },
): Promise<Payment | null> {
  const { rows } =
    'cartId' in held
      ? await sql<Row>`
          select * from payments
          where tenant = ${tenant} and cart_id = ${held.cartId} and order_reference is null
            and status not in ('canceled', 'refunded')`.execute(db)
      : await sql<Row>`
          select * from payments
          where tenant = ${tenant} and order_reference = ${held.orderReference} and status <> 'canceled'`.execute(
          db,
        )
  return rows[0] ? toPayment(rows[0]) : null
}

/** The latest payment of an order, canceled ones included. */
export async function findOrderPayment(
  db: Executor,
  tenant: string,
  orderReference: string,
): Promise<Payment | null> {
  const { rows } = await sql<Row>`
    select * from payments where tenant = ${tenant} and order_reference = ${orderReference}
    order by (status = 'canceled'), created_at desc limit 1`.execute(db)
  return rows[0] ? toPayment(rows[0]) : null
}

/** The versions of these payments in one round trip, in the order in which they are named; null where there is none. */
export async function readVersions(
  db: Executor,
  watched: readonly { tenant: string; transactionId: string }[],
): Promise<(number | null)[]> {
  const { rows } = await sql<{ version: number | null }>`
    select p.version
    from unnest(${watched.map((one) => one.tenant)}::text[], ${watched.map((one) => one.transactionId)}::text[])
      with ordinality as w (tenant, transaction_id, position)
    left join payments p on p.tenant = w.tenant and p.transaction_id = w.transaction_id
    order by w.position`.execute(db)
  return rows.map(({ version }) => (version === null ? null : Number(version)))
}

/**
 * The table's own column names and checks make this cast safe: each field is written by `begin` and `keep` from a Payment,
 * and the tests read back what they wrote.
 */
export const toPayment = (row: Row): Payment =>
  ({
    tenant: row['tenant'],
    transactionId: row['transaction_id'],
    mode: row['mode'],
    provider: row['provider'],
    configurationVersion: Number(row['configuration_version']),
    method: row['method'],
    strategy: row['strategy'],
    owner: row['owner'],
    cartId: row['cart_id'],
    orderReference: row['order_reference'],
    orderItemIds: row['order_item_ids'],
    amountMinor: Number(row['amount_minor']),
    currency: row['currency'],
    status: row['status'],
    isProcessing: row['is_processing'],
    version: Number(row['version']),
    capturedMinor: Number(row['captured_minor']),
    refundedMinor: Number(row['refunded_minor']),
    voidedMinor: Number(row['voided_minor']),
    movements: row['movements'],
    pspReference: row['psp_reference'],
    pspSequence: Number(row['psp_sequence']),
    pspStatus: row['psp_status'],
    redirectUrl: row['redirect_url'],
    clientData: row['client_data'],
    requested:
      row['requested_minor'] === null
        ? null
        : { amountMinor: Number(row['requested_minor']), currency: row['requested_currency'] },
    failureReason: row['failure_reason'],
    declines: Number(row['declines']),
    asker: row['asker'],
    successUrl: row['success_url'],
    cancelUrl: row['cancel_url'],
    createdAt: row['created_at'],
    updatedAt: row['updated_at'],
  }) as Payment
