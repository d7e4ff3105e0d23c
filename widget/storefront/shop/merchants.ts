import { useMutation, useQuery } from '@tanstack/react-query'
import type { MerchantView } from '../../../server/src/contract/shop/merchants.ts'
import { useLanguage } from '../session/language.tsx'
import type { Resource } from './json-api.ts'
import { useShop } from './use-shop.ts'

export type Merchant = MerchantView

/** What the provider says comes by message, so that it is looked for again and again. */
const refetchIntervalMs = 2000

/** The merchants of this marketplace, as they are now. */
export function useMerchants() {
  const { shop } = useShop()
  const { locale } = useLanguage()
  return useQuery({
    queryKey: ['merchants', locale],
    queryFn: async ({ signal }) => {
      const { data } = await shop.get<Resource<Merchant>[]>('/merchants', { signal })
      return data.map(({ attributes }) => attributes)
    },
    refetchInterval: refetchIntervalMs,
  })
}

/** Asks for a new link to the provider's page and goes there. */
export function useOnboarding() {
  const { shop } = useShop()
  return useMutation({
    mutationFn: async (merchantReference: string) => {
      const { data } = await shop.post<Resource<{ url: string }>>('/merchant-onboardings', {
        type: 'merchant-onboardings',
        attributes: { merchantReference },
      })
      window.location.assign(data.attributes.url)
    },
  })
}
