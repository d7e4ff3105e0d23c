/** Runs one SQL statement on whichever connection the caller has. */
export type RunSql = (text: string) => Promise<unknown>

/**
 * What payments of the past are waiting for: nothing, news of their provider that seem lost, an order, a shopper who has left,
 * or a shopper who is just paying for an order.
 */
export type Waiting = 'nothing' | 'news' | 'order' | 'shopper' | 'shopper with order'

export type Stored = { first: number; count: number; waitingFor?: Waiting }

/** The ids of a stored payment, known by its number. */
export const storedTransactionId = (n: number): string => `tx_stored_${String(n).padStart(12, '0')}`
const transactionId = `'tx_stored_' || lpad(n::text, 12, '0')`

/** The past is this long, and nothing of it is old enough to be forgotten. */
const age = `(n % 30) * interval '1 day'`

/** A payment as the server has left it, by what it waits for: status, order, and when which worker looks at it. */
const states: Record<Waiting, { status: string; columns: string; values: string }> = {
  nothing: {
    status: `case n % 20 when 0 then 'canceled' else 'captured' end`,
    columns: 'order_reference, captured_minor',
    values: `'DE--' || n, case n % 20 when 0 then 0 else 24890 end`,
  },
  news: {
    status: `'new'`,
    columns: 'order_reference, look_up_due_at',
    values: `'DE--' || n, now() - (n % 60) * interval '1 second'`,
  },
  order: {
    status: `'authorized'`,
    columns: 'cart_id, orderless_since',
    values: `'cart-' || n, now() - interval '10 minutes' - (n % 60) * interval '1 second'`,
  },
  'shopper with order': {
    status: `'new'`,
    columns: 'order_reference, look_up_due_at',
    values: `'DE--' || n, now() + interval '15 minutes'`,
  },
  shopper: {
    status: `'new'`,
    columns: 'cart_id, orderless_since',
    values: `'cart-' || n, now() - interval '2 hours' - (n % 60) * interval '1 second'`,
  },
}

/** Writes payments of the past, as the server leaves them, with their operation and history. */
export async function storePayments(run: RunSql, stored: Stored): Promise<void> {
  const { status, columns, values } = states[stored.waitingFor ?? 'nothing']
  await run(`insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, order_item_ids,
      amount_minor, currency, status, version, psp_reference, psp_sequence, psp_status, redirect_url, success_url,
      created_at, updated_at, ${columns})
    select 'demo', ${transactionId}, 'test', 'sandbox', 'card', 'hosted-payment-page', 'guest:' || md5(n::text), '["1", "2"]',
      24890, 'EUR', ${status}, 3, 'ch_stored_' || n, 3, 'known', 'http://localhost/pay/ch_stored_' || n,
      'http://localhost/return', now() - ${age}, now() - ${age}, ${values} from ${numbers(stored)}`)
  await storeOperations(run, stored)
  await run(`insert into payment_history (tenant, transaction_id, source, event, from_status, to_status, details, at)
    select 'demo', ${transactionId}, source, event, from_status, to_status, details, now() - ${age}
    from ${numbers(stored)}, lateral (values ('api', 'payment-created', null, 'new', '{}'::jsonb),
      ('webhook', 'status-changed', 'new', 'captured', jsonb_build_object('pspReference', 'ch_stored_' || n)))
      as h (source, event, from_status, to_status, details)`)
}

/** Writes the operation that each of these payments was begun with: ended, or `open` and due for the sweep. */
export const storeOperations = (
  run: RunSql,
  stored: Stored & { isOpen?: boolean },
): Promise<unknown> =>
  run(`insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at, created_at, settled_at)
    select 'demo', 'op_stored_${stored.isOpen ? 'open_' : ''}' || n, ${transactionId}, '${stored.isOpen ? 'cancel' : 'initialise'}',
      '${stored.isOpen ? 'pending' : 'succeeded'}', '{"kind": "cancel", "expecting": "unpaid"}', now() - (n % 60) * interval '1 second',
      now() - ${age}, ${stored.isOpen ? 'null' : `now() - ${age}`} from ${numbers(stored)}`)

/** Writes a message of each of these payments: delivered, `waiting`, or so old that it may be forgotten. */
export const storeMessages = (
  run: RunSql,
  stored: Stored & { state?: 'delivered' | 'waiting' | 'old' },
): Promise<unknown> =>
  run(`insert into messages (tenant, subject, name, channel, payload, created_at, due_at, state, attempts, settled_at)
    select 'demo', ${transactionId}, 'PaymentAuthorized', 'payment-events',
      jsonb_build_object('orderReference', 'DE--' || n, 'orderItemIds', '["1", "2"]'::jsonb, 'amount', 24890,
        'currencyIsoCode', 'EUR'),
      ${fates[stored.state ?? 'delivered']} from ${numbers(stored)}`)

const fates = {
  delivered: `now() - ${age}, now() - ${age}, 'delivered', 1, now() - ${age}`,
  waiting: `now(), now() - (n % 60) * interval '1 second', 'waiting', 0, null::timestamptz`,
  old: `now() - interval '40 days', now() - interval '40 days', 'delivered', 1, now() - interval '40 days'`,
}

/** Writes an event of each of these payments: applied, `waiting`, or so old that it may be forgotten. */
export const storeEvents = (
  run: RunSql,
  stored: Stored & { state?: 'applied' | 'waiting' | 'old' },
): Promise<unknown> => {
  const state = stored.state ?? 'applied'
  return run(`insert into inbox (tenant, source, event_id, mode, name, raw_body, transaction_id, received_at,
      due_at, state, settled_at)
    select 'demo', 'psp:sandbox', 'evt_${state}_' || n, 'test', 'charge.updated', rpad('{', 300, '.'), ${transactionId},
      ${eventFates[state]} from ${numbers(stored)}`)
}

const eventFates = {
  applied: `now() - ${age}, now() - ${age}, 'applied', now() - ${age}`,
  waiting: `now(), now() - (n % 60) * interval '1 second', 'waiting', null::timestamptz`,
  old: `now() - interval '40 days', now() - interval '40 days', 'applied', now() - interval '40 days'`,
}

/** Writes the answer that is kept under the key of each of these payments; `old` ones are not replayed any more. */
export const storeAnswers = (run: RunSql, stored: Stored & { isOld?: boolean }): Promise<unknown> =>
  run(`insert into idempotency (tenant, caller, operation, key, request_hash, result, lease_until, created_at)
    select 'demo', 'guest:' || md5(n::text), 'startPayment', 'key-${stored.isOld ? 'old-' : ''}' || n, md5(n::text),
      '{"status": 201, "transactionId": "tx"}', now(), now() - interval '${stored.isOld ? 72 : 1} hours'
    from ${numbers(stored)}`)

const numbers = ({ first, count }: Stored): string =>
  `generate_series(${first}::bigint, ${first + count - 1}::bigint) as n`
