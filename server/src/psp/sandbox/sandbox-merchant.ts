import { z } from 'zod'
import type { OnboardingStatus } from '../../contract/app/onboarding.ts'
import type { PspMerchant } from '../marketplace.ts'

const statuses = [
  'details_needed',
  'in_review',
  'restricted',
  'restricted_soon',
  'active',
  'rejected',
] as const

const toOnboardingStatus: Record<(typeof statuses)[number], OnboardingStatus> = {
  details_needed: 'incomplete',
  in_review: 'pending',
  restricted: 'restricted',
  restricted_soon: 'restricted soon',
  active: 'enabled',
  rejected: 'rejected',
}

/** The fields of the sandbox's merchant that we use. */
export const SandboxMerchant = z.object({
  id: z.string().min(1),
  reference: z.string(),
  status: z.enum(statuses),
  transfers_enabled: z.boolean(),
  requirements: z.array(z.string()),
  version: z.int(),
})
export type SandboxMerchant = z.infer<typeof SandboxMerchant>

export const toPspMerchant = (merchant: SandboxMerchant): PspMerchant => ({
  pspReference: merchant.id,
  merchantReference: merchant.reference,
  sequence: merchant.version,
  status: toOnboardingStatus[merchant.status],
  pspStatus: merchant.status,
  canBePaid: merchant.transfers_enabled,
  missing: merchant.requirements.map((word) => word.replaceAll('_', '-')),
})
