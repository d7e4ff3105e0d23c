import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { capturePromises } from './captures.conformance.ts'
import { refundPromises } from './refunds.conformance.ts'
import {
  aRequest,
  cancelOf,
  chargeOf,
  createTimeoutMs,
  type PspUnderTest,
} from './under-test.conformance.ts'
import { updatePromises } from './updates.conformance.ts'

export type { PspUnderTest } from './under-test.conformance.ts'

const minuteMs = 60_000

/** The promises that every adapter keeps. Call it from `psp/<name>/<name>-psp.test.ts`. */
export function describePsp(name: string, create: () => Promise<PspUnderTest>): void {
  describe(`${name} keeps the promises of a PSP`, () => {
    let it: PspUnderTest
    beforeAll(async () => {
      it = await create()
    }, createTimeoutMs)
    beforeEach(() => it.reset())
    afterAll(() => it.close())

    initialisePromises(() => it)
    uncertaintyPromises(() => it)
    strategyPromises(() => it)
    cancelPromises(() => it)
    updatePromises(() => it)
    capturePromises(() => it)
    refundPromises(() => it)
    findPromises(() => it)
    webhookPromises(() => it)
  })
}

function initialisePromises(get: () => PspUnderTest): void {
  test('a new charge carries what was asked, and a page to pay on', async () => {
    const request = aRequest()
    expect(chargeOf(await get().psp.initialise(request, 'op-new'))).toMatchObject({
      reference: request.reference,
      status: 'new',
      isProcessing: false,
      amountMinor: 24_890,
      currency: 'EUR',
      capturedMinor: 0,
      refundedMinor: 0,
      failureReason: null,
      redirectUrl: expect.stringMatching(/^https?:/),
    })
  })

  test('asking twice with one operation id opens one charge', async () => {
    const { psp, countCharges } = get()
    const request = aRequest()
    const [first, second] = await Promise.all([
      psp.initialise(request, 'op-twice'),
      psp.initialise(request, 'op-twice'),
    ])
    const third = await psp.initialise(request, 'op-twice')
    expect(chargeOf(second).pspReference).toBe(chargeOf(first).pspReference)
    expect(chargeOf(third).pspReference).toBe(chargeOf(first).pspReference)
    expect(await countCharges(request.reference)).toBe(1)
  })
}

function uncertaintyPromises(get: () => PspUnderTest): void {
  test('an answer that is lost after the effect is unknown, and a look-up finds the charge', async () => {
    const { psp, loseNextAnswer } = get()
    const request = aRequest()
    await loseNextAnswer()
    expect(await psp.initialise(request, 'op-lost')).toMatchObject({ kind: 'unknown' })
    expect(await psp.find(request.reference)).toMatchObject({
      kind: 'found',
      charge: { status: 'new' },
    })
  })

  test('repeating an operation whose answer was lost opens no second charge', async () => {
    const { psp, loseNextAnswer, countCharges } = get()
    const request = aRequest()
    await loseNextAnswer()
    await psp.initialise(request, 'op-repeated')
    expect(await psp.initialise(request, 'op-repeated')).toMatchObject({ kind: 'succeeded' })
    expect(await countCharges(request.reference)).toBe(1)
  })

  test('a server error is unknown, as it may have come after the effect', async () => {
    await get().failNextCall()
    expect(await get().psp.initialise(aRequest(), 'op-500')).toEqual({
      kind: 'unknown',
      because: 'server-error',
    })
  })

  test('a time-out is unknown', async () => {
    await get().answerTooLate()
    expect(await get().impatient.initialise(aRequest(), 'op-late')).toEqual({
      kind: 'unknown',
      because: 'timeout',
    })
  })

  test('a refused connection is not sent', async () => {
    const { unreachable } = get()
    expect(await unreachable.initialise(aRequest(), 'op-nobody')).toMatchObject({
      kind: 'not-sent',
    })
    const charge = { reference: 'tx_nobody', pspReference: 'any', expecting: 'unpaid' } as const
    expect(await unreachable.cancel(charge, 'op-nobody')).toMatchObject({ kind: 'not-sent' })
    expect(await unreachable.find('tx_nobody')).toMatchObject({ kind: 'unknown' })
  })

  test('a request that the PSP refuses has failed, and opens nothing', async () => {
    const request = aRequest({ currency: 'ZZZ' })
    expect(await get().psp.initialise(request, 'op-refused')).toMatchObject({
      kind: 'failed',
      refusal: 'refused',
    })
    expect(await get().psp.find(request.reference)).toEqual({ kind: 'not-found' })
  })
}

