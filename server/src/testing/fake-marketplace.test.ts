import { expect, test } from 'vitest'
import { createFakePsp } from './fake-psp.ts'

const request = {
  reference: 'tx_1',
  amountMinor: 10_000,
  currency: 'EUR',
  returnUrl: 'https://shop.example/return',
  locale: 'en',
  strategy: 'hosted-payment-page',
  method: 'card',
  orderReference: null,
  customer: { email: null, name: null },
  lines: [],
} as const

/** A PSP with a captured charge of 100 and one merchant, who can be paid. */
async function aMarketplace() {
  const psp = createFakePsp()
  await psp.initialise(request, 'op_open')
  psp.move('tx_1', { status: 'captured', capturedMinor: 10_000 })
  await psp.merchants.create({ merchantReference: 'MER1', name: 'Oak Workshop' }, 'op_merchant')
  const { pspReference } = psp.moveMerchant('MER1', { status: 'enabled', canBePaid: true })
  const payOut = (amountMinor: number, operationId: string) =>
    psp.transfers.payOut(
      {
        reference: 'tx_1',
        pspReference: null,
        merchant: pspReference,
        amountMinor,
        currency: 'EUR',
      },
      operationId,
    )
  return { psp, payOut }
}

test('a merchant is paid once per operation, and never more than was taken of the shopper', async () => {
  const { psp, payOut } = await aMarketplace()
  const first = await payOut(6_000, 'op_1')
  expect(first).toMatchObject({ kind: 'succeeded', transfer: { operationId: 'op_1' } })
  expect(await payOut(6_000, 'op_1')).toEqual(first)
  expect(await payOut(4_001, 'op_2')).toEqual({ kind: 'failed', pspStatus: 'transfer_too_high' })
  expect(psp.calls.payOut).toBe(3)
  psp.move('tx_1', { refundedMinor: 2_000 })
  expect(await payOut(2_001, 'op_3')).toMatchObject({ kind: 'failed' })
  expect(await payOut(2_000, 'op_4')).toMatchObject({ kind: 'succeeded' })
})

test('a payout comes back in parts and never more than once, and makes room for another', async () => {
  const { psp, payOut } = await aMarketplace()
  const paid = await payOut(10_000, 'op_1')
  if (paid.kind !== 'succeeded') throw new Error('The merchant was not paid.')
  const reverse = (amountMinor: number, operationId: string) =>
    psp.transfers.reverse(
      { transfer: paid.transfer.pspReference, amountMinor, currency: 'EUR' },
      operationId,
    )
  expect(await reverse(4_000, 'op_2')).toMatchObject({ transfer: { kind: 'reversal' } })
  expect(await reverse(6_001, 'op_3')).toEqual({ kind: 'failed', pspStatus: 'reversal_too_high' })
  expect(await payOut(4_000, 'op_4')).toMatchObject({ kind: 'succeeded' })
  expect(await psp.transfers.find('op_2')).toMatchObject({ kind: 'found' })
  expect(await psp.transfers.find('op_3')).toEqual({ kind: 'not-found' })
})

test('trouble meets transfers as it meets payments', async () => {
  const { psp, payOut } = await aMarketplace()
  psp.troubleNext('lost-after')
  expect(await payOut(1_000, 'op_1')).toMatchObject({ kind: 'unknown' })
  expect(await psp.transfers.find('op_1')).toMatchObject({ kind: 'found' })
  psp.troubleNext('refused')
  expect(await payOut(1_000, 'op_2')).toEqual({ kind: 'failed', pspStatus: 'refused' })
  psp.moveMerchant('MER1', { status: 'restricted', canBePaid: false })
  expect(await payOut(1_000, 'op_3')).toEqual({ kind: 'failed', pspStatus: 'merchant_not_active' })
})

test('a refusal is final under its id', async () => {
  const { psp, payOut } = await aMarketplace()
  psp.troubleNext('refused')
  const refused = await payOut(1_000, 'op_1')
  expect(await payOut(1_000, 'op_1')).toEqual(refused)
  psp.troubleNext('lost-after')
  expect(await payOut(99_000, 'op_2')).toMatchObject({ kind: 'unknown' })
  expect(await payOut(1_000, 'op_2')).toMatchObject({ kind: 'failed' })
  expect(await payOut(1_000, 'op_3')).toMatchObject({ kind: 'succeeded' })
})
