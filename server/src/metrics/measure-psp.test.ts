import { expect, test } from 'vitest'
import { z } from 'zod'
import type { PspKind } from '../psp/psp-kind.ts'
import { createFakePsp } from '../testing/fake-psp.ts'
import { measurePsp, type PspCall } from './measure-psp.ts'

type Told = Omit<PspCall, 'seconds'>

/** A PSP in memory behind the measure, and what was told of its calls. */
function measured({ hasMarketplace = true } = {}) {
  const psp = createFakePsp()
  const kind: PspKind = {
    ...{ name: 'fakepay', title: 'Fake', schema: z.object({}) },
    connect: () => ({
      mode: 'live',
      psp,
      customers: psp.customers,
      merchants: hasMarketplace ? psp.merchants : null,
      transfers: hasMarketplace ? psp.transfers : null,
      methods: [],
      check: async () => ({ kind: 'refused', problems: [] }),
    }),
  }
  const told: Told[] = []
  const connection = measurePsp(kind, ({ seconds, ...call }) => {
    expect(seconds).toBeGreaterThanOrEqual(0)
    told.push(call)
  }).connect({})
  return { psp, connection, told }
}

const movement = { reference: 'tx_1', pspReference: null, amountMinor: 1 }
const of = (operation: string, outcome: string): Told => ({
  ...{ provider: 'fakepay', mode: 'live', operation, outcome },
})

test('every question to a provider is told with what became of it', async () => {
  const { connection, told } = measured()
  const { psp, customers, merchants, transfers } = connection
  await psp.find('tx_1')
  await psp.cancel({ ...movement, expecting: 'unpaid' }, 'op_1')
  await customers?.findCustomer('tx_1')
  await merchants?.find('m_1')
  await merchants?.create({ merchantReference: 'm_1', name: 'Ada' }, 'op_2')
  await transfers?.find('op_3')
  await connection.check()
  expect(told).toEqual([
    of('find', 'not-found'),
    of('cancel', 'failed'),
    of('find-customer', 'not-approved'),
    of('find-merchant', 'not-found'),
    of('create-merchant', 'succeeded'),
    of('find-transfer', 'not-found'),
    of('check', 'refused'),
  ])
})

test('a provider that was not reached, and one that says nothing, are told as such', async () => {
  const { psp, connection, told } = measured()
  for (const trouble of ['not-sent', 'lost-before'] as const) {
    psp.troubleNext(trouble)
    await connection.psp.refund(movement, 'op_1')
  }
  expect(told).toEqual([of('refund', 'not-sent'), of('refund', 'unknown')])
})

test('an adapter that throws is told as a defect, which goes on to whoever asked', async () => {
  const { psp, connection, told } = measured()
  psp.capture = () => Promise.reject(new Error('A bug.'))
  await expect(connection.psp.capture(movement, 'op_1')).rejects.toThrow('A bug.')
  expect(told).toEqual([of('capture', 'defect')])
})

test('answers are handed on as they are, and abilities that a provider lacks stay absent', async () => {
  const { psp, connection } = measured({ hasMarketplace: false })
  expect(connection).toMatchObject({ mode: 'live', merchants: null, transfers: null })
  expect(await connection.psp.find('tx_1')).toEqual(await psp.find('tx_1'))
  expect(connection.psp.name).toBe(psp.name)
  expect(connection.psp.verifyWebhook({ rawBody: '', headers: {} }, new Date()).ok).toBe(true)
})
