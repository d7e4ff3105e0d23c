import currencyCodes from 'currency-codes'
import { z } from 'zod'
import { flows, wallets } from '../charges/charge.ts'

export const keyMax = 255
const linesMax = 600
const amountMax = 99_999_999_999
const textMax = 500

const Text = z.string().min(1).max(textMax)
const Amount = z.int().min(1).max(amountMax)
const webAddress = { protocol: /^https?$/ }

const Currency = z
  .string()
  .refine((code) => currencyCodes.code(code)?.code === code, 'is not an ISO 4217 code')

const Purchase = z.object({
  amount: Amount,
  currency: Currency,
  lines: z
    .array(
      z.object({
        name: Text,
        quantity: z.int().min(1),
        amount: z.int().min(-amountMax).max(amountMax),
      }),
    )
    .max(linesMax),
})

const OpenInput = Purchase.extend({
  reference: z.string().min(1).max(64),
  capture: z.enum(['manual', 'automatic']).default('manual'),
  order_reference: Text.nullish().transform((text) => text ?? null),
  customer: z
    .object({ email: z.string().max(textMax).nullish(), name: z.string().max(textMax).nullish() })
    .nullish()
    .transform((customer) => customer ?? {}),
  return_url: z.url(webAddress).max(2000),
  locale: z.string().min(2).max(35),
  page_title: Text.optional(),
  flow: z.enum(flows).default('hosted'),
  wallet: z
    .enum(wallets)
    .nullish()
    .transform((wallet) => wallet ?? null),
})

/** A wallet is named exactly when the charge is paid with one. */
export const ChargeInput = OpenInput.refine(
  ({ flow, wallet }) => (flow === 'wallet') === (wallet !== null),
  { path: ['wallet'], message: 'goes with the flow wallet, and only with it' },
)
export type ChargeInput = z.infer<typeof ChargeInput>

export const UpdateInput = Purchase

export const CancelInput = z.object({
  expected_status: z
    .enum(['open', 'authorized', 'captured'])
    .nullish()
    .transform((status) => status ?? null),
})

export const AmountInput = z.object({
  amount: Amount.nullish().transform((amount) => amount ?? null),
})

export const MerchantInput = z.object({
  reference: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(200),
})

export const OnboardingLinkInput = z.object({
  return_url: z.url(webAddress).max(2000),
  refresh_url: z.url(webAddress).max(2000),
  locale: z.string().min(2).max(35).default('en'),
})

export const PayoutInput = z.object({
  charge: Text,
  merchant: Text,
  amount: Amount,
  currency: Currency,
})

export const ReversalInput = z.object({
  amount: Amount,
  currency: Currency.nullish().transform((currency) => currency ?? null),
})

/** Which field is wrong and why, in one sentence. */
export const explainIssues = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ')
