import { z } from 'zod'
import { operation } from '../operation.ts'

/** How far a merchant is with the provider, in the words of the contract. Money goes to `enabled` and `completed` ones. */
export const OnboardingStatus = z.enum([
  'incomplete',
  'pending',
  'restricted',
  'restricted soon',
  'enabled',
  'completed',
  'rejected',
])
export type OnboardingStatus = z.infer<typeof OnboardingStatus>

const MerchantReference = z.string().trim().min(1).max(80)

export const onboardMerchant = operation({
  id: 'onboardMerchant',
  method: 'post',
  path: '/merchants/onboarding',
  aliases: [{ path: '/private/merchants/onboarding' }],
  tag: 'app',
  summary: 'Send a merchant of a marketplace to the onboarding page of the payment provider.',
  description:
    'Send X-Merchant-Reference, which must be the merchant of the body. Answers 201 for a new merchant and 200 for a known ' +
    'one, with a url that is good once and for a short time: when it has lapsed, the provider sends the merchant to refreshUrl, ' +
    'where the shop asks again. What becomes of it is told by MerchantAppOnboardingStatusChanged.',
  type: 'merchants-onboarding',
  status: 200,
  caller: 'tenant',
  errorsAs: 'errors',
  headers: z.object({ 'x-merchant-reference': MerchantReference.optional() }),
  input: z.looseObject({
    merchant: z.looseObject({
      merchantReference: MerchantReference,
      name: z.string().trim().max(200).nullish(),
    }),
    successUrl: z.url().max(2000),
    refreshUrl: z.url().max(2000),
    cancelUrl: z.url().max(2000).nullish(),
    errorUrl: z.url().max(2000).nullish(),
  }),
  output: z.object({
    merchantReference: z.string(),
    name: z.string(),
    status: OnboardingStatus,
    strategy: z.literal('redirect'),
    url: z.string(),
  }),
  failures: [
    'merchant-mismatch',
    'marketplace-not-supported',
    'tenant-disconnected',
    'tenant-not-configured',
    'connection-ambiguous',
    'return-url-not-allowed',
    'merchant-refused',
    'psp-unavailable',
  ],
  examples: {
    input: {
      merchant: { merchantReference: 'MER000002', name: 'Oak Workshop' },
      successUrl: 'http://localhost:4000/merchant-app/success',
      refreshUrl: 'http://localhost:4000/merchant-app/refresh',
      cancelUrl: 'http://localhost:4000/merchant-app/cancel',
      errorUrl: 'http://localhost:4000/merchant-app/error',
    },
    output: {
      merchantReference: 'MER000002',
      name: 'Oak Workshop',
      status: 'incomplete',
      strategy: 'redirect',
      url: 'http://localhost:4001/onboarding/ob_6fPq0sLr7mVb2nKx',
    },
  },
})