function cancelPromises(get: () => PspUnderTest): void {
  test('an unpaid charge is canceled, however often it is asked', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-c1'))
    const canceled = chargeOf(await psp.cancel(cancelOf(charge, 'unpaid'), 'op-c2'))
    expect(canceled).toMatchObject({ status: 'canceled', redirectUrl: null })
    expect(canceled.sequence).toBeGreaterThan(charge.sequence)
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'unpaid'), 'op-c2')).status).toBe('canceled')
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'unpaid'), 'op-c3')).status).toBe('canceled')
  })

  test('a cancel that expects an unpaid charge never voids an authorisation', async () => {
    const { psp, pay } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-v1'))
    await pay(charge)
    expect(await psp.cancel(cancelOf(charge, 'unpaid'), 'op-v2')).toMatchObject({
      kind: 'failed',
      refusal: 'already-paid',
      charge: { status: 'authorized' },
    })
    expect(await psp.find(charge.reference)).toMatchObject({
      kind: 'found',
      charge: { status: 'authorized' },
    })
  })

  test('an authorisation is voided when that is expected', async () => {
    const { psp, pay } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-a1'))
    await pay(charge)
    expect(chargeOf(await psp.cancel(cancelOf(charge, 'authorized'), 'op-a2')).status).toBe(
      'canceled',
    )
  })

  test('a cancel that expects an authorisation leaves an unpaid charge alone', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-u1'))
    const outcome = await psp.cancel(cancelOf(charge, 'authorized'), 'op-u2')
    expect(outcome).toMatchObject({
      kind: 'failed',
      refusal: 'not-cancelable',
      charge: { status: 'new' },
    })
  })

  test('a charge whose own id never reached us is canceled by our reference', async () => {
    const { psp } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-r1'))
    const byReference = { ...cancelOf(charge, 'unpaid'), pspReference: null }
    expect(chargeOf(await psp.cancel(byReference, 'op-r2')).status).toBe('canceled')
    expect(await psp.cancel({ ...byReference, reference: 'tx_nowhere' }, 'op-r3')).toMatchObject({
      kind: 'failed',
    })
  })

  test('a lost answer to a cancel is unknown, and a look-up tells that it is canceled', async () => {
    const { psp, loseNextAnswer } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-l1'))
    await loseNextAnswer()
    expect(await psp.cancel(cancelOf(charge, 'unpaid'), 'op-l2')).toMatchObject({ kind: 'unknown' })
    expect(await psp.find(charge.reference)).toMatchObject({ charge: { status: 'canceled' } })
  })
}

function strategyPromises(get: () => PspUnderTest): void {
  test.each(['embedded', 'express-checkout'] as const)(
    'a charge that is %s is paid in place: it carries what the browser needs, and no page',
    async (strategy) => {
      const { psp, expressMethod } = get()
      const method = strategy === 'embedded' ? 'card' : expressMethod
      const request = aRequest({ strategy, method })
      const charge = chargeOf(await psp.initialise(request, `op-${strategy}`))
      expect(charge).toMatchObject({ status: 'new', redirectUrl: null })
      expect(Object.values(charge.clientData ?? {}).filter(Boolean).length).toBeGreaterThan(0)
      expect(await psp.find(request.reference)).toMatchObject({
        charge: { redirectUrl: null, clientData: charge.clientData },
      })
      const again = chargeOf(await psp.initialise(request, `op-${strategy}`))
      expect(again.clientData).toEqual(charge.clientData)
    },
  )

  test('a charge with a page of its own needs nothing in the browser', async () => {
    const charge = chargeOf(await get().psp.initialise(aRequest(), 'op-hosted'))
    expect(charge.clientData).toBeNull()
  })
}

