import type { Failure } from '../../contract/failures.ts'
import type { ProductView } from '../../contract/shop/catalogue.ts'
import type { Database } from '../../database/database.ts'
import { fail, ok, type Result } from '../../result.ts'
import { findInCatalogue, searchProducts, toProductView } from './catalogue.ts'
import { findStock, listStock } from './stock-store.ts'

/** The products that match, in the catalogue's order, with what is left of each. */
export async function searchCatalogue(
  { db }: { db: Database },
  tenant: string,
  words: string,
): Promise<ProductView[]> {
  const stock = await listStock(db, tenant)
  return searchProducts(words).map((product) => toProductView(product, stock.get(product.sku) ?? 0))
}

export async function findProduct(
  { db }: { db: Database },
  tenant: string,
  sku: string,
): Promise<Result<ProductView, Failure<'product-not-found'>>> {
  const product = findInCatalogue(sku)
  if (!product) return fail({ kind: 'product-not-found' })
  return ok(toProductView(product, await findStock(db, tenant, sku)))
}
