import { z } from 'zod'

export const merchantStatuses = [
  'details_needed',
  'in_review',
  'restricted',
  'restricted_soon',
  'active',
  'rejected',
] as const
export type MerchantStatus = (typeof merchantStatuses)[number]

/** What the sandbox may still want to know, by the fields of its onboarding page. */
export const detailNames = ['legal_form', 'company', 'country', 'bank_account', 'terms'] as const
export type DetailName = (typeof detailNames)[number]

/** What a merchant has told so far; what was left blank is missing. */
export const Details = z.partialRecord(z.enum(detailNames), z.string())
export type Details = z.infer<typeof Details>

/** The account of a merchant in a marketplace, as every answer and every event tells it. */
export const MerchantSnapshot = z.object({
  id: z.string(),
  reference: z.string(),
  name: z.string(),
  status: z.enum(merchantStatuses),
  requirements: z.array(z.string()),
  livemode: z.boolean(),
  version: z.int(),
  created_at: z.string(),
})
export type MerchantSnapshot = z.infer<typeof MerchantSnapshot>

/** As its row holds it: the snapshot, and what the onboarding page needs. */
export const Merchant = MerchantSnapshot.extend({ account_id: z.string(), details: Details })
export type Merchant = z.infer<typeof Merchant>

/** The statuses in which a merchant can be sent money. */
export const payableStatuses = ['active', 'restricted_soon'] as const

const isPayable = ({ status }: MerchantSnapshot): boolean =>
  payableStatuses.some((payable) => payable === status)

/** What a merchant has not told yet. */
export const missingOf = (details: Details): DetailName[] =>
  detailNames.filter((name) => !details[name])

/** What the sandbox can make of a merchant, and what it then still wants. */
export const decisions = {
  approve: { status: 'active', requirements: [] },
  document: { status: 'restricted', requirements: ['document'] },
  review: { status: 'in_review', requirements: [] },
  reject: { status: 'rejected', requirements: [] },
  warn: { status: 'restricted_soon', requirements: ['document'] },
} as const satisfies Record<string, { status: MerchantStatus; requirements: readonly string[] }>
export type Decision = keyof typeof decisions

export const isDecision = (word: unknown): word is Decision =>
  typeof word === 'string' && Object.hasOwn(decisions, word)

/** The merchant on the wire. */
export const toMerchantBody = (merchant: MerchantSnapshot) => ({
  id: merchant.id,
  object: 'merchant',
  reference: merchant.reference,
  name: merchant.name,
  status: merchant.status,
  transfers_enabled: isPayable(merchant),
  requirements: merchant.requirements,
  livemode: merchant.livemode,
  created: new Date(merchant.created_at).toISOString(),
  version: merchant.version,
})
