import { z } from 'zod'
import { AmountMinor, CurrencyCode, operation } from '../operation.ts'

const MerchantReference = z.string().trim().min(1).max(80)

export const MerchantView = z.object({
  merchantReference: z.string(),
  name: z.string(),
  onboarding: z
    .object({
      status: z.string().nullable().describe('As the payment app told it; null before it began.'),
      statusText: z.string(),
      displayText: z.string(),
      buttonText: z.string(),
      buttonInfo: z.string(),
      additionalInfo: z.string().nullable(),
    })
    .nullable()
    .describe('In the words of the payment app; null while no app offers to pay merchants.'),
  currency: CurrencyCode,
  paidOut: AmountMinor.describe('What of the payouts below was not taken back.'),
  payouts: z
    .array(
      z.object({
        orderReference: z.string(),
        name: z.string(),
        amount: AmountMinor,
        isReversed: z.boolean(),
      }),
    )
    .describe('One for each item, the newest first; only the newest are listed.'),
})
export type MerchantView = z.infer<typeof MerchantView>

export const listMerchants = operation({
  id: 'listMerchants',
  method: 'get',
  path: '/merchants',
  tag: 'shop',
  summary:
    'List the merchants of a marketplace, how far each is with the provider, and what each was paid.',
  description:
    'The demo has no accounts for merchants: whoever asks sees all of them. A shop without merchants answers an empty list.',
  type: 'merchants',
  status: 200,
  caller: 'anyone',
  many: true,
  output: MerchantView,
  failures: [],
  examples: {
    output: {
      merchantReference: 'MER000002',
      name: 'Harbour Lamps',
      onboarding: {
        status: 'enabled',
        statusText: 'Enabled',
        displayText: 'You are paid for what you sell.',
        buttonText: 'Edit',
        buttonInfo: '',
        additionalInfo: null,
      },
      currency: 'EUR',
      paidOut: 10710,
      payouts: [
        {
          orderReference: 'DE--1042',
          name: 'Table lamp “Pharos”',
          amount: 10710,
          isReversed: false,
        },
      ],
    },
  },
})

export const startOnboarding = operation({
  id: 'startOnboarding',
  method: 'post',
  path: '/merchant-onboardings',
  tag: 'shop',
  summary:
    'Ask the payment app for the page on which a merchant tells the provider about themselves.',
  description:
    'Each answer has a new url, which is good once and for a short time. The provider sends the merchant back to ' +
    '/merchant-app/success, refresh, cancel or error of the storefront.',
  type: 'merchant-onboardings',
  status: 201,
  caller: 'anyone',
  input: z.object({ merchantReference: MerchantReference }),
  output: z.object({ merchantReference: z.string(), url: z.string() }),
  failures: [
    'resource-not-found',
    'marketplace-not-supported',
    'merchant-refused',
    'psp-unavailable',
  ],
  examples: {
    input: { merchantReference: 'MER000002' },
    output: {
      merchantReference: 'MER000002',
      url: 'http://localhost:4001/onboarding/ob_6fPq0sLr7mVb2nKx',
    },
  },
})
