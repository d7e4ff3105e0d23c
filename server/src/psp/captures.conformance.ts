import { expect, test } from 'vitest'
import {
  aRequest,
  authorizedCharge,
  cancelOf,
  capturedCharge,
  chargeOf,
  foundCharge,
  type PspUnderTest,
  partOf,
} from './under-test.conformance.ts'

/** What every adapter keeps about money that is taken. A charge costs 248,90 €. */
export function capturePromises(get: () => PspUnderTest): void {
  partPromises(get)
  refusedCapturePromises(get)
  slowCapturePromises(get)
  restPromises(get)
}

function partPromises(get: () => PspUnderTest): void {
  test('authorised money is taken in parts, and at most what is left of it', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    const first = chargeOf(await psp.capture(partOf(charge, 10_000), 'op_part_1'))
    expect(first).toMatchObject({ status: 'captured', capturedMinor: 10_000, voidedMinor: 0 })
    const tooMuch = await psp.capture(partOf(charge, 14_891), 'op_part_2')
    expect(tooMuch).toMatchObject({ kind: 'failed', refusal: 'refused' })
    const last = chargeOf(await psp.capture(partOf(charge, 14_890), 'op_part_3'))
    expect(last).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
    expect(last.sequence).toBeGreaterThan(first.sequence)
  })

  test('captures at once never take more than was authorised', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    const outcomes = await Promise.all(
      ['op_race_1', 'op_race_2', 'op_race_3'].map((id) => psp.capture(partOf(charge, 10_000), id)),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['failed', 'succeeded', 'succeeded'])
    const { capturedMinor, movements } = await foundCharge(get(), charge.reference)
    expect([capturedMinor, movements.length]).toEqual([20_000, 2])
  })

  test('asking for a capture with one operation id takes the money once, one after the other and at once', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    const ask = () => psp.capture(partOf(charge, 10_000), 'op_same')
    const outcomes = [...(await Promise.all([ask(), ask()])), await ask()]
    for (const outcome of outcomes) expect(chargeOf(outcome).capturedMinor).toBe(10_000)
    const { capturedMinor, movements } = await foundCharge(get(), charge.reference)
    expect(capturedMinor).toBe(10_000)
    expect(movements).toEqual([
      {
        kind: 'capture',
        operationId: 'op_same',
        pspReference: expect.any(String),
        amountMinor: 10_000,
        status: 'succeeded',
        failureReason: null,
      },
    ])
  })

  test('money that somebody took in the dashboard of the PSP belongs to no operation of ours', async () => {
    const { psp, moveElsewhere } = get()
    const charge = await authorizedCharge(get())
    await psp.capture(partOf(charge, 10_000), 'op_ours')
    await moveElsewhere(charge, { kind: 'capture', amountMinor: 4_000 })
    await moveElsewhere(charge, { kind: 'refund', amountMinor: 1_000 })
    const { movements, capturedMinor, refundedMinor } = await foundCharge(get(), charge.reference)
    expect({ capturedMinor, refundedMinor }).toEqual({
      capturedMinor: 14_000,
      refundedMinor: 1_000,
    })
    expect(movements).toMatchObject([
      { kind: 'capture', operationId: 'op_ours', amountMinor: 10_000 },
      { kind: 'capture', operationId: null, amountMinor: 4_000 },
      { kind: 'refund', operationId: null, amountMinor: 1_000 },
    ])
  })
}

function refusedCapturePromises(get: () => PspUnderTest): void {
  test('money that nobody authorised is not taken', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op_unpaid_1'))
    expect(await psp.capture(partOf(charge, 1), 'op_unpaid_2')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
    })
  })

  test('a capture that the bank refuses has failed, takes nothing, and is not tried again by repeating it', async () => {
    const { psp, refuseNextCapture } = get()
    const charge = await authorizedCharge(get())
    await refuseNextCapture()
    const ask = () => psp.capture(partOf(charge, 10_000), 'op_refused')
    const failed = {
      kind: 'failed',
      refusal: 'refused',
      pspStatus: expect.any(String),
      charge: { status: 'authorized', capturedMinor: 0 },
    }
    expect(await ask()).toMatchObject(failed)
    expect(await ask()).toMatchObject(failed)
    expect(await foundCharge(get(), charge.reference)).toMatchObject({
      status: 'authorized',
      capturedMinor: 0,
      movements: [
        { operationId: 'op_refused', status: 'failed', failureReason: expect.any(String) },
      ],
    })
    const again = chargeOf(await psp.capture(partOf(charge, 24_890), 'op_after_refusal'))
    expect(again).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
  })

  test('a lost answer to a capture is unknown, a look-up finds it, and repeating it takes nothing more', async () => {
    const { psp, loseNextAnswer } = get()
    const charge = await authorizedCharge(get())
    await loseNextAnswer()
    expect(await psp.capture(partOf(charge, 10_000), 'op_lost')).toMatchObject({ kind: 'unknown' })
    const found = await foundCharge(get(), charge.reference)
    expect(found.movements).toMatchObject([{ operationId: 'op_lost', status: 'succeeded' }])
    const repeated = chargeOf(await psp.capture(partOf(charge, 10_000), 'op_lost'))
    expect(repeated).toMatchObject({ capturedMinor: 10_000, sequence: found.sequence })
  })

  test('a capture that fails before any effect is unknown, and takes the money once it is repeated', async () => {
    const { psp, failNextCall } = get()
    const charge = await authorizedCharge(get())
    await failNextCall()
    expect(await psp.capture(partOf(charge, 10_000), 'op_500')).toMatchObject({ kind: 'unknown' })
    expect((await foundCharge(get(), charge.reference)).movements).toEqual([])
    expect(chargeOf(await psp.capture(partOf(charge, 10_000), 'op_500')).capturedMinor).toBe(10_000)
  })
}

