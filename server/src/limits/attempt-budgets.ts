/** Who a failed attempt to pay is charged to. */
export type BudgetKind = 'address' | 'cart' | 'shopper' | 'tenant'

/** How many failed attempts each may have within the window; `tight` holds while those of the whole tenant are spent. */
export type AttemptBudgets = {
  each: Readonly<Record<Exclude<BudgetKind, 'tenant'>, { max: number; tight: number }>>
  /** Null: the tenant as a whole has no budget. */
  tenantMax: number | null
}

/** A budget begins with its first failure and is whole again after this long. */
export const budgetMinutes = 60

/**
 * The tenant's budget closes no shop: while it is spent everybody else's is smaller, so that many addresses together are worth
 * little to a card tester, and somebody who has not failed yet can still pay.
 */
export const attemptBudgets = (tenantMax: number): AttemptBudgets => ({
  each: {
    address: { max: 30, tight: 3 },
    cart: { max: 10, tight: 3 },
    shopper: { max: 10, tight: 3 },
  },
  tenantMax: tenantMax === 0 ? null : tenantMax,
})

/** What a payment tells of who pays. `asker` is the hash of an address, null where the shop's backend asks. */
type Payer = {
  owner: string
  cartId: string | null
  orderReference: string | null
  asker: string | null
}

export type Charged = { kind: BudgetKind; key: string }

/** Everything that a failed attempt on this payment is charged to, always in one order, so that writers never block each other. */
export function chargedFor({ owner, cartId, orderReference, asker }: Payer): Charged[] {
  const cart = cartId ?? (orderReference === null ? null : `order:${orderReference}`)
  return [
    ...(asker === null ? [] : [{ kind: 'address' as const, key: asker }]),
    ...(cart === null ? [] : [{ kind: 'cart' as const, key: cart }]),
    { kind: 'shopper', key: owner },
    { kind: 'tenant', key: '' },
  ]
}

/** One budget: how many failed attempts the key may have. */
type Budget = Charged & { max: number; tight: number }

/** The budgets that a payment needs something left of. */
export const limitsFor = (payer: Payer, budgets: AttemptBudgets): Budget[] =>
  chargedFor(payer).flatMap(({ kind, key }) => {
    const limit = limitOf(kind, budgets)
    return limit === null ? [] : [{ kind, key, ...limit }]
  })

const limitOf = (kind: BudgetKind, { each, tenantMax }: AttemptBudgets) => {
  if (kind !== 'tenant') return each[kind]
  return tenantMax === null ? null : { max: tenantMax, tight: tenantMax }
}
