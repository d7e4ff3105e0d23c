import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'

type StockRow = { sku: string; quantity: number }

/** How many of each product are left. */
export async function listStock(db: Executor, tenant: string): Promise<Map<string, number>> {
  const { rows } =
    await sql<StockRow>`select sku, quantity from shop.stock where tenant = ${tenant}`.execute(db)
  return new Map(rows.map((row) => [row.sku, row.quantity]))
}

export async function findStock(db: Executor, tenant: string, sku: string): Promise<number> {
  const { rows } = await sql<{ quantity: number }>`
    select quantity from shop.stock where tenant = ${tenant} and sku = ${sku}`.execute(db)
  return rows[0]?.quantity ?? 0
}

/** Gives a tenant its first stock; what is there already stays. */
export async function insertStock(
  db: Executor,
  tenant: string,
  stock: readonly StockRow[],
): Promise<void> {
  await sql`
    insert into shop.stock (tenant, sku, quantity)
    select ${tenant}, s.sku, s.quantity from jsonb_to_recordset(${json(stock)}) as s (sku text, quantity integer)
    on conflict (tenant, sku) do nothing`.execute(db)
}

/** Locks these products' stock and answers it. Always in the order of the SKU, so that two orders never block each other. */
export async function lockStock(
  db: Executor,
  tenant: string,
  skus: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<StockRow>`
    select sku, quantity from shop.stock where tenant = ${tenant} and sku in (${sql.join(skus)})
    order by sku for update`.execute(db)
  return new Map(rows.map((row) => [row.sku, row.quantity]))
}

/** Takes these quantities (negative: gives them back) from locked stock; the table refuses to go below zero. */
export async function takeStock(
  db: Executor,
  tenant: string,
  taken: readonly StockRow[],
): Promise<void> {
  await sql`
    update shop.stock s set quantity = s.quantity - t.quantity
    from jsonb_to_recordset(${json(taken)}) as t (sku text, quantity integer)
    where s.tenant = ${tenant} and s.sku = t.sku`.execute(db)
}
