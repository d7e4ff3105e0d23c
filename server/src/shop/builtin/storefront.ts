/** Where the pages of a shop are. Shops on one site are told apart by `?shop=`; the one that needs no name has none. */
export type Storefront = { url: string; shop: string | null }

/** The address of a page of this shop. */
export function pageOf(
  { url, shop }: Storefront,
  path: string,
  query: Record<string, string> = {},
): string {
  const parameters = new URLSearchParams(shop === null ? query : { ...query, shop })
  return parameters.size > 0 ? `${url}${path}?${parameters}` : `${url}${path}`
}
