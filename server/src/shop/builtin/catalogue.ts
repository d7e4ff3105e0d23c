import type { ProductView } from '../../contract/shop/catalogue.ts'
import { harbourMarketGoods, harbourMarketMerchants } from './harbour-market-goods.ts'
import { lumenOakGoods } from './lumen-oak-goods.ts'
import type { Assortment, Merchant, Product } from './product.ts'

export const currency = 'EUR'
export const storeName = 'DE'

export const lumenOak: Assortment = { products: lumenOakGoods, merchants: [], commissionPercent: 0 }

export const harbourMarket: Assortment = {
  products: harbourMarketGoods,
  merchants: harbourMarketMerchants,
  commissionPercent: 10,
}

const goods = new Map(
  [lumenOak, harbourMarket].flatMap(({ products }) => products.map((one) => [one.sku, one])),
)
const merchants = new Map(
  harbourMarket.merchants.map((merchant) => [merchant.merchantReference, merchant]),
)

/** A product of any shop: no two of them share a SKU. */
export const findInCatalogue = (sku: string): Product | null => goods.get(sku) ?? null

/** Who sells a product, or sold what was ordered; null for what the shop itself sells. */
export const findSeller = ({
  merchantReference,
}: {
  merchantReference?: string | null
}): Merchant | null => (merchantReference ? (merchants.get(merchantReference) ?? null) : null)

export const sells = ({ products }: Assortment, sku: string): boolean =>
  products.some((product) => product.sku === sku)

export const imageUrlOf = (sku: string): string => `/catalogue/${sku}.svg`

/** The products whose name, variant, description, SKU or merchant contain every word; case and accents do not matter. */
export function searchProducts({ products }: Assortment, words: string): readonly Product[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  return products.filter((product) => {
    const { sku, name, variant, description } = product
    const seller = findSeller(product)?.name ?? ''
    const text = fold(`${sku} ${name} ${variant} ${description} ${seller}`)
    return wanted.every((word) => text.includes(word))
  })
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

export const toProductView = (product: Product, quantityLeft: number): ProductView => ({
  sku: product.sku,
  name: product.name,
  variant: product.variant,
  description: product.description,
  price: product.priceMinor,
  currency,
  imageUrl: imageUrlOf(product.sku),
  isAvailable: quantityLeft > 0,
  quantityLeft,
  merchant: findSeller(product),
})
