import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  PspMerchant,
  PspMerchants,
  PspTransfer,
  PspTransfers,
  TransferOutcome,
} from './marketplace.ts'
import { merchantOf } from './merchants.conformance.ts'
import type { Psp, PspCharge } from './psp.ts'
import {
  authorizedCharge,
  capturedCharge,
  createTimeoutMs,
  partOf,
} from './under-test.conformance.ts'

/** An adapter that shares captured money with merchants, with the levers of its suite. */
export type PspTransfersUnderTest = {
  psp: Psp
  merchants: PspMerchants
  transfers: PspTransfers
  /** The same adapter with the credentials of another account. */
  stranger: PspTransfers
  /** The same in front of an address where nobody listens. */
  unreachable: PspTransfers
  pay(charge: PspCharge): Promise<void>
  decide(merchant: PspMerchant, status: 'enabled' | 'restricted'): Promise<void>
  loseNextAnswer(): Promise<void>
  failNextCall(): Promise<void>
  goOffline(): Promise<void>
  /** The PSP says no to the next transfer or reversal. */
  refuseNextTransfer(): Promise<void>
  /** How many transfers the PSP really made for this operation. */
  countTransfers(operationId: string): Promise<number>
  reset(): Promise<void>
  close(): Promise<void>
}

/** The promises of an adapter that shares money with merchants. Call it beside `describePspMerchants`. */
export function describePspTransfers(
  name: string,
  create: () => Promise<PspTransfersUnderTest>,
): void {
  describe(`${name} keeps the promises of a PSP with transfers`, () => {
    let it: PspTransfersUnderTest
    beforeAll(async () => {
      it = await create()
    }, createTimeoutMs)
    beforeEach(() => it.reset())
    afterAll(() => it.close())
    payoutPromises(() => it)
    reversalPromises(() => it)
    uncertaintyPromises(() => it)
  })
}

/** The transfer of an effect that must have succeeded. */
function transferOf(outcome: TransferOutcome): PspTransfer {
  if (outcome.kind !== 'succeeded')
    throw new Error(`Expected a success: ${JSON.stringify(outcome)}`)
  return outcome.transfer
}

let merchantsMade = 0

/** A merchant that can be paid. */
async function enabledMerchant({ merchants, decide }: PspTransfersUnderTest): Promise<PspMerchant> {
  merchantsMade += 1
  const asked = { merchantReference: `MER-T${merchantsMade}`, name: 'Oak Workshop' }
  const merchant = merchantOf(await merchants.create(asked, `op_mer_t${merchantsMade}`))
  await decide(merchant, 'enabled')
  return merchant
}

const shareOf = (charge: PspCharge, { pspReference }: PspMerchant, amountMinor: number) => ({
  reference: charge.reference,
  pspReference: charge.pspReference,
  merchant: pspReference,
  amountMinor,
  currency: charge.currency,
})

/** A captured charge of 248,90 €, a merchant, and a payout of so much. */
async function paidMerchant(it: PspTransfersUnderTest, amountMinor: number, operationId: string) {
  const charge = await capturedCharge(it)
  const merchant = await enabledMerchant(it)
  const share = shareOf(charge, merchant, amountMinor)
  const transfer = transferOf(await it.transfers.payOut(share, operationId))
  return { charge, merchant, transfer }
}

const backOf = ({ pspReference, currency }: PspTransfer, amountMinor: number) => ({
  transfer: pspReference,
  amountMinor,
  currency,
})

