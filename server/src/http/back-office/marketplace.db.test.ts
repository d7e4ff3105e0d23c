import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeskMerchant, DeskTransfer } from '../../back-office/marketplace-desk.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { aMarketplace, aMerchant, aTransfer } from '../../testing/marketplace-desk.ts'

const merchants: DeskMerchant[] = []
const transfers: DeskTransfer[] = []
let world: BackOfficeWorld
beforeAll(async () => {
  world = await createBackOfficeWorld({ marketplaceDesk: aMarketplace({ merchants, transfers }) })
})
afterAll(() => world.drop())
beforeEach(() => {
  merchants.length = 0
  transfers.length = 0
})

const at = (second: number) => `2026-01-15T09:14:0${second}.000000Z`

test('merchants are listed with how far they are and what they have been paid', async () => {
  merchants.push(aMerchant({ status: 'restricted', canBePaid: false, missing: ['bank-account'] }))
  expect((await world.get('/merchants')).attributes).toEqual({
    merchants: [
      {
        ...{ merchantReference: 'MER000002', name: 'Oak Workshop', provider: 'fake', mode: 'test' },
        ...{ status: 'restricted', canBePaid: false, missing: ['bank-account'] },
        ...{ pspReference: 'mer_1', pspStatus: 'active' },
        balances: [{ currency: 'EUR', amount: 13_410 }],
        createdAt: '2026-01-15T09:14:02.118Z',
        updatedAt: '2026-01-15T09:15:00.000Z',
      },
    ],
    nextCursor: null,
  })
  expect((await world.get('/merchants?status=enabled')).attributes['merchants']).toEqual([])
})

test('the pages of a list have each merchant once, also those of the same moment', async () => {
  for (const mode of ['test', 'live'] as const)
    merchants.push(aMerchant({ mode, createdExactly: at(1) }))
  merchants.push(aMerchant({ merchantReference: 'MER000003', createdExactly: at(2) }))
  const seen: unknown[] = []
  for (let cursor = ''; ; ) {
    const { attributes } = await world.get(`/merchants?limit=1${cursor}`)
    seen.push(attributes['merchants'])
    if (attributes['nextCursor'] === null) break
    cursor = `&cursor=${attributes['nextCursor']}`
  }
  expect(seen).toMatchObject([
    [{ merchantReference: 'MER000003' }],
    [{ mode: 'test' }],
    [{ mode: 'live' }],
  ])
})

test('transfers are found by merchant, payment, kind and state', async () => {
  transfers.push(
    aTransfer(),
    aTransfer({ transferId: 'tr_2', kind: 'reversal', createdExactly: at(1), state: 'failed' }),
    aTransfer({ transferId: 'tr_3', transactionId: 'tx_2', merchantReference: 'MER000003' }),
  )
  const found = async (query: string) => {
    const { attributes } = await world.get(`/transfers?${query}`)
    return (attributes['transfers'] as { transferId: string }[]).map(({ transferId }) => transferId)
  }
  expect(await found('transactionId=tx_1')).toEqual(['tr_1', 'tr_2'])
  expect(await found('merchant=MER000003')).toEqual(['tr_3'])
  expect(await found('kind=reversal&state=failed')).toEqual(['tr_2'])
  const { attributes } = await world.get('/transfers?transactionId=tx_2')
  expect(attributes).toMatchObject({
    transfers: [{ amount: 13_410, currency: 'EUR', merchantName: 'Oak Workshop' }],
  })
})

test('whether merchants are looked after here is told to the page', async () => {
  expect((await world.get('/session')).attributes['hasMarketplace']).toBe(true)
})
