import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { FocusOnNavigation } from '../page-kit/focus-on-navigation.tsx'
import { createQueryClient } from '../page-kit/query-client.ts'
import { isTokenRefused } from './api/failure.ts'
import { LiveProvider } from './api/live.tsx'
import { ApiProvider } from './api/use-api.tsx'
import { AttentionPage } from './pages/attention-page.tsx'
import { MessagesPage } from './pages/messages-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { OrderPage } from './pages/order-page.tsx'
import { OrdersPage } from './pages/orders-page.tsx'
import { PaymentPage } from './pages/payment-page.tsx'
import { PaymentsPage } from './pages/payments-page.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { Announcer } from './parts/announcer.tsx'
import { Frame } from './parts/frame.tsx'
import { lazyPage, PageLoading } from './parts/lazy-page.tsx'
import { ListMemory } from './parts/list-memory.tsx'
import { UnsavedChanges } from './parts/unsaved-changes.tsx'
import { LanguageProvider } from './session/language.tsx'
import { OperatorProvider, useOperator } from './session/operator.tsx'

const AppsPage = lazyPage(async () => (await import('./pages/apps-page.tsx')).AppsPage)
const AppFormPage = lazyPage(async () => (await import('./pages/app-form-page.tsx')).AppFormPage)
const MethodsPage = lazyPage(async () => (await import('./pages/methods-page.tsx')).MethodsPage)
const MerchantsPage = lazyPage(
  async () => (await import('./pages/merchants-page.tsx')).MerchantsPage,
)
const TransfersPage = lazyPage(
  async () => (await import('./pages/transfers-page.tsx')).TransfersPage,
)

/** Tillway's own pages for operators. */
export function BackOffice() {
  return (
    <LanguageProvider>
      <OperatorProvider>
        <UnsavedChanges base="/back-office">
          <SignedIn />
        </UnsavedChanges>
      </OperatorProvider>
    </LanguageProvider>
  )
}

function SignedIn() {
  const { token } = useOperator()
  // What one operator has read is never shown to the next.
  return token ? <Workplace key={token} token={token} /> : <SignInPage />
}

function Workplace({ token }: { token: string }) {
  const { expire } = useOperator()
  const [queries] = useState(() =>
    createQueryClient({
      onError: (error) => {
        if (isTokenRefused(error)) expire()
      },
    }),
  )
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider token={token}>
        <LiveProvider>
          <Announcer>
            <ListMemory>
              <Frame>
                <PageLoading>
                  <Pages />
                </PageLoading>
              </Frame>
              <FocusOnNavigation />
            </ListMemory>
          </Announcer>
        </LiveProvider>
      </ApiProvider>
    </QueryClientProvider>
  )
}

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/payments" replace />
      </Route>
      <Route path="/payments" component={PaymentsPage} />
      <Route path="/payments/:id">{({ id }) => <PaymentPage key={id} transactionId={id} />}</Route>
      <Route path="/orders" component={OrdersPage} />
      <Route path="/orders/:reference">
        {({ reference }) => <OrderPage key={reference} orderReference={reference} />}
      </Route>
      <Route path="/messages" component={MessagesPage} />
      <Route path="/attention" component={AttentionPage} />
      <Route path="/apps" component={AppsPage} />
      <Route path="/apps/:provider/:mode">
        {({ provider, mode }) => (
          <AppFormPage key={`${provider}/${mode}`} provider={provider} mode={mode} />
        )}
      </Route>
      <Route path="/payment-methods" component={MethodsPage} />
      <Route path="/merchants" component={MerchantsPage} />
      <Route path="/transfers" component={TransfersPage} />
      <Route component={NotFoundPage} />
    </Switch>
  )
}
