import type { AppContract } from '../../contract/app/contract.ts'
import type { MarketplaceDeps } from '../../marketplace/marketplace-deps.ts'
import { onboardMerchant } from '../../marketplace/onboard-merchant.ts'
import { type TransferAnswer, transferPayments } from '../../marketplace/transfer-payments.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { ok } from '../../result.ts'
import type { Handlers } from '../handlers.ts'

/** What shops' backends call for their marketplaces. */
export const createMarketplaceHandlers = (
  deps: MarketplaceDeps,
): Pick<Handlers<AppContract>, 'transferPayments' | 'onboardMerchant'> => ({
  transferPayments: async ({ input, identity: { tenant }, idempotency }) => {
    const items = input.orderItems ?? input.paymentTransmissionItems ?? []
    const claim = idempotency && {
      ...{ tenant, caller: 'app', operation: 'transferPayments' },
      ...idempotency,
    }
    const result = await answerOnce(deps, claim, async () => {
      const done = await transferPayments(deps, { tenant, items })
      if (!done.ok) return done
      const isOpen = done.value.some(({ refusal }) => refusal !== null)
      return { ...ok({ transfers: done.value.map(toTransfer) }), isOpen }
    })
    return result.ok ? { ...result, value: { id: null, attributes: result.value } } : result
  },
  onboardMerchant: async ({ input, headers, identity: { tenant }, locale }) => {
    const { merchant, successUrl, refreshUrl, cancelUrl, errorUrl } = input
    const result = await onboardMerchant(deps, {
      tenant,
      merchantReference: merchant.merchantReference,
      named: headers['x-merchant-reference'] ?? null,
      name: merchant.name ?? null,
      urls: {
        ...{ successUrl, refreshUrl },
        ...(cancelUrl && { cancelUrl }),
        ...(errorUrl && { errorUrl }),
      },
      locale,
    })
    if (!result.ok) return result
    const { isNew, ...onboarded } = result.value
    const attributes = { ...onboarded, strategy: 'redirect' as const }
    return ok({ id: null, attributes, status: isNew ? 201 : 200 })
  },
})

/** In the words of shops: amounts are text, and negative where they are taken back. */
function toTransfer(answer: TransferAnswer) {
  const { items, merchantReference, orderReference, isReversal, transferId, refusal } = answer
  const signed = (amountMinor: number) => String(isReversal ? -amountMinor : amountMinor)
  return {
    isSuccessful: refusal === null,
    failureMessage: refusal?.message ?? null,
    failureReason: refusal?.reason ?? null,
    ...{ merchantReference, orderReference },
    paymentTransmissionItems: items.map(({ amountMinor, ...item }) => ({
      ...item,
      amount: signed(amountMinor),
    })),
    amount: signed(items.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    transferId,
  }
}