function payoutPromises(get: () => PspTransfersUnderTest): void {
  test('a merchant gets a part of what was captured, also where only our reference is known', async () => {
    const { transfers } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 10_000)
    const transfer = transferOf(await transfers.payOut({ ...share, pspReference: null }, 'op_out'))
    expect(transfer).toEqual({
      pspReference: expect.any(String),
      operationId: 'op_out',
      kind: 'payout',
      amountMinor: 10_000,
      currency: 'EUR',
    })
    expect(await transfers.find('op_out')).toEqual({ kind: 'found', transfer })
  })

  test('asking twice with one operation id pays once', async () => {
    const { transfers, countTransfers } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 10_000)
    const ask = () => transfers.payOut(share, 'op_out_same')
    const outcomes = [...(await Promise.all([ask(), ask()])), await ask()].map(transferOf)
    expect(new Set(outcomes.map(({ pspReference }) => pspReference)).size).toBe(1)
    expect(await countTransfers('op_out_same')).toBe(1)
  })

  test('merchants never get more than was captured and not given back', async () => {
    const { psp, transfers } = get()
    const charge = await capturedCharge(get())
    const [one, other] = [await enabledMerchant(get()), await enabledMerchant(get())]
    await psp.refund(partOf(charge, 4_890), 'op_out_refund')
    const pay = (to: PspMerchant, amountMinor: number, id: string) =>
      transfers.payOut(shareOf(charge, to, amountMinor), id)
    expect(await pay(one, 20_001, 'op_out_1')).toMatchObject({ kind: 'failed' })
    transferOf(await pay(one, 15_000, 'op_out_2'))
    expect(await pay(other, 5_001, 'op_out_3')).toMatchObject({ kind: 'failed' })
    transferOf(await pay(other, 5_000, 'op_out_4'))
    expect(await pay(one, 1, 'op_out_5')).toMatchObject({ kind: 'failed' })
  })

  test('payouts at once never add up to more than there is', async () => {
    const { transfers } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 10_000)
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => transfers.payOut(share, `op_out_${id}`)),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'failed',
      'failed',
      'succeeded',
      'succeeded',
    ])
  })

  test('what is not captured, of another currency, or for a merchant who cannot be paid stays', async () => {
    const { transfers, decide } = get()
    const [authorized, captured] = [await authorizedCharge(get()), await capturedCharge(get())]
    const merchant = await enabledMerchant(get())
    const failed = { kind: 'failed', pspStatus: expect.any(String) }
    const pay = transfers.payOut
    expect(await pay(shareOf(authorized, merchant, 1), 'op_no_1')).toEqual(failed)
    const share = shareOf(captured, merchant, 1)
    expect(await pay({ ...share, currency: 'CHF' }, 'op_no_2')).toEqual(failed)
    expect(await pay({ ...share, merchant: 'nobody' }, 'op_no_3')).toEqual(failed)
    expect(await pay({ ...share, reference: 'tx_nowhere', pspReference: null }, 'op_no_4')).toEqual(
      failed,
    )
    await decide(merchant, 'restricted')
    expect(await pay(share, 'op_no_5')).toEqual(failed)
    expect(await transfers.find('op_no_5')).toEqual({ kind: 'not-found' })
  })

  test('a refusal is final under its operation id, and another id can do what has become possible', async () => {
    const { transfers, decide, countTransfers } = get()
    const charge = await capturedCharge(get())
    const merchant = await enabledMerchant(get())
    const share = shareOf(charge, merchant, 10_000)
    await decide(merchant, 'restricted')
    const refused = await transfers.payOut(share, 'op_final')
    expect(refused).toMatchObject({ kind: 'failed' })
    await decide(merchant, 'enabled')
    expect(await transfers.payOut(share, 'op_final')).toEqual(refused)
    expect(await transfers.find('op_final')).toEqual({ kind: 'not-found' })
    expect(await countTransfers('op_final')).toBe(0)
    const payout = transferOf(await transfers.payOut(share, 'op_final_anew'))
    const all = transferOf(await transfers.reverse(backOf(payout, 10_000), 'op_final_back'))
    expect(all.amountMinor).toBe(10_000)
  })

  test('a reversal that was refused is refused for good', async () => {
    const { transfers } = get()
    const { transfer } = await paidMerchant(get(), 10_000, 'op_final_out')
    const tooMuch = backOf(transfer, 10_001)
    const refused = await transfers.reverse(tooMuch, 'op_final_rev')
    expect(refused).toMatchObject({ kind: 'failed' })
    expect(await transfers.reverse(tooMuch, 'op_final_rev')).toEqual(refused)
  })

  test('another account can neither pay out, nor take back, nor see', async () => {
    const { stranger } = get()
    const { charge, merchant, transfer } = await paidMerchant(get(), 10_000, 'op_mine')
    expect(await stranger.payOut(shareOf(charge, merchant, 1), 'op_foreign_1')).toMatchObject({
      kind: 'failed',
    })
    expect(await stranger.reverse(backOf(transfer, 1), 'op_foreign_2')).toMatchObject({
      kind: 'failed',
    })
    expect(await stranger.find('op_mine')).toEqual({ kind: 'not-found' })
  })
}

