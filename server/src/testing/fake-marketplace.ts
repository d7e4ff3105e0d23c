import type {
  MerchantLookUp,
  MerchantOutcome,
  NotDone,
  PspMerchant,
  PspMerchants,
  PspTransfer,
  PspTransfers,
  TransferLookUp,
  TransferOutcome,
} from '../psp/marketplace.ts'
import type { PspCharge } from '../psp/psp.ts'
import type { FakeTrouble } from './fake-trouble.ts'

type Call =
  | 'createMerchant'
  | 'openOnboarding'
  | 'findMerchant'
  | 'payOut'
  | 'reverse'
  | 'findTransfer'
type Calls = Record<Call, number>

/** What the PSP in memory can for marketplaces. */
export type FakeMarketplace = {
  calls: Calls
  merchants: PspMerchants
  transfers: PspTransfers
  /** The accounts of merchants, by the shop's name for them. */
  accounts: Map<string, PspMerchant>
  /** Every payout and reversal, by the id of our operation. */
  moved: Map<string, PspTransfer>
  /** Changes an account as the PSP would, and answers the new picture. `{ status: 'enabled', canBePaid: true }` lets it be paid. */
  moveMerchant(merchantReference: string, change: Partial<PspMerchant>): PspMerchant
}

export function createFakeMarketplace(
  charges: ReadonlyMap<string, PspCharge>,
  trouble: FakeTrouble,
  calls: Calls,
): Omit<FakeMarketplace, 'calls'> {
  const accounts: FakeMarketplace['accounts'] = new Map()
  const moved: FakeMarketplace['moved'] = new Map()
  return {
    merchants: createMerchants(accounts, trouble, calls),
    transfers: createTransfers({ charges, accounts, moved }, trouble, calls),
    accounts,
    moved,
    moveMerchant: (merchantReference, change) => {
      const account = accounts.get(merchantReference)
      if (!account) throw new Error(`No account of ${merchantReference}.`)
      const next = { ...account, ...change, sequence: account.sequence + 1 }
      accounts.set(merchantReference, next)
      return next
    },
  }
}

const refused: NotDone = { kind: 'failed', pspStatus: 'refused' }

function createMerchants(
  accounts: Map<string, PspMerchant>,
  trouble: FakeTrouble,
  calls: Calls,
): PspMerchants {
  return {
    create: async ({ merchantReference, name }) => {
      calls.createMerchant += 1
      return trouble.ask((): MerchantOutcome => {
        if (name === '') return { kind: 'failed', pspStatus: 'invalid_request' }
        const merchant = accounts.get(merchantReference) ?? newMerchant(merchantReference)
        accounts.set(merchantReference, merchant)
        return { kind: 'succeeded', merchant }
      }, refused)
    },
    openOnboarding: async ({ pspReference }) => {
      calls.openOnboarding += 1
      type Opened = Awaited<ReturnType<PspMerchants['openOnboarding']>>
      return trouble.ask((): Opened => {
        const isKnown = [...accounts.values()].some((one) => one.pspReference === pspReference)
        if (!isKnown) return { kind: 'failed', pspStatus: 'merchant_not_found' }
        const url = `http://psp.test/onboarding/${pspReference}/${calls.openOnboarding}`
        return { kind: 'succeeded', url }
      }, refused)
    },
    find: async (merchantReference): Promise<MerchantLookUp> => {
      calls.findMerchant += 1
      const merchant = accounts.get(merchantReference)
      return merchant ? { kind: 'found', merchant } : { kind: 'not-found' }
    },
  }
}

const newMerchant = (merchantReference: string): PspMerchant => ({
  pspReference: `mer_of_${merchantReference}`,
  merchantReference,
  sequence: 1,
  status: 'incomplete',
  pspStatus: 'details_needed',
  canBePaid: false,
  missing: ['company', 'bank-account', 'terms'],
})

type Ledger = {
  charges: ReadonlyMap<string, PspCharge>
  accounts: ReadonlyMap<string, PspMerchant>
  moved: Map<string, PspTransfer>
}
type PayOut = Parameters<PspTransfers['payOut']>[0]
type Reversal = Parameters<PspTransfers['reverse']>[0]

