import { useQueryClient } from '@tanstack/react-query'
import { CheckoutProvider, type CheckoutProviderProps } from '@tillway/widget'
import { currentShop, inShop } from '../session/current-shop.ts'
import { useLanguage } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'

type ShopCheckoutProps = Pick<CheckoutProviderProps, 'total' | 'onEvent' | 'children'> & {
  /** Absent before there is a cart. */
  cartId?: string
}

/** The checkout of one cart, with this shop's shopper, language and cache. */
export function ShopCheckout({ cartId, children, ...options }: ShopCheckoutProps) {
  const { shopper } = useSession()
  const { locale } = useLanguage()
  const queryClient = useQueryClient()
  return (
    <CheckoutProvider
      baseUrl={window.location.origin}
      tenant={currentShop ?? undefined}
      returnUrl={`${window.location.origin}${inShop('/return')}`}
      cartId={cartId}
      shopper={shopper}
      locale={locale}
      currency="EUR"
      queryClient={queryClient}
      {...options}
    >
      {children}
    </CheckoutProvider>
  )
}
