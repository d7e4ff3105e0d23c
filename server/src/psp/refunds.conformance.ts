import { expect, test } from 'vitest'
import {
  authorizedCharge,
  capturedCharge,
  chargeOf,
  foundCharge,
  type PspUnderTest,
  partOf,
} from './under-test.conformance.ts'

/** What every adapter keeps about money that goes back. A charge costs 248,90 €. */
export function refundPromises(get: () => PspUnderTest): void {
  returnPromises(get)
  slowRefundPromises(get)
}

function returnPromises(get: () => PspUnderTest): void {
  test('captured money goes back, in parts and at most what is left of it', async () => {
    const { psp } = get()
    const charge = await capturedCharge(get())
    expect(chargeOf(await psp.refund(partOf(charge, 10_000), 'op_back_1'))).toMatchObject({
      status: 'partially refunded',
      refundedMinor: 10_000,
    })
    const tooMuch = await psp.refund(partOf(charge, 14_891), 'op_back_2')
    expect(tooMuch).toMatchObject({ kind: 'failed', refusal: 'refused' })
    const last = chargeOf(await psp.refund(partOf(charge, 14_890), 'op_back_3'))
    expect(last).toMatchObject({ status: 'refunded', refundedMinor: 24_890 })
    expect(last.movements.slice(1)).toMatchObject([
      { kind: 'refund', operationId: 'op_back_1', amountMinor: 10_000, status: 'succeeded' },
      { kind: 'refund', operationId: 'op_back_3', amountMinor: 14_890, status: 'succeeded' },
    ])
  })

  test('asking for a refund twice with one operation id gives the money back once', async () => {
    const { psp } = get()
    const charge = await capturedCharge(get())
    const ask = () => psp.refund(partOf(charge, 10_000), 'op_back_same')
    const outcomes = [...(await Promise.all([ask(), ask()])), await ask()]
    for (const outcome of outcomes) expect(chargeOf(outcome).refundedMinor).toBe(10_000)
    expect((await foundCharge(get(), charge.reference)).refundedMinor).toBe(10_000)
  })

  test('money that nobody took is not given back', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    expect(await psp.refund(partOf(charge, 1), 'op_back_none')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
    })
  })

  test('refunds at once never give back more than was taken', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    await psp.capture(partOf(charge, 15_000), 'op_back_partial')
    const outcomes = await Promise.all(
      ['op_back_a', 'op_back_b'].map((id) => psp.refund(partOf(charge, 10_000), id)),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['failed', 'succeeded'])
    expect((await foundCharge(get(), charge.reference)).refundedMinor).toBe(10_000)
  })

  test('a lost answer to a refund is unknown, a look-up finds it, and repeating it gives nothing more', async () => {
    const { psp, loseNextAnswer } = get()
    const charge = await capturedCharge(get())
    await loseNextAnswer()
    expect(await psp.refund(partOf(charge, 10_000), 'op_back_lost')).toMatchObject({
      kind: 'unknown',
    })
    const found = await foundCharge(get(), charge.reference)
    expect(found.movements.at(-1)).toMatchObject({ kind: 'refund', operationId: 'op_back_lost' })
    const repeated = chargeOf(await psp.refund(partOf(charge, 10_000), 'op_back_lost'))
    expect(repeated).toMatchObject({ refundedMinor: 10_000, sequence: found.sequence })
  })
}

function slowRefundPromises(get: () => PspUnderTest): void {
  test('a refund that is only accepted is under way, and reserves its money', async () => {
    const { psp, refundSlowly } = get()
    const charge = await capturedCharge(get())
    await refundSlowly('succeeded')
    const accepted = chargeOf(await psp.refund(partOf(charge, 15_000), 'op_slow_back_1'))
    expect(accepted).toMatchObject({ status: 'captured', refundedMinor: 0 })
    expect(accepted.movements.at(-1)).toMatchObject({ kind: 'refund', status: 'pending' })
    expect(await psp.refund(partOf(charge, 9_891), 'op_slow_back_2')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
    })
  })

  test('a later look-up tells that a refund has arrived', async () => {
    const { psp, refundSlowly, endMovements } = get()
    const charge = await capturedCharge(get())
    await refundSlowly('succeeded')
    const accepted = chargeOf(await psp.refund(partOf(charge, 10_000), 'op_slow_back_3'))
    await endMovements()
    const ended = await foundCharge(get(), charge.reference)
    expect(ended).toMatchObject({ status: 'partially refunded', refundedMinor: 10_000 })
    expect(ended.movements.at(-1)).toMatchObject({ status: 'succeeded', failureReason: null })
    expect(ended.sequence).toBeGreaterThan(accepted.sequence)
  })

  test('a refund that fails gives nothing back, and its money may go back another time', async () => {
    const { psp, refundSlowly, endMovements } = get()
    const charge = await capturedCharge(get())
    await refundSlowly('failed')
    await psp.refund(partOf(charge, 24_890), 'op_slow_back_4')
    await endMovements()
    const ended = await foundCharge(get(), charge.reference)
    expect(ended).toMatchObject({ status: 'captured', refundedMinor: 0 })
    expect(ended.movements.at(-1)).toMatchObject({
      operationId: 'op_slow_back_4',
      status: 'failed',
      failureReason: expect.any(String),
    })
    await refundSlowly('succeeded')
    expect(await psp.refund(partOf(charge, 24_890), 'op_slow_back_5')).toMatchObject({
      kind: 'succeeded',
    })
  })

  test('a refund that the bank sends back after it succeeded is news: the money is here again', async () => {
    const { psp, refundInVain, endMovements } = get()
    const charge = await capturedCharge(get())
    await psp.refund(partOf(charge, 4_000), 'op_vain_1')
    await refundInVain()
    const refunded = chargeOf(await psp.refund(partOf(charge, 20_890), 'op_vain_2'))
    expect(refunded).toMatchObject({ status: 'refunded', refundedMinor: 24_890 })
    await endMovements()
    const ended = await foundCharge(get(), charge.reference)
    expect(ended).toMatchObject({ status: 'partially refunded', refundedMinor: 4_000 })
    expect(ended.movements.at(-1)).toMatchObject({ operationId: 'op_vain_2', status: 'failed' })
    expect(ended.sequence).toBeGreaterThan(refunded.sequence)
    const again = chargeOf(await psp.refund(partOf(charge, 20_890), 'op_vain_3'))
    expect(again).toMatchObject({ status: 'refunded', refundedMinor: 24_890 })
  })
}
