import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TransmissionItem } from '../contract/app/transfers.ts'
import { newOperationId } from '../payments/new-id.ts'
import { type Payment, refundableMinor } from '../payments/payment.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import type { Trouble } from '../testing/fake-trouble.ts'
import {
  aCapturedOrder,
  aMerchant,
  anItem,
  sharedOf,
  sweepDueTransfers,
  takenBack,
  transfer,
} from '../testing/marketplace.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
  await aMerchant(world, 'MER-OAK')
  await aMerchant(world, 'MER-ELM')
})
afterAll(() => world.drop())

const amount = fc.integer({ min: 1, max: 12_000 })
const trouble = fc.constantFrom<Trouble | null>(
  null,
  null,
  null,
  'refused',
  'lost-after',
  'not-sent',
)
const step = fc.oneof(
  fc.record({ does: fc.constant('pay' as const), item: fc.nat(5), amount, trouble }),
  fc.record({ does: fc.constant('take-back' as const), item: fc.nat(5), amount, trouble }),
  fc.record({ does: fc.constant('refund' as const), amount, trouble }),
  fc.record({ does: fc.constant('sweep' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** A life of one order, and the payouts that its shop has heard of. */
type Life = { order: Payment; paid: Map<string, { item: TransmissionItem; transferId: string }> }

async function live({ order, paid }: Life, one: Step): Promise<void> {
  if (one.does === 'sweep') return sweepDueTransfers(world)
  if (one.trouble) world.psp.troubleNext(one.trouble)
  if (one.does === 'refund') {
    const wanted = { operationId: newOperationId(), amountMinor: one.amount, orderItemIds: [] }
    await refundPayment(world.deps, order, wanted, 'command')
    return
  }
  const itemReference = `item-${one.item}`
  const merchantReference = one.item % 2 === 0 ? 'MER-OAK' : 'MER-ELM'
  const item = anItem(order, merchantReference, { itemReference, amount: one.amount })
  const before = paid.get(itemReference)
  const asked =
    one.does === 'pay' || !before ? item : takenBack(before.item, before.transferId, -one.amount)
  const [answer] = await transfer(world, asked)
  // We know what is left before the PSP does: it has nothing to refuse.
  if (one.trouble !== 'refused') expect(answer?.refusal?.reason).not.toBe('provider-refused')
  if (answer?.transferId && !answer.isReversal)
    paid.set(itemReference, { item, transferId: answer.transferId })
}

/** What the trouble was meant for may never have been asked. */
const calmDown = () =>
  world.psp.transfers.reverse({ transfer: 'none', amountMinor: 1, currency: 'EUR' }, 'op_none')

/** What the PSP has paid to merchants of this order, minus what came back. */
function outAtPsp(transferIds: ReadonlySet<string>): number {
  const own = [...world.psp.moved.values()].filter((one) => transferIds.has(one.operationId))
  return own.reduce((sum, one) => sum + (one.kind === 'payout' ? 1 : -1) * one.amountMinor, 0)
}

test('whatever is paid, taken back and refunded, merchants never get more than was left when they were paid', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const life: Life = { order: await aCapturedOrder(world), paid: new Map() }
      const seen = new Set(world.psp.moved.keys())
      let sharedMinor = 0
      for (const one of steps) {
        await live(life, one)
        await calmDown()
        const next = await sharedOf(world, life.order)
        const payment = await readPayment(world, life.order.transactionId)
        // Only a refund makes what is left less than the shares; nothing is shared beyond it.
        if (next > sharedMinor) expect(next).toBeLessThanOrEqual(refundableMinor(payment))
        expect(next).toBeGreaterThanOrEqual(0)
        sharedMinor = next
      }
      await sweepDueTransfers(world)
      const own = new Set([...world.psp.moved.keys()].filter((id) => !seen.has(id)))
      expect(outAtPsp(own)).toBe(await sharedOf(world, life.order))
    }),
    { numRuns: 25 },
  )
})
