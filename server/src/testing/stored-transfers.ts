import type { Merchant } from '../marketplace/merchant.ts'
import type { Transfer } from '../marketplace/transfer.ts'
import type { RunSql } from './stored-payments.ts'
import { type Stored, storedTransactionId } from './stored-payments.ts'

/** One of the payouts that `storeTransfers` writes. */
export const storedTransfer: Transfer = {
  ...{ tenant: 'demo', transferId: 'tr_stored_7', transactionId: storedTransactionId(7) },
  ...{ provider: 'sandbox', mode: 'test', orderReference: 'DE--7', merchantReference: 'MER-7' },
  ...{ kind: 'payout', ofTransfer: null, pspTarget: 'mer_7', amountMinor: 1_000, currency: 'EUR' },
  ...{ state: 'succeeded', note: null, pspReference: 'po_7' },
  ...{ createdAt: new Date(0), settledAt: new Date(0) },
}

/** One of the merchants that `storeMerchants` writes. */
export const storedMerchant: Merchant = {
  ...{ tenant: 'demo', provider: 'sandbox', mode: 'test', merchantReference: 'MER-7' },
  ...{ name: 'Oak Workshop', status: 'enabled', pspReference: 'mer_7', pspSequence: 3 },
  ...{ pspStatus: 'active', canBePaid: true, missing: [], operationId: 'op_7' },
  ...{ createdAt: new Date(0), updatedAt: new Date(0) },
}

const numbers = ({ first, count }: Stored): string =>
  `generate_series(${first}, ${first + count - 1}) n`

type Open = Stored & { isOpen?: boolean }

/** Writes a payout of each of these payments, with one item: made, or `open` and due for the sweep. */
export async function storeTransfers(run: RunSql, stored: Open): Promise<void> {
  await run(`insert into transfers (tenant, transfer_id, transaction_id, provider, mode, order_reference,
      merchant_reference, kind, psp_target, amount_minor, currency, state, psp_reference, due_at, created_at, settled_at)
    select 'demo', 'tr_stored_' || n, 'tx_stored_' || lpad(n::text, 12, '0'), 'sandbox', 'test', 'DE--' || n, 'MER-' || n,
      'payout', 'mer_' || n, 1000, 'EUR', '${stored.isOpen ? 'unknown' : 'succeeded'}', 'po_' || n,
      now() - (n % 60) * interval '1 second', now() - (n % 30) * interval '1 day',
      ${stored.isOpen ? 'null' : 'now()'} from ${numbers(stored)}`)
  await run(`insert into transfer_items (tenant, transfer_id, order_reference, item_reference, kind, amount_minor)
    select 'demo', 'tr_stored_' || n, 'DE--' || n, 'item-' || n, 'payout', 1000 from ${numbers(stored)}`)
}

/** Writes merchants with accounts: whom nobody waits for, or `open` ones who are to be looked up. */
export const storeMerchants = (run: RunSql, stored: Open): Promise<unknown> =>
  run(`insert into merchants (tenant, provider, mode, merchant_reference, name, status, psp_reference, operation_id,
      look_up_due_at)
    select 'demo', 'sandbox', 'test', 'MER-' || n, 'Oak Workshop', '${stored.isOpen ? 'pending' : 'enabled'}', 'mer_' || n,
      'op_' || n, ${stored.isOpen ? `now() - (n % 60) * interval '1 second'` : 'null'} from ${numbers(stored)}`)
