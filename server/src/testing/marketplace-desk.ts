import {
  type DeskMerchant,
  type DeskTransfer,
  type MarketplaceDesk,
  toMerchantId,
} from '../back-office/marketplace-desk.ts'

export const aMerchant = (overrides: Partial<DeskMerchant> = {}): DeskMerchant => ({
  merchantReference: 'MER000002',
  name: 'Oak Workshop',
  provider: 'fake',
  mode: 'test',
  status: 'enabled',
  canBePaid: true,
  missing: [],
  pspReference: 'mer_1',
  pspStatus: 'active',
  balances: [{ currency: 'EUR', amountMinor: 13_410 }],
  createdAt: new Date('2026-01-15T09:14:02.118Z'),
  createdExactly: '2026-01-15T09:14:02.118000Z',
  updatedAt: new Date('2026-01-15T09:15:00Z'),
  ...overrides,
})

export const aTransfer = (overrides: Partial<DeskTransfer> = {}): DeskTransfer => ({
  transferId: 'tr_1',
  kind: 'payout',
  state: 'succeeded',
  failureReason: null,
  merchantReference: 'MER000002',
  merchantName: 'Oak Workshop',
  orderReference: 'DE--1042',
  transactionId: 'tx_1',
  itemReferences: ['7'],
  amountMinor: 13_410,
  currency: 'EUR',
  provider: 'fake',
  mode: 'test',
  pspReference: 'ptr_1',
  createdAt: new Date('2026-01-15T09:14:02.118Z'),
  createdExactly: '2026-01-15T09:14:02.118000Z',
  ...overrides,
})

type Kept = { tenant?: string; merchants?: DeskMerchant[]; transfers?: DeskTransfer[] }

/** The merchants and transfers of one tenant, in memory. */
export function aMarketplace({
  tenant = 'demo',
  merchants = [],
  transfers = [],
}: Kept = {}): MarketplaceDesk {
  return {
    listMerchants: async (search, { from, limit }) =>
      merchants
        .filter(
          (one) =>
            search.tenant === tenant &&
            (search.q === undefined || one.merchantReference.startsWith(search.q)) &&
            (search.status === undefined || one.status === search.status) &&
            (search.mode === undefined || one.mode === search.mode),
        )
        .filter((one) => isBefore(one, toMerchantId(one), from))
        .toSorted(newestFirst)
        .slice(0, limit),
    listTransfers: async (search, { from, limit }) =>
      transfers
        .filter(
          (one) =>
            search.tenant === tenant &&
            (search.merchant ?? one.merchantReference) === one.merchantReference &&
            (search.transactionId ?? one.transactionId) === one.transactionId &&
            (search.kind ?? one.kind) === one.kind &&
            (search.state ?? one.state) === one.state,
        )
        .filter((one) => isBefore(one, one.transferId, from))
        .toSorted(newestFirst)
        .slice(0, limit),
  }
}

type Dated = { createdExactly: string }

const newestFirst = (one: Dated, other: Dated): number =>
  other.createdExactly.localeCompare(one.createdExactly)

const isBefore = (
  { createdExactly }: Dated,
  id: string,
  from: { at: string; id: string } | null,
): boolean => !from || `${createdExactly} ${id}` < `${from.at} ${from.id}`
