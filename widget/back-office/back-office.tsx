import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, Route, Router, Switch } from 'wouter'
import { LiveProvider } from './api/live.tsx'
import { createQueryClient } from './api/query-client.ts'
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
import { FocusOnNavigation } from './parts/focus-on-navigation.tsx'
import { Frame } from './parts/frame.tsx'
import { ListMemory } from './parts/list-memory.tsx'
import { LanguageProvider } from './session/language.tsx'
import { OperatorProvider, useOperator } from './session/operator.tsx'

/** Tillway's own pages for operators. */
export function BackOffice() {
  return (
    <LanguageProvider>
      <OperatorProvider>
        <Router base="/back-office">
          <SignedIn />
        </Router>
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
  const [queries] = useState(() => createQueryClient({ onTokenRefused: expire }))
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider token={token}>
        <LiveProvider>
          <Announcer>
            <ListMemory>
              <Frame>
                <Pages />
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
      <Route component={NotFoundPage} />
    </Switch>
  )
}
