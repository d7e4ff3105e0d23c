import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Route, Router, Switch } from 'wouter'
import { failureOf } from '../page-kit/failure.ts'
import { FocusOnNavigation } from '../page-kit/focus-on-navigation.tsx'
import { createQueryClient } from '../page-kit/query-client.ts'
import { AddressPage } from './pages/address-page.tsx'
import { CartPage } from './pages/cart-page.tsx'
import { MerchantAppPage } from './pages/merchant-app-page.tsx'
import { MerchantPage } from './pages/merchant-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { OrderPage } from './pages/order-page.tsx'
import { OrdersPage } from './pages/orders-page.tsx'
import { PaymentPage } from './pages/payment-page.tsx'
import { ProductListPage } from './pages/product-list-page.tsx'
import { ProductPage } from './pages/product-page.tsx'
import { ReturnPage } from './pages/return-page.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { SummaryPage } from './pages/summary-page.tsx'
import { Banners } from './parts/banners.tsx'
import { PageFooter } from './parts/page-footer.tsx'
import { PageHeader } from './parts/page-header.tsx'
import { StepProvider } from './parts/step.tsx'
import { inShop } from './session/current-shop.ts'
import { LanguageProvider, useWords } from './session/language.tsx'
import { SessionProvider, useSession } from './session/session.tsx'
import { useShopLocation } from './session/shop-location.ts'
import { isRefreshable } from './shop/checkout.ts'

/** The demo shop: everything a customer of the widget would build around it. */
export function Storefront() {
  return (
    <LanguageProvider>
      <SessionProvider>
        <Shop />
      </SessionProvider>
    </LanguageProvider>
  )
}

function Shop() {
  const { expire } = useSession()
  const [queries] = useState(() =>
    createQueryClient({
      onError: (error) => {
        if (failureOf(error).kind === 'access-token-invalid') expire()
      },
    }),
  )
  useEffect(() => {
    // A page from the back/forward cache shows what was true when it left.
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void queries.invalidateQueries({ predicate: isRefreshable })
    }
    window.addEventListener('pageshow', onPageShow)
    return () => window.removeEventListener('pageshow', onPageShow)
  }, [queries])
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useShopLocation} hrefs={(href) => inShop(href)}>
        <Page />
      </Router>
    </QueryClientProvider>
  )
}

function Page() {
  const words = useWords()
  return (
    <StepProvider>
      <a className="skip-link" href="#content">
        {words.skipToContent}
      </a>
      <PageHeader />
      <Banners />
      <main id="content" tabIndex={-1}>
        <Pages />
      </main>
      <PageFooter />
      <FocusOnNavigation />
    </StepProvider>
  )
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={ProductListPage} />
      <Route path="/product/:sku">{({ sku }) => <ProductPage key={sku} sku={sku} />}</Route>
      <Route path="/cart" component={CartPage} />
      <Route path="/checkout" component={AddressPage} />
      <Route path="/checkout/payment" component={PaymentPage} />
      <Route path="/checkout/summary" component={SummaryPage} />
      <Route path="/return" component={ReturnPage} />
      <Route path="/orders" component={OrdersPage} />
      <Route path="/order/:reference">
        {({ reference }) => <OrderPage key={reference} orderReference={reference} />}
      </Route>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/merchant" component={MerchantPage} />
      <Route path="/merchant-app/:outcome">
        {({ outcome }) => <MerchantAppPage outcome={outcome} />}
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  )
}
