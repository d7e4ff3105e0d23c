import type { Failure } from '../../contract/failures.ts'
import type { ProductView } from '../../contract/shop/catalogue.ts'
import type { Database } from '../../database/database.ts'
import { fail, ok, type Result } from '../../result.ts'
import { findInCatalogue, searchProducts, sells, toProductView } from './catalogue.ts'
import type { Assortment } from './product.ts'
import { findStock, listStock } from './stock-store.ts'

type Deps = { db: Database; assortment: Assortment }

/** The products that match, in the catalogue's order, with what is left of each. */
export async function searchCatalogue(
  { db, assortment }: Deps,
  tenant: string,
  words: string,
): Promise<ProductView[]> {
  const stock = await listStock(db, tenant)
  return searchProducts(assortment, words).map((product) =>
    toProductView(product, stock.get(product.sku) ?? 0),
  )
}

export async function findProduct(
  { db, assortment }: Deps,
  tenant: string,
  sku: string,
): Promise<Result<ProductView, Failure<'product-not-found'>>> {
  const product = sells(assortment, sku) ? findInCatalogue(sku) : null
  if (!product) return fail({ kind: 'product-not-found' })
  return ok(toProductView(product, await findStock(db, tenant, sku)))
}
