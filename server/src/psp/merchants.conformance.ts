import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MerchantOutcome, PspMerchant, PspMerchants } from './marketplace.ts'
import type { Psp, WebhookRequest } from './psp.ts'
import { createTimeoutMs } from './under-test.conformance.ts'

/** An adapter that keeps accounts for merchants, with the levers of its suite. */
export type PspMerchantsUnderTest = {
  /** Reads the webhooks of the same account. */
  psp: Psp
  merchants: PspMerchants
  /** The same adapter with the credentials of another account. */
  stranger: PspMerchants
  /** The same in front of an address where nobody listens. */
  unreachable: PspMerchants
  loseNextAnswer(): Promise<void>
  failNextCall(): Promise<void>
  goOffline(): Promise<void>
  /** The PSP makes up its mind about a merchant. */
  decide(merchant: PspMerchant, status: 'enabled' | 'restricted' | 'rejected'): Promise<void>
  /** The merchant opens a page; null where it is sent away from it, and else what it is sent to. */
  openPage(url: string): Promise<string | null>
  /** How many accounts the PSP really holds under this reference. */
  countMerchants(merchantReference: string): Promise<number>
  /** The latest webhook of a merchant that tells of this sequence. */
  webhookOf(merchant: PspMerchant): Promise<WebhookRequest>
  reset(): Promise<void>
  close(): Promise<void>
}

let merchantsMade = 0
const aMerchant = () => {
  merchantsMade += 1
  return { merchantReference: `MER${merchantsMade}`, name: 'Oak Workshop' }
}

/** The merchant of an effect that must have succeeded. */
export function merchantOf(outcome: MerchantOutcome): PspMerchant {
  if (outcome.kind !== 'succeeded')
    throw new Error(`Expected a success: ${JSON.stringify(outcome)}`)
  return outcome.merchant
}

const foundMerchant = async (merchants: PspMerchants, reference: string): Promise<PspMerchant> => {
  const found = await merchants.find(reference)
  if (found.kind !== 'found') throw new Error(`Expected a merchant: ${JSON.stringify(found)}`)
  return found.merchant
}

/** The promises of an adapter that keeps accounts for merchants. Call it beside `describePsp`. */
export function describePspMerchants(
  name: string,
  create: () => Promise<PspMerchantsUnderTest>,
): void {
  describe(`${name} keeps the promises of a PSP with merchants`, () => {
    let it: PspMerchantsUnderTest
    beforeAll(async () => {
      it = await create()
    }, createTimeoutMs)
    beforeEach(() => it.reset())
    afterAll(() => it.close())
    creationPromises(() => it)
    onboardingPromises(() => it)
    newsPromises(() => it)
  })
}

function creationPromises(get: () => PspMerchantsUnderTest): void {
  test('a new merchant cannot be paid, and it is said what is missing', async () => {
    const asked = aMerchant()
    expect(merchantOf(await get().merchants.create(asked, 'op_mer_new'))).toMatchObject({
      pspReference: expect.any(String),
      merchantReference: asked.merchantReference,
      status: 'incomplete',
      canBePaid: false,
      missing: expect.arrayContaining([expect.stringMatching(/^[a-z-]+$/)]),
    })
  })

  test('the same operation opens one account, and so does the same reference', async () => {
    const { merchants, countMerchants } = get()
    const asked = aMerchant()
    const outcomes = await Promise.all([
      merchants.create(asked, 'op_mer_same'),
      merchants.create(asked, 'op_mer_same'),
      merchants.create(asked, 'op_mer_other'),
    ])
    const [first] = outcomes.map(merchantOf)
    for (const outcome of outcomes) expect(merchantOf(outcome)).toEqual(first)
    expect(await countMerchants(asked.merchantReference)).toBe(1)
  })

  test('a lost answer is unknown, a look-up finds the account, and asking again opens no other', async () => {
    const { merchants, loseNextAnswer, countMerchants } = get()
    const asked = aMerchant()
    await loseNextAnswer()
    expect(await merchants.create(asked, 'op_mer_lost')).toMatchObject({ kind: 'unknown' })
    const found = await foundMerchant(merchants, asked.merchantReference)
    expect(merchantOf(await merchants.create(asked, 'op_mer_lost'))).toEqual(found)
    expect(await countMerchants(asked.merchantReference)).toBe(1)
  })

  test('a server error is unknown, and what never left is certain', async () => {
    const { merchants, unreachable, failNextCall, goOffline } = get()
    const asked = aMerchant()
    await failNextCall()
    expect(await merchants.create(asked, 'op_mer_fail')).toMatchObject({ kind: 'unknown' })
    expect(await unreachable.create(asked, 'op_mer_away')).toMatchObject({ kind: 'not-sent' })
    await goOffline()
    expect(await merchants.create(asked, 'op_mer_off')).toMatchObject({ kind: 'not-sent' })
    expect(await merchants.find(asked.merchantReference)).toMatchObject({ kind: 'unknown' })
    expect(await unreachable.find(asked.merchantReference)).toMatchObject({ kind: 'unknown' })
  })

  test('an account sees its own merchants only, and may use the names of others', async () => {
    const { merchants, stranger } = get()
    const asked = aMerchant()
    const ours = merchantOf(await merchants.create(asked, 'op_mer_ours'))
    expect(await stranger.find(asked.merchantReference)).toEqual({ kind: 'not-found' })
    const theirs = merchantOf(await stranger.create(asked, 'op_mer_ours'))
    expect(theirs.pspReference).not.toBe(ours.pspReference)
    const page = { ...pageOf(ours), pspReference: ours.pspReference }
    expect(await stranger.openOnboarding(page)).toMatchObject({ kind: 'failed' })
  })
}

