import { outboundMessages } from '../../contract/messages.ts'
import type { MerchantView } from '../../contract/shop/merchants.ts'
import type { Database } from '../../database/database.ts'
import { findOffer } from './app-news-store.ts'
import { currency } from './catalogue.ts'
import { listMerchantStatuses, listPaidItems } from './merchant-store.ts'
import type { Assortment, Merchant } from './product.ts'

type Deps = { db: Database; assortment: Assortment }
type Onboarding = NonNullable<MerchantView['onboarding']>
type Known = { status: string; additionalInfo: string | null }

const payoutsMax = 50

/** The merchants of this shop, each with what the payment app has told of them and what they were paid. */
export async function listMerchants(
  { db, assortment }: Deps,
  tenant: string,
): Promise<MerchantView[]> {
  const offer = await findOffer(db, tenant)
  const statuses = offer && (await listMerchantStatuses(db, { tenant, ...offer }))
  const words = offer && readWords(offer.offer)
  return Promise.all(
    assortment.merchants.map(async (merchant) => {
      const known = statuses?.get(merchant.merchantReference) ?? null
      return {
        ...merchant,
        onboarding: words && toOnboarding(words, known),
        ...(await readPayouts(db, tenant, merchant)),
      }
    }),
  )
}

async function readPayouts(db: Database, tenant: string, { merchantReference }: Merchant) {
  const items = await listPaidItems(db, { tenant, merchantReference }, payoutsMax)
  const kept = items.filter(({ isReversed }) => !isReversed)
  return {
    currency,
    paidOut: kept.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    payouts: items.map(({ orderReference, name, amountMinor, isReversed }) => ({
      ...{ orderReference, name, isReversed },
      amount: amountMinor,
    })),
  }
}

type Words = Map<string, Readonly<Record<string, string>>>

/** The app's words for each stage; a stage without any is told by its name. */
function readWords(offer: unknown): Words {
  const { merchantOnboardingStates } =
    outboundMessages.ReadyForMerchantAppOnboarding.payload.parse(offer)
  return new Map((merchantOnboardingStates ?? []).map(({ name, attributes }) => [name, attributes]))
}

function toOnboarding(words: Words, known: Known | null): Onboarding {
  const status = known?.status ?? null
  const said = status === null ? undefined : words.get(status)
  return {
    status,
    statusText: said?.['statusText'] ?? status ?? '',
    displayText: said?.['displayText'] ?? '',
    buttonText: said?.['buttonText'] ?? '',
    buttonInfo: said?.['buttonInfo'] ?? '',
    additionalInfo: known?.additionalInfo ?? null,
  }
}