function slowCapturePromises(get: () => PspUnderTest): void {
  test('a capture that is only accepted is under way, reserves its money, and a later look-up tells its end', async () => {
    const { psp, captureSlowly, endMovements } = get()
    const charge = await authorizedCharge(get())
    await captureSlowly()
    const accepted = chargeOf(await psp.capture(partOf(charge, 10_000), 'op_slow_1'))
    expect(accepted).toMatchObject({
      status: 'authorized',
      capturedMinor: 0,
      movements: [{ operationId: 'op_slow_1', amountMinor: 10_000, status: 'pending' }],
    })
    expect(await psp.capture(partOf(charge, 14_891), 'op_slow_2')).toMatchObject({ kind: 'failed' })
    await endMovements()
    const ended = await foundCharge(get(), charge.reference)
    expect(ended).toMatchObject({
      status: 'captured',
      capturedMinor: 10_000,
      movements: [{ operationId: 'op_slow_1', status: 'succeeded' }],
    })
    expect(ended.sequence).toBeGreaterThan(accepted.sequence)
  })

  test('a capture that is refused after it was accepted leaves the authorisation', async () => {
    const { psp, captureSlowly, refuseNextCapture, endMovements } = get()
    const charge = await authorizedCharge(get())
    await captureSlowly()
    await refuseNextCapture()
    expect(
      chargeOf(await psp.capture(partOf(charge, 10_000), 'op_slow_3')).movements,
    ).toMatchObject([{ status: 'pending' }])
    await endMovements()
    expect(await foundCharge(get(), charge.reference)).toMatchObject({
      status: 'authorized',
      capturedMinor: 0,
      movements: [{ status: 'failed', failureReason: expect.any(String) }],
    })
  })

  test('an authorisation of which a capture is under way is not voided', async () => {
    const { psp, captureSlowly } = get()
    const charge = await authorizedCharge(get())
    await captureSlowly()
    await psp.capture(partOf(charge, 10_000), 'op_slow_4')
    expect(await psp.cancel(cancelOf(charge, 'authorized'), 'op_slow_5')).toMatchObject({
      kind: 'failed',
      refusal: 'not-cancelable',
      charge: { status: 'authorized' },
    })
  })
}

function restPromises(get: () => PspUnderTest): void {
  test('what is not captured is given up, what is captured stays, and nothing more is taken', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    await psp.capture(partOf(charge, 10_000), 'op_rest_1')
    const rest = { status: 'captured', capturedMinor: 10_000, voidedMinor: 14_890 }
    const voided = chargeOf(await psp.cancel(cancelOf(charge, 'captured'), 'op_rest_2'))
    expect(voided).toMatchObject(rest)
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'captured'), 'op_rest_2'))).toEqual(voided)
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'captured'), 'op_rest_3'))).toEqual(voided)
    expect(await psp.capture(partOf(charge, 1), 'op_rest_4')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
    })
    expect(chargeOf(await psp.refund(partOf(charge, 10_000), 'op_rest_5'))).toMatchObject({
      status: 'refunded',
      voidedMinor: 14_890,
    })
  })

  test('giving up the rest of what is captured in full changes nothing', async () => {
    const { psp } = get()
    const charge = await capturedCharge(get())
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'captured'), 'op_full'))).toEqual(charge)
  })

  test('a cancel that expects captured money leaves an authorisation alone', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    expect(await psp.cancel(cancelOf(charge, 'captured'), 'op_none')).toMatchObject({
      kind: 'failed',
      refusal: 'not-cancelable',
      charge: { status: 'authorized', voidedMinor: 0 },
    })
  })

  test('a cancel that expects an authorisation leaves captured money and its rest alone', async () => {
    const { psp } = get()
    const charge = await authorizedCharge(get())
    await psp.capture(partOf(charge, 10_000), 'op_kept_1')
    expect(await psp.cancel(cancelOf(charge, 'authorized'), 'op_kept_2')).toMatchObject({
      kind: 'failed',
      refusal: 'not-cancelable',
      charge: { status: 'captured', capturedMinor: 10_000, voidedMinor: 0 },
    })
  })
}