function createTransfers(ledger: Ledger, trouble: FakeTrouble, calls: Calls): PspTransfers {
  const { moved } = ledger
  /** Which charge a payout is of, and which payout a reversal takes back. */
  const sources = new Map<string, string>()
  const refusals = new Map<string, TransferOutcome>()
  /** A refusal is final under its id, also where its answer gets lost. */
  const ask = (operationId: string, effect: () => TransferOutcome): TransferOutcome => {
    const keep = (outcome: TransferOutcome) => {
      if (outcome.kind === 'failed') refusals.set(operationId, outcome)
      return outcome
    }
    return keep(trouble.ask(() => keep(refusals.get(operationId) ?? effect()), refused))
  }
  const once = (
    {
      kind,
      source,
      amountMinor,
      currency,
    }: Omit<PspTransfer, 'pspReference' | 'operationId'> & {
      source: string
    },
    operationId: string,
    objection: () => string | null,
  ): TransferOutcome => {
    const before = moved.get(operationId)
    if (before) return { kind: 'succeeded', transfer: before }
    const pspStatus = objection()
    if (pspStatus !== null) return { kind: 'failed', pspStatus }
    const pspReference = `tr_${moved.size + 1}`
    const transfer = { pspReference, operationId, kind, amountMinor, currency }
    moved.set(operationId, transfer)
    sources.set(pspReference, source)
    return { kind: 'succeeded', transfer }
  }
  return {
    payOut: async (request, operationId) => {
      calls.payOut += 1
      const payout = { ...request, kind: 'payout', source: request.reference } as const
      return ask(operationId, () =>
        once(payout, operationId, () => objectToPayout(ledger, sources, request)),
      )
    },
    reverse: async (request, operationId) => {
      calls.reverse += 1
      const reversal = { ...request, kind: 'reversal', source: request.transfer } as const
      return ask(operationId, () =>
        once(reversal, operationId, () => objectToReversal(ledger, sources, request)),
      )
    },
    find: async (operationId): Promise<TransferLookUp> => {
      calls.findTransfer += 1
      const transfer = moved.get(operationId)
      return transfer ? { kind: 'found', transfer } : { kind: 'not-found' }
    },
  }
}

/** Why no money goes to this merchant; null when it may. */
function objectToPayout(
  { charges, accounts, moved }: Ledger,
  sources: ReadonlyMap<string, string>,
  { reference, merchant, amountMinor, currency }: PayOut,
): string | null {
  const charge = charges.get(reference)
  if (!charge) return 'not_found'
  const account = [...accounts.values()].find((one) => one.pspReference === merchant)
  if (!account) return 'merchant_not_found'
  if (!account.canBePaid) return 'merchant_not_active'
  if (charge.currency !== currency) return 'currency_mismatch'
  const payouts = [...moved.values()].filter((one) => sources.get(one.pspReference) === reference)
  const out = payouts.reduce((sum, one) => sum + leftOf(one, moved, sources), 0)
  const left = charge.capturedMinor - charge.refundedMinor - out
  return amountMinor > left ? 'transfer_too_high' : null
}

function objectToReversal(
  { moved }: Ledger,
  sources: ReadonlyMap<string, string>,
  { transfer, amountMinor, currency }: Reversal,
): string | null {
  const payout = [...moved.values()].find(
    (one) => one.pspReference === transfer && one.kind === 'payout',
  )
  if (!payout) return 'transfer_not_found'
  if (payout.currency !== currency) return 'currency_mismatch'
  return amountMinor > leftOf(payout, moved, sources) ? 'reversal_too_high' : null
}

/** What of a payout has not come back. */
const leftOf = (
  payout: PspTransfer,
  moved: ReadonlyMap<string, PspTransfer>,
  sources: ReadonlyMap<string, string>,
): number =>
  [...moved.values()]
    .filter((one) => sources.get(one.pspReference) === payout.pspReference)
    .reduce((left, one) => left - one.amountMinor, payout.amountMinor)
