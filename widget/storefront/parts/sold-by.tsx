import { useWords } from '../session/language.tsx'
import type { Product } from '../shop/catalogue.ts'
import { useBrand, useIsMarketplace } from '../shop/demo-links.ts'

/** Who sells something at a marketplace; nothing in a shop that sells its own goods. */
export function SoldBy({ merchant }: Pick<Product, 'merchant'>) {
  const words = useWords()
  const brand = useBrand()
  if (!useIsMarketplace()) return null
  return <small className="sold-by">{words.soldBy(merchant?.name ?? brand)}</small>
}
