import { expect, test } from 'vitest'
import { attemptBudgets, chargedFor, limitsFor } from './attempt-budgets.ts'

const payer = { owner: 'guest:a', cartId: 'cart-1', orderReference: null, asker: 'hash' }

test('a failed attempt is charged to address, cart, shopper and tenant, always in one order', () => {
  expect(chargedFor(payer)).toEqual([
    { kind: 'address', key: 'hash' },
    { kind: 'cart', key: 'cart-1' },
    { kind: 'shopper', key: 'guest:a' },
    { kind: 'tenant', key: '' },
  ])
})

test('an order stands for its cart, and a shop’s backend for no address', () => {
  const ofOrder = { ...payer, cartId: null, orderReference: 'DE--1', asker: null }
  expect(chargedFor(ofOrder).map(({ key }) => key)).toEqual(['order:DE--1', 'guest:a', ''])
})

test('a tenant without a budget never makes those of its shoppers smaller', () => {
  const kinds = (tenantMax: number) =>
    limitsFor(payer, attemptBudgets(tenantMax)).map(({ kind }) => kind)
  expect(kinds(1000)).toEqual(['address', 'cart', 'shopper', 'tenant'])
  expect(kinds(0)).toEqual(['address', 'cart', 'shopper'])
})
