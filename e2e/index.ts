export { type Bought, buy } from './fixtures/buy.ts'
export { findMarketOperatorToken } from './fixtures/operator-token.ts'
export {
  demoModels,
  type PageModels,
} from './fixtures/page-models.ts'
export { type ChaosSettings, createSandbox, type Sandbox } from './fixtures/sandbox.ts'
export { type SandboxCard, type SandboxCardName, sandboxCards } from './fixtures/sandbox-cards.ts'
export { becomeGuest, createShop, type Shop } from './fixtures/shop.ts'
export { createShopApi, type ShopApi } from './fixtures/shop-api.ts'
export { expect, test } from './fixtures/test.ts'
export { type BackOffice, type BackOfficePage, createBackOffice } from './pages/back-office.ts'
export { type BackOfficeApps, createBackOfficeApps } from './pages/back-office-apps.ts'
export {
  type BackOfficeMerchants,
  createBackOfficeMerchants,
} from './pages/back-office-merchants.ts'
export { type BackOfficeMethods, createBackOfficeMethods } from './pages/back-office-methods.ts'
export { type BackOfficeOrder, createBackOfficeOrder } from './pages/back-office-order.ts'
export {
  type BackOfficePayment,
  createBackOfficePayment,
  type MoneyPart,
  type OperatorAction,
} from './pages/back-office-payment.ts'
export { type CardFields, createCardFields } from './pages/card-fields.ts'
export { type ChaosPanel, createChaosPanel } from './pages/chaos-panel.ts'
export { aDelivery, type CheckoutPage, createCheckoutPage } from './pages/checkout-page.ts'
export {
  type AccountSecrets,
  createDevelopersPage,
  type DevelopersPage,
  type NewAccount,
} from './pages/developers-page.ts'
export { createExpressButtons, type ExpressButtons, type Wallet } from './pages/express-buttons.ts'
export { createMerchantPortal, type MerchantPortal } from './pages/merchant-portal.ts'
export {
  createOnboardingPage,
  type OnboardingDecision,
  type OnboardingPage,
} from './pages/onboarding-page.ts'
export { createOrderPage, type OrderPage } from './pages/order-page.ts'
export { createPaymentPage, type PaymentPage } from './pages/payment-page.ts'
export { createReturnPage, type ReturnPage } from './pages/return-page.ts'
export { createSandboxDashboard, type SandboxDashboard } from './pages/sandbox-dashboard.ts'
export { createStorefront, type Storefront } from './pages/storefront.ts'
export { createSummaryPage, type SummaryPage } from './pages/summary-page.ts'
export { createWalletSheet, type WalletAddress, type WalletSheet } from './pages/wallet-sheet.ts'
