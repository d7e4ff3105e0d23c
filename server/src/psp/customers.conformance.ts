import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CustomerLookUp, Psp, PspCharge, PspCustomers } from './psp.ts'
import { aRequest, chargeOf, createTimeoutMs } from './under-test.conformance.ts'

/** An adapter that tells who approved an express payment, with the levers of its suite. */
export type PspCustomersUnderTest = {
  psp: Psp
  customers: PspCustomers
  /** The same in front of an address where nobody listens. */
  unreachable: PspCustomers
  expressMethods: readonly string[]
  /** The shopper approves in the sheet, with a complete address. */
  approve(charge: PspCharge): Promise<void>
  /** The next call fails with a server error. */
  failNextCall(): Promise<void>
  reset(): Promise<void>
  close(): Promise<void>
}

/** The promises of an adapter that tells customers. Call it beside `describePsp`. */
export function describePspCustomers(
  name: string,
  create: () => Promise<PspCustomersUnderTest>,
): void {
  describe(`${name} keeps the promises of a PSP that tells customers`, () => {
    let it: PspCustomersUnderTest
    beforeAll(async () => {
      it = await create()
    }, createTimeoutMs)
    beforeEach(() => it.reset())
    afterAll(() => it.close())
    customerPromises(() => it)
  })
}

function customerPromises(get: () => PspCustomersUnderTest): void {
  test('who approved is told after the approval and not before, by every wallet', async () => {
    const { psp, customers, approve, expressMethods } = get()
    for (const method of expressMethods) {
      const request = aRequest({ strategy: 'express-checkout', method })
      const charge = chargeOf(await psp.initialise(request, `op-who-${method}`))
      expect(await customers.findCustomer(request.reference)).toEqual({ kind: 'not-approved' })
      await approve(charge)
      const found = await customers.findCustomer(request.reference)
      expect(found).toMatchObject({
        kind: 'found',
        customer: { email: expect.stringContaining('@'), phone: expect.any(String) },
      })
      expect(shippingOf(found)).toMatchObject({
        lines: [expect.any(String)],
        postalCode: expect.any(String),
        city: expect.any(String),
        countryCode: expect.stringMatching(/^[a-z]{2}$/i),
      })
    }
  })

  test('a payment without a wallet, and one that nobody knows, tell no customer', async () => {
    const { psp, customers } = get()
    const request = aRequest()
    await psp.initialise(request, 'op-no-wallet')
    expect(await customers.findCustomer(request.reference)).toEqual({ kind: 'not-provided' })
    expect(await customers.findCustomer('tx_nowhere')).toEqual({ kind: 'not-provided' })
  })

  test('a look-up without an answer is unknown, never not-provided', async () => {
    const { customers, unreachable, failNextCall } = get()
    await failNextCall()
    expect(await customers.findCustomer('tx_nowhere')).toMatchObject({ kind: 'unknown' })
    expect(await unreachable.findCustomer('tx_nowhere')).toMatchObject({ kind: 'unknown' })
  })
}

const shippingOf = (found: CustomerLookUp) =>
  found.kind === 'found' ? found.customer.shippingAddress : null
