import { sql } from 'kysely'
import type { TransmissionItem } from '../contract/app/transfers.ts'
import { keepInInbox } from '../inbox/inbox-store.ts'
import { onboardMerchant } from '../marketplace/onboard-merchant.ts'
import { sweepTransfers } from '../marketplace/sweep-transfers.ts'
import { type TransferAnswer, transferPayments } from '../marketplace/transfer-payments.ts'
import { capturePayment } from '../payments/capture-payment.ts'
import { newOperationId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import type { PspMerchant } from '../psp/marketplace.ts'
import { tenant } from './builders.ts'
import { aPaidOrder } from './paid-order.ts'
import type { PaymentWorld } from './payment-world.ts'
import { readPayment } from './pre-order.ts'

const page = 'http://localhost:4000/merchant-app'

/** What a shop asks when it sends a merchant to the PSP. */
export const anOnboarding = (merchantReference: string, changes: object = {}) => ({
  tenant: tenant.id,
  merchantReference,
  named: merchantReference,
  name: 'Oak Workshop',
  urls: { successUrl: `${page}/success`, refreshUrl: `${page}/refresh` },
  locale: 'en',
  ...changes,
})

/** A merchant whose account is open, and who can be paid unless told otherwise. */
export async function aMerchant(
  world: PaymentWorld,
  merchantReference: string,
  change: Partial<PspMerchant> = { status: 'enabled', canBePaid: true },
): Promise<string> {
  const onboarded = await onboardMerchant(world.deps, anOnboarding(merchantReference))
  if (!onboarded.ok) throw new Error(onboarded.failure.kind)
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, change))
  return merchantReference
}

/** Puts a webhook about a merchant in the inbox and applies what is due. */
export async function tellOfMerchant(
  world: PaymentWorld,
  merchant: PspMerchant,
  eventId = newOperationId(),
): Promise<void> {
  await keepMerchantNews(world, merchant, eventId)
  await world.applyDue()
}

export const keepMerchantNews = (
  { db, psp }: PaymentWorld,
  merchant: PspMerchant,
  eventId: string,
): Promise<boolean> =>
  keepInInbox(db, {
    ...{ tenant: tenant.id, source: `psp:${psp.name}`, eventId, mode: 'test' },
    name: 'merchant.updated',
    rawBody: JSON.stringify({ type: 'merchant.updated', about: 'merchant', merchant }),
    merchantReference: merchant.merchantReference,
  })

/** An order of 248.90 of three items, whose payment is captured. */
export async function aCapturedOrder(world: PaymentWorld): Promise<Payment> {
  const payment = await aPaidOrder(world)
  const all = { operationId: newOperationId(), amountMinor: null, orderItemIds: [] }
  await capturePayment(world.deps, payment, all, 'command')
  return readPayment(world, payment.transactionId)
}

/** An item of this payment's order, as its shop asks for it. */
export const anItem = (
  { orderReference }: Payment,
  merchantReference: string,
  { itemReference = newOperationId(), amount = 1_000, transferId = null as string | null } = {},
): TransmissionItem => ({
  orderReference: orderReference ?? '',
  ...{ merchantReference, itemReference, amount, transferId },
})

/** What is asked to take an item of a payout back. */
export const takenBack = (
  item: TransmissionItem,
  transferId: string | null | undefined,
  amount = -item.amount,
): TransmissionItem => ({ ...item, transferId, amount })

/** Asks for these items, and answers how each transfer ended. */
export async function transfer(
  world: PaymentWorld,
  ...items: TransmissionItem[]
): Promise<TransferAnswer[]> {
  const answered = await transferPayments(world.deps, { tenant: tenant.id, items })
  if (!answered.ok) throw new Error(answered.failure.kind)
  return answered.value
}

export const reasonsOf = (answers: readonly TransferAnswer[]): (string | null)[] =>
  answers.map(({ refusal }) => refusal?.reason ?? null)

/** Settles what is not known, as a worker does when it falls due. */
export async function sweepDueTransfers(world: PaymentWorld): Promise<void> {
  await sql`update transfers set due_at = now() where settled_at is null`.execute(world.db)
  await sweepTransfers(world.deps)
}

/** What merchants have of a payment, or are about to have, in minor units. */
export async function sharedOf(
  { db }: PaymentWorld,
  { transactionId }: Pick<Payment, 'transactionId'>,
): Promise<number> {
  const { rows } = await sql<{ shared_minor: string }>`
    select shared_minor from payments where transaction_id = ${transactionId}`.execute(db)
  return Number(rows[0]?.shared_minor)
}
