import { useQuery } from '@tanstack/react-query'
import { currentShop } from '../session/current-shop.ts'
import { useWords } from '../session/language.tsx'

type DemoShop = { name: string; shop: string | null; isMarketplace: boolean }
type DemoLinks = { chaosUrl?: string; docsUrl?: string; shops?: DemoShop[] }

async function readDemoLinks(): Promise<DemoLinks> {
  const response = await fetch('/demo-links.json', { headers: { Accept: 'application/json' } })
  const isJson = response.headers.get('content-type')?.includes('json')
  return response.ok && isJson ? response.json() : {}
}

/** What the host offers besides the shop; nothing while it is not known. */
export function useDemoLinks(): DemoLinks {
  const { data = {} } = useQuery({
    queryKey: ['demo-links'],
    queryFn: readDemoLinks,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}

/** The name over the door. Only the first shop's is known before the host has answered. */
export function useBrand(): string {
  const { brand } = useWords()
  const { shops } = useDemoLinks()
  const here = shops?.find(({ shop }) => shop === currentShop)
  return here?.name ?? (currentShop === null ? brand : '')
}

/** Whether merchants sell here. Until the host has said so, a shop with a name of its own is taken for a marketplace. */
export function useIsMarketplace(): boolean {
  const { shops } = useDemoLinks()
  const here = shops?.find(({ shop }) => shop === currentShop)
  return here?.isMarketplace ?? currentShop !== null
}
