/** Who sells at a marketplace. */
export type Merchant = { merchantReference: string; name: string }

/** One product. The price is in cents and includes tax; `initialStock` is what a new tenant begins with. */
export type Product = {
  sku: string
  name: string
  variant: string
  description: string
  priceMinor: number
  initialStock: number
  /** Who sells it at a marketplace; without one, the shop itself does. */
  merchantReference?: string
}

/** What one shop sells, and for whom. */
export type Assortment = {
  products: readonly Product[]
  merchants: readonly Merchant[]
  /** What a marketplace keeps of the price of its merchants' goods. */
  commissionPercent: number
}
