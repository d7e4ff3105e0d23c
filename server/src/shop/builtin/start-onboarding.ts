import type { Failure } from '../../contract/failures.ts'
import type { OutputOf } from '../../contract/operation.ts'
import type { startOnboarding as operation } from '../../contract/shop/merchants.ts'
import type { Database } from '../../database/database.ts'
import { fail, ok, type Result } from '../../result.ts'
import { findOffer } from './app-news-store.ts'
import { insertBegunMerchant } from './merchant-store.ts'
import type { PaymentApp } from './payment-app.ts'
import type { Assortment } from './product.ts'
import { pageOf, type Storefront } from './storefront.ts'

type Deps = { db: Database; app: PaymentApp; assortment: Assortment; storefront: Storefront }
type Kind = (typeof operation)['failures'][number]

const refusals = {
  refused: 'merchant-refused',
  'not-supported': 'marketplace-not-supported',
  unavailable: 'psp-unavailable',
} as const

/** Asks the app for the provider's page for a merchant, in the merchant's language. A merchant who has begun is `incomplete` until the app says more. */
export async function startOnboarding(
  { db, app, assortment, storefront }: Deps,
  tenant: string,
  { merchantReference, locale }: { merchantReference: string; locale: string },
): Promise<Result<OutputOf<typeof operation>, Failure<Kind>>> {
  const merchant = assortment.merchants.find((one) => one.merchantReference === merchantReference)
  if (!merchant) return fail({ kind: 'resource-not-found' })
  const offer = await findOffer(db, tenant)
  if (!offer) return fail({ kind: 'marketplace-not-supported' })
  const pageFor = (outcome: string) =>
    pageOf(storefront, `/merchant-app/${outcome}`, { merchant: merchantReference })
  const pages = {
    successUrl: pageFor('success'),
    refreshUrl: pageFor('refresh'),
    cancelUrl: pageFor('cancel'),
    errorUrl: pageFor('error'),
  }
  const answer = await app.onboard(tenant, { merchant, ...pages }, locale)
  if (answer.kind !== 'begun') return fail({ kind: refusals[answer.kind] })
  const { appIdentifier } = offer
  await insertBegunMerchant(db, tenant, { merchantReference, appIdentifier })
  return ok({ merchantReference, url: answer.url })
}
