import type { Query } from '../query.ts'

/** True when this approval is one of those that the chaos settings let fail; it is then counted down. */
export async function takeWalletFailure({ query }: { query: Query }): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.chaos set wallet_fail_next = wallet_fail_next - 1
     where wallet_fail_next > 0 returning id`,
  )
  return rows.length > 0
}

/** Tells another customer from now on, while the money is authorised and not yet taken. */
export async function changeCustomer(
  { query }: { query: Query },
  chargeId: string,
  customer: unknown,
): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.charges set wallet_customer = $2::jsonb
     where id = $1 and status = 'authorized' and wallet_customer is not null returning id`,
    [chargeId, JSON.stringify(customer)],
  )
  return rows.length > 0
}
