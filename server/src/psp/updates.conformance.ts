import { expect, test } from 'vitest'
import { aRequest, cancelOf, chargeOf, type PspUnderTest } from './under-test.conformance.ts'

const purchaseOf = (amountMinor: number) => ({
  amountMinor,
  currency: 'EUR',
  lines: [{ name: 'Desk lamp', quantity: 1, amountMinor }],
})

/** What every adapter keeps about the amount of a charge. */
export function updatePromises(get: () => PspUnderTest): void {
  test('an unpaid charge takes the new amount, and is newer news', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-n1'))
    const updated = chargeOf(await psp.update(charge, purchaseOf(30_000), 'op-n2'))
    expect(updated).toMatchObject({ status: 'new', amountMinor: 30_000, currency: 'EUR' })
    expect(updated.sequence).toBeGreaterThan(charge.sequence)
    expect(await psp.find(charge.reference)).toMatchObject({ charge: { amountMinor: 30_000 } })
  })

  test('asking for an update twice with one operation id changes the charge once', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-t1'))
    const first = chargeOf(await psp.update(charge, purchaseOf(30_000), 'op-t2'))
    await psp.update(charge, purchaseOf(40_000), 'op-t3')
    expect(chargeOf(await psp.update(charge, purchaseOf(30_000), 'op-t2'))).toEqual(first)
    expect(await psp.find(charge.reference)).toMatchObject({ charge: { amountMinor: 40_000 } })
  })

  test('an update keeps what the browser needs to pay in place', async () => {
    const { psp, expressMethod } = get()
    const request = aRequest({ strategy: 'express-checkout', method: expressMethod })
    const charge = chargeOf(await psp.initialise(request, 'op-k1'))
    const updated = chargeOf(await psp.update(charge, purchaseOf(30_000), 'op-k2'))
    expect(updated.clientData).toEqual(charge.clientData)
  })

  test('a paid charge keeps its amount, and says that it is paid', async () => {
    const { psp, pay } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-p1'))
    await pay(charge)
    const kept = { status: 'authorized', amountMinor: 24_890 }
    expect(await psp.update(charge, purchaseOf(1), 'op-p2')).toMatchObject({
      kind: 'failed',
      refusal: 'already-paid',
      charge: kept,
    })
    expect(await psp.find(charge.reference)).toMatchObject({ charge: kept })
  })

  test('a canceled charge is not changed', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-x1'))
    await psp.cancel(cancelOf(charge, 'unpaid'), 'op-x2')
    expect(await psp.update(charge, purchaseOf(1), 'op-x3')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
      charge: { status: 'canceled', amountMinor: 24_890 },
    })
  })

  test('a charge whose own id never reached us is updated by our reference', async () => {
    const { psp } = get()
    const { reference } = chargeOf(await psp.initialise(aRequest(), 'op-y1'))
    const byReference = { reference, pspReference: null }
    expect(chargeOf(await psp.update(byReference, purchaseOf(5), 'op-y2')).amountMinor).toBe(5)
  })

  test('a lost answer to an update is unknown, and repeating it changes nothing more', async () => {
    const { psp, loseNextAnswer } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-z1'))
    await loseNextAnswer()
    expect(await psp.update(charge, purchaseOf(7), 'op-z2')).toMatchObject({ kind: 'unknown' })
    const found = await psp.find(charge.reference)
    const repeated = chargeOf(await psp.update(charge, purchaseOf(7), 'op-z2'))
    expect(found).toMatchObject({ charge: { amountMinor: 7, sequence: repeated.sequence } })
  })
}