function findPromises(get: () => PspUnderTest): void {
  test('a reference that the PSP does not know is not found', async () => {
    expect(await get().psp.find('tx_nowhere')).toEqual({ kind: 'not-found' })
  })

  test('a look-up without an answer is unknown, never not-found', async () => {
    await get().failNextCall()
    expect(await get().psp.find('tx_nowhere')).toMatchObject({ kind: 'unknown' })
  })

  test('a declined charge tells why, and can still be paid', async () => {
    const { psp, decline, pay } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-d1'))
    await decline(charge)
    const declined = {
      status: 'authorization_failed',
      failureReason: 'declined',
      redirectUrl: charge.redirectUrl,
    }
    expect(await psp.find(charge.reference)).toMatchObject({ charge: declined })
    await pay(charge)
    const paid = { status: 'authorized', failureReason: null, redirectUrl: null }
    expect(await psp.find(charge.reference)).toMatchObject({ charge: paid })
  })
}

function webhookPromises(get: () => PspUnderTest): void {
  test('a webhook of the PSP is authentic, and reads as the charge that it tells of', async () => {
    const { psp, pay, firstWebhook } = get()
    const charge = chargeOf(await psp.initialise(aRequest(), 'op-w1'))
    await pay(charge)
    const webhook = await firstWebhook(charge)
    const verified = psp.verifyWebhook(webhook, new Date())
    expect(verified).toMatchObject({ ok: true })
    const eventId = verified.ok ? verified.value.eventId : ''
    const event = psp.readEvent(webhook.rawBody, eventId)
    expect(event).toMatchObject({
      ok: true,
      value: { eventId, mode: 'test', type: expect.any(String), charge: { clientData: null } },
    })
    const found = await psp.find(charge.reference)
    expect(event).toMatchObject({
      value: { about: 'charge', charge: found.kind === 'found' && found.charge },
    })
    expect(event.ok && Math.abs(event.value.occurredAt.getTime() - Date.now())).toBeLessThan(
      minuteMs,
    )
  })

  test('either configured secret is accepted, and no other', () => {
    const { psp, sign } = get()
    const now = new Date()
    expect(psp.verifyWebhook(sign('{}', 'first', now), now)).toMatchObject({ ok: true })
    expect(psp.verifyWebhook(sign('{}', 'second', now), now)).toMatchObject({ ok: true })
    const foreign = psp.verifyWebhook(sign('{}', 'foreign', now), now)
    expect(foreign).toEqual({ ok: false, failure: 'webhook-signature-invalid' })
  })

  test('an unsigned webhook and an altered one are refused', () => {
    const { psp, sign } = get()
    const now = new Date()
    const refused = { ok: false, failure: 'webhook-signature-invalid' }
    expect(psp.verifyWebhook({ rawBody: '{}', headers: {} }, now)).toEqual(refused)
    const signed = sign('{"amount":1}', 'first', now)
    expect(psp.verifyWebhook({ ...signed, rawBody: '{"amount":2}' }, now)).toEqual(refused)
    for (const name of Object.keys(signed.headers)) {
      const altered = { ...signed.headers, [name]: `${signed.headers[name]}0` }
      expect(psp.verifyWebhook({ ...signed, headers: altered }, now)).toEqual(refused)
    }
  })

  test('a signature from more than five minutes ago, or from the future, is stale', () => {
    const { psp, sign } = get()
    const now = new Date()
    const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * minuteMs)
    const stale = { ok: false, failure: 'webhook-stale' }
    expect(psp.verifyWebhook(sign('{}', 'first', minutesAgo(4.9)), now)).toMatchObject({ ok: true })
    expect(psp.verifyWebhook(sign('{}', 'first', minutesAgo(5.1)), now)).toEqual(stale)
    expect(psp.verifyWebhook(sign('{}', 'first', minutesAgo(-5.1)), now)).toEqual(stale)
  })

  test('a body that is no event is malformed', () => {
    const { psp } = get()
    for (const body of ['', 'no json', 'null', '{}', '{"type":"charge.authorized"}']) {
      expect(psp.readEvent(body, 'evt_1')).toEqual({ ok: false, failure: 'webhook-malformed' })
    }
  })
}