function reversalPromises(get: () => PspTransfersUnderTest): void {
  test('a payout comes back in parts, at most all of it, and can be paid out again', async () => {
    const { transfers } = get()
    const { charge, merchant, transfer } = await paidMerchant(get(), 24_890, 'op_rev_out')
    const reversal = transferOf(await transfers.reverse(backOf(transfer, 10_000), 'op_rev_1'))
    expect(reversal).toMatchObject({
      operationId: 'op_rev_1',
      kind: 'reversal',
      amountMinor: 10_000,
      currency: 'EUR',
    })
    expect(await transfers.reverse(backOf(transfer, 14_891), 'op_rev_2')).toMatchObject({
      kind: 'failed',
    })
    const paidAgain = await transfers.payOut(shareOf(charge, merchant, 10_000), 'op_rev_3')
    expect(paidAgain).toMatchObject({ kind: 'succeeded' })
    transferOf(await transfers.reverse(backOf(transfer, 14_890), 'op_rev_4'))
    expect(await transfers.reverse(backOf(transfer, 1), 'op_rev_5')).toMatchObject({
      kind: 'failed',
    })
    expect(await transfers.find('op_rev_1')).toEqual({ kind: 'found', transfer: reversal })
  })

  test('asking twice with one operation id takes back once', async () => {
    const { transfers, countTransfers } = get()
    const { transfer } = await paidMerchant(get(), 10_000, 'op_twice_out')
    const ask = () => transfers.reverse(backOf(transfer, 6_000), 'op_twice')
    for (const outcome of [...(await Promise.all([ask(), ask()])), await ask()]) transferOf(outcome)
    expect(await countTransfers('op_twice')).toBe(1)
  })

  test('reversals at once never take back more than was paid', async () => {
    const { transfers } = get()
    const { transfer } = await paidMerchant(get(), 10_000, 'op_race_out')
    const outcomes = await Promise.all(
      ['a', 'b'].map((id) => transfers.reverse(backOf(transfer, 6_000), `op_race_${id}`)),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['failed', 'succeeded'])
  })

  test('a payout that nobody made, and one in another currency, do not come back', async () => {
    const { transfers } = get()
    const { transfer } = await paidMerchant(get(), 10_000, 'op_odd_out')
    const back = backOf(transfer, 1)
    expect(await transfers.reverse({ ...back, transfer: 'tr_nowhere' }, 'op_odd_1')).toMatchObject({
      kind: 'failed',
    })
    expect(await transfers.reverse({ ...back, currency: 'CHF' }, 'op_odd_2')).toMatchObject({
      kind: 'failed',
    })
  })
}

function uncertaintyPromises(get: () => PspTransfersUnderTest): void {
  test('a lost answer is unknown, a look-up finds what happened, and asking again moves nothing more', async () => {
    const { transfers, loseNextAnswer, countTransfers } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 24_890)
    await loseNextAnswer()
    expect(await transfers.payOut(share, 'op_lost')).toMatchObject({ kind: 'unknown' })
    const found = await transfers.find('op_lost')
    const transfer = transferOf(await transfers.payOut(share, 'op_lost'))
    expect(found).toEqual({ kind: 'found', transfer })
    await loseNextAnswer()
    expect(await transfers.reverse(backOf(transfer, 1_000), 'op_lost_back')).toMatchObject({
      kind: 'unknown',
    })
    expect(await transfers.find('op_lost_back')).toMatchObject({ kind: 'found' })
    transferOf(await transfers.reverse(backOf(transfer, 1_000), 'op_lost_back'))
    expect(await countTransfers('op_lost_back')).toBe(1)
  })

  test('a server error is unknown, and a look-up tells that nothing happened', async () => {
    const { transfers, failNextCall } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 1_000)
    await failNextCall()
    expect(await transfers.payOut(share, 'op_err')).toMatchObject({ kind: 'unknown' })
    expect(await transfers.find('op_err')).toEqual({ kind: 'not-found' })
  })

  test('what never left is certain, and a look-up without an answer is unknown', async () => {
    const { transfers, unreachable, goOffline } = get()
    const { charge, merchant, transfer } = await paidMerchant(get(), 1_000, 'op_away_out')
    const share = shareOf(charge, merchant, 1_000)
    expect(await unreachable.payOut(share, 'op_away')).toMatchObject({ kind: 'not-sent' })
    expect(await unreachable.payOut({ ...share, pspReference: null }, 'op_away')).toMatchObject({
      kind: 'not-sent',
    })
    expect(await unreachable.find('op_away')).toMatchObject({ kind: 'unknown' })
    await goOffline()
    expect(await transfers.reverse(backOf(transfer, 1), 'op_off')).toMatchObject({
      kind: 'not-sent',
    })
  })

  test('what the PSP refuses has failed, and moved nothing', async () => {
    const { transfers, refuseNextTransfer } = get()
    const charge = await capturedCharge(get())
    const share = shareOf(charge, await enabledMerchant(get()), 24_890)
    await refuseNextTransfer()
    expect(await transfers.payOut(share, 'op_refused')).toMatchObject({ kind: 'failed' })
    expect(await transfers.payOut(share, 'op_refused')).toMatchObject({ kind: 'failed' })
    expect(await transfers.find('op_refused')).toEqual({ kind: 'not-found' })
    const transfer = transferOf(await transfers.payOut(share, 'op_after_refusal'))
    await refuseNextTransfer()
    expect(await transfers.reverse(backOf(transfer, 1), 'op_refused_back')).toMatchObject({
      kind: 'failed',
    })
  })
}
