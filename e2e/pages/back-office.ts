import { expect, type Page } from '@playwright/test'
import { createBackOfficeApps } from './back-office-apps.ts'
import { createBackOfficeMerchants } from './back-office-merchants.ts'
import { createBackOfficeMethods } from './back-office-methods.ts'
import { type BackOfficeOrder, createBackOfficeOrder } from './back-office-order.ts'
import { type BackOfficePayment, createBackOfficePayment } from './back-office-payment.ts'

export type BackOfficePage =
  | 'payments'
  | 'orders'
  | 'messages'
  | 'attention'
  | 'apps'
  | 'payment-methods'
  | 'merchants'
  | 'transfers'
type Box = 'shop' | 'providers'
type Tone = 'ok' | 'info' | 'warning' | 'bad'
type RepairAction =
  | 'replay-message'
  | 'replay-inbox-event'
  | 'capture'
  | 'cancel'
  | 'refund'
  | 'look-up'

/** Tillway's own pages, as an operator uses them in a tab of its own. */
export function createBackOffice(page: Page, { token }: { token: string }) {
  const order = createBackOfficeOrder(page)
  const payment = createBackOfficePayment(page)
  const menu = page.getByTestId('menu')
  const announcement = page.getByTestId('announcement')
  /** By the link that signs in, as a demo prints it, but to the page that is meant. */
  const open = async (path: string): Promise<void> => {
    await page.goto(`/back-office${path}#token=${encodeURIComponent(token)}`)
    await expect(page.getByTestId('sign-out')).toBeAttached()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByTestId('loading')).toHaveCount(0)
  }
  return {
    page,
    order,
    payment,
    apps: createBackOfficeApps(page),
    methods: createBackOfficeMethods(page),
    merchants: createBackOfficeMerchants(page),
    open,
    signIn: () => open('/payments'),
    /** Without the token, as somebody who has only the address. */
    visit: (path = '') => page.goto(`/back-office${path}`),
    /** Pastes a token into the sign-in form, good or not. */
    submitToken: async (pasted: string = token): Promise<void> => {
      await page.getByTestId('token').fill(pasted)
      await page.getByTestId('sign-in').click()
    },
    tokenField: page.getByTestId('token'),
    tokenProblem: page.getByTestId('token-problem'),
    signOut: page.getByTestId('sign-out'),
    language: page.getByTestId('language'),
    menu,
    /** Goes to a page by the navigation, through the menu where there is one. */
    goTo: async (name: BackOfficePage): Promise<void> => {
      if (await menu.isVisible()) await menu.click()
      await page.getByTestId(`nav-${name}`).click()
    },
    announcement,
    /** Passes once this was announced last. */
    announces: async (tone: Tone, words: string | RegExp): Promise<void> => {
      await expect(announcement).toContainText(words)
      await expect(announcement).toHaveAttribute('data-tone', tone)
    },
    search: page.getByTestId('search'),
    filter: (name: string) => page.getByTestId(`filter-${name}`),
    paymentRow: (words: string) => page.getByTestId('payment-row').filter({ hasText: words }),
    orderRow: (words: string) => page.getByTestId('order-row').filter({ hasText: words }),
    openPayment: async (transactionId: string): Promise<BackOfficePayment> => {
      await open(`/payments/${transactionId}`)
      return payment
    },
    openOrder: async (orderReference: string): Promise<BackOfficeOrder> => {
      await open(`/orders/${orderReference}`)
      await expect(order.reference).toHaveText(orderReference)
      return order
    },
    openMessages: (box: Box, state: string) => open(`/messages?box=${box}&state=${state}`),
    /** What was told to the shop or by providers, as far as it is about this. */
    told: (words: string | RegExp) => page.getByTestId('told-row').filter({ hasText: words }),
    openAttention: () => open('/attention'),
    attentionGroup: (kind: string) => page.getByTestId(`group-${kind}`),
    attentionItem: (words: string | RegExp) =>
      page.getByTestId('attention-item').filter({ hasText: words }),
    allClear: page.getByTestId('all-clear'),
    empty: page.getByTestId('empty'),
    /** The button that mends what it stands in. */
    repair: (action: RepairAction) => page.getByTestId(`repair-${action}`),
    confirm: page.getByTestId('confirm'),
    shortcuts: page.getByTestId('shortcuts'),
  }
}

export type BackOffice = ReturnType<typeof createBackOffice>
