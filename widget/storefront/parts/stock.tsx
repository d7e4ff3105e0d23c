import { useWords } from '../session/language.tsx'
import type { Product } from '../shop/catalogue.ts'

const fewMax = 3

/** Says how many are left when that matters; silent, or with `always` calm, when there are enough. */
export function Stock({ product, always = false }: { product: Product; always?: boolean }) {
  const words = useWords()
  if (!product.isAvailable) return <span className="stock stock-none">{words.product.soldOut}</span>
  if (product.quantityLeft <= fewMax) {
    return <span className="stock stock-few">{words.product.left(product.quantityLeft)}</span>
  }
  return always ? <span className="stock stock-enough">{words.product.inStock}</span> : null
}