const pageOf = ({ pspReference }: PspMerchant) => ({
  pspReference,
  returnUrl: 'https://shop.example/merchants/done',
  refreshUrl: 'https://shop.example/merchants/again',
  locale: 'de-DE',
})

function onboardingPromises(get: () => PspMerchantsUnderTest): void {
  test('the page for a merchant opens once, and then sends to where there is another link', async () => {
    const { merchants, openPage } = get()
    const merchant = merchantOf(await merchants.create(aMerchant(), 'op_mer_page'))
    const opened = await merchants.openOnboarding(pageOf(merchant))
    if (opened.kind !== 'succeeded') throw new Error(`No page: ${JSON.stringify(opened)}`)
    expect(await openPage(opened.url)).toBeNull()
    expect(await openPage(opened.url)).toBe('https://shop.example/merchants/again')
    const again = await merchants.openOnboarding(pageOf(merchant))
    expect(again.kind === 'succeeded' && (await openPage(again.url))).toBeNull()
  })

  test('without an answer there is no page, and it is said how certain that is', async () => {
    const { merchants, unreachable, failNextCall } = get()
    const merchant = merchantOf(await merchants.create(aMerchant(), 'op_mer_nopage'))
    await failNextCall()
    expect(await merchants.openOnboarding(pageOf(merchant))).toMatchObject({ kind: 'unknown' })
    expect(await unreachable.openOnboarding(pageOf(merchant))).toMatchObject({ kind: 'not-sent' })
    const nobody = { ...pageOf(merchant), pspReference: 'nobody' }
    expect(await merchants.openOnboarding(nobody)).toMatchObject({ kind: 'failed' })
  })
}

function newsPromises(get: () => PspMerchantsUnderTest): void {
  test.each([
    ['enabled', true],
    ['restricted', false],
    ['rejected', false],
  ] as const)(
    'a merchant that is %s is told with a higher sequence, and can be paid: %s',
    async (status, canBePaid) => {
      const { merchants, decide } = get()
      const asked = aMerchant()
      const before = merchantOf(await merchants.create(asked, `op_mer_${status}`))
      await decide(before, status)
      const after = await foundMerchant(merchants, asked.merchantReference)
      expect(after).toMatchObject({ status, canBePaid })
      expect(after.sequence).toBeGreaterThan(before.sequence)
    },
  )

  test('a webhook of a merchant is authentic, and reads as what a look-up tells', async () => {
    const { psp, merchants, decide, webhookOf } = get()
    const asked = aMerchant()
    await decide(merchantOf(await merchants.create(asked, 'op_mer_news')), 'enabled')
    const merchant = await foundMerchant(merchants, asked.merchantReference)
    const webhook = await webhookOf(merchant)
    const verified = psp.verifyWebhook(webhook, new Date())
    const eventId = verified.ok ? verified.value.eventId : ''
    expect(psp.readEvent(webhook.rawBody, eventId)).toMatchObject({
      ok: true,
      value: { eventId, about: 'merchant', mode: psp.mode, type: expect.any(String), merchant },
    })
  })
}
