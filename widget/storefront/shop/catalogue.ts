import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ProductView } from '../../../server/src/contract/shop/catalogue.ts'
import { useLanguage } from '../session/language.tsx'
import type { Resource } from './json-api.ts'
import { useShop } from './use-shop.ts'

export type Product = ProductView
type SearchAnswer = Resource<{ abstractProducts: { product: Product }[] }>

/** The products that match; all of them for an empty search. The last list stays while the next one loads. */
export function useProducts(search: string) {
  const { shop } = useShop()
  const { locale } = useLanguage()
  return useQuery({
    queryKey: ['products', locale, search],
    queryFn: async ({ signal }) => {
      const query = search ? `?${new URLSearchParams({ q: search })}` : ''
      const { data } = await shop.get<SearchAnswer | SearchAnswer[]>(`/catalog-search${query}`, {
        signal,
      })
      const [first] = Array.isArray(data) ? data : [data]
      return first?.attributes.abstractProducts.map(({ product }) => product) ?? []
    },
    placeholderData: keepPreviousData,
  })
}

/** One product by its SKU. */
export function useProduct(sku: string) {
  const { shop } = useShop()
  const { locale } = useLanguage()
  return useQuery({
    queryKey: ['product', locale, sku],
    queryFn: async ({ signal }) => {
      const { data } = await shop.get<Resource<Product>>(
        `/concrete-products/${encodeURIComponent(sku)}`,
        { signal },
      )
      return data.attributes
    },
  })
}
