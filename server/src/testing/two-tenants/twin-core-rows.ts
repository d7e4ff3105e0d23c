import type { TwinRows } from './twin-rows.ts'

const hourAgo = `now() - interval '1 hour'`
const longAgo = `now() - interval '40 days'`
const later = `now() + interval '1 hour'`

/** One key that has sealed something, as its id stands in what it has sealed. */
export const sealedByOldKey = 'v1.key-1.sealed'

/** Rows of payments, messages, apps and merchants: at least one for each thing that a store looks for. */
export const coreRows: TwinRows = {
  tenants: `insert into tenants (tenant, merchant_name, created_at)
    select tenant, 'shop of ' || tenant, ${hourAgo} from tenants`,
  tokens: `insert into tenant_tokens (tenant, kind, token_hash, created_at)
    select tenant, k.kind, k.hash, ${hourAgo}
    from tenants, (values ('app', 'hash-1'), ('app', 'hash-2'), ('operator', 'hash-1')) as k (kind, hash)`,
  connections: `insert into connections (tenant, provider, mode, status, version, configured_at, disconnected_at)
    select tenant, 'sandbox', c.mode, c.status, 1, ${hourAgo}, c.disconnected_at
    from tenants, (values ('test', 'CONNECTED', null), ('live', 'DISCONNECTED', now() - interval '1 year'))
      as c (mode, status, disconnected_at)`,
  configurations: `insert into configurations (tenant, provider, mode, version, account_id, visible, sealed, key_id,
      created_at)
    select tenant, 'sandbox', c.mode, 1, 'account of ' || tenant, jsonb_build_object('title', 'page of ' || tenant),
      '${sealedByOldKey}', 'key-1', ${hourAgo} from tenants, (values ('test'), ('live')) as c (mode)`,
  payments: `insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, cart_id,
      order_reference, amount_minor, currency, status, captured_minor, shared_minor, psp_reference, failure_reason, orderless_since,
      look_up_due_at, created_at, updated_at)
    select tenant, p.id, 'test', 'sandbox', 'card', 'hosted-payment-page', 'owner-1', p.cart, p.order_reference, 1000,
      'EUR', p.status, p.captured, p.shared, p.psp, 'seen by ' || tenant, p.orderless, p.look_up, ${hourAgo}, ${hourAgo}
    from tenants, (values
      ('tx-paid', null, 'DE--1', 'captured', 1000, 500, 'ch-1', null::timestamptz, null::timestamptz),
      ('tx-failed', null, 'DE--2', 'capture_failed', 0, 100, 'ch-2', null, null),
      ('tx-waiting', null, 'DE--3', 'new', 0, 0, null, null, ${hourAgo}),
      ('tx-cart', 'cart-1', null, 'new', 0, 0, null, ${longAgo}, null),
      ('tx-money', 'cart-2', null, 'authorized', 0, 0, 'ch-5', ${longAgo}, null)
    ) as p (id, cart, order_reference, status, captured, shared, psp, orderless, look_up)`,
  operations: `insert into operations (tenant, operation_id, transaction_id, kind, state, request, note, due_at,
      created_at, settled_at)
    select tenant, o.id, o.transaction_id, o.kind, o.state,
      jsonb_build_object('charge', jsonb_build_object('customer', jsonb_build_object('email', 'ada@' || tenant))),
      'asked by ' || tenant, o.due_at, ${hourAgo}, o.settled_at
    from tenants, (values
      ('op-1', 'tx-paid', 'initialise', 'succeeded', ${hourAgo}, ${hourAgo}),
      ('op-2', 'tx-waiting', 'initialise', 'pending', ${hourAgo}, null),
      ('op-3', 'tx-money', 'cancel', 'unknown', ${later}, null),
      ('op-4', 'tx-failed', 'capture', 'failed', ${hourAgo}, ${hourAgo})
    ) as o (id, transaction_id, kind, state, due_at, settled_at)`,
  history: `insert into payment_history (tenant, transaction_id, id, at, source, event, details)
    overriding system value
    select tenant, 'tx-paid', 1000001, ${hourAgo}, 'api', 'payment-opened',
      jsonb_build_object('pspReference', 'ch-1', 'because', 'told by ' || tenant) from tenants`,
  messages: `insert into messages (tenant, id, message_id, subject, name, channel, payload, created_at, due_at,
      settled_at, state, note)
    overriding system value
    select tenant, m.id, ('00000000-0000-4000-8000-00000000000' || m.id % 10)::uuid, 'tx-paid', 'PaymentCaptured',
      'payment-events', jsonb_build_object('orderReference', 'order of ' || tenant), ${hourAgo}, ${hourAgo},
      m.settled_at, m.state, 'written by ' || tenant
    from tenants, (values (1000001, 'dead', ${hourAgo}), (1000002, 'delivered', ${longAgo}), (1000003, 'waiting', null))
      as m (id, state, settled_at)`,
  inbox: `insert into inbox (tenant, source, event_id, mode, name, raw_body, received_at, due_at, settled_at, state,
      note, transaction_id, merchant_reference)
    select tenant, 'psp:sandbox', i.id, 'test', 'charge.changed', '{"of":"' || tenant || '"}', i.received_at, ${hourAgo},
      i.settled_at, i.state, i.note, i.transaction_id, 'm-1'
    from tenants, (values
      ('evt-waiting', ${hourAgo}, null, 'waiting', null, 'tx-paid'),
      ('evt-unbound', ${hourAgo}, null, 'waiting', null, null),
      ('evt-dead', ${hourAgo}, ${hourAgo}, 'dead', 'payment-not-found', null),
      ('evt-old', ${longAgo}, ${longAgo}, 'applied', null, 'tx-paid')
    ) as i (id, received_at, settled_at, state, note, transaction_id)`,
  idempotency: `insert into idempotency (tenant, caller, operation, key, request_hash, result, lease_until, created_at)
    select tenant, 'caller-1', 'startPayment', k.key, 'hash', case when k.key = 'key-open' then null
      else jsonb_build_object('answer', 'given to ' || tenant) end, ${hourAgo}, k.created_at
    from tenants, (values ('key-open', ${hourAgo}), ('key-answered', ${hourAgo}), ('key-old', ${longAgo}))
      as k (key, created_at)`,
  failedAttempts: `insert into failed_attempts (tenant, kind, key, failed, first_at)
    select tenant, 'shopper', k.key, 50, k.first_at
    from tenants, (values ('owner-1', now() - interval '30 minutes'), ('owner-old', ${longAgo})) as k (key, first_at)`,
  requestCounts: `insert into request_counts (tenant, rate, key, window_number, hits, forget_at)
    select tenant, 'shopper', 'key-1', w.number, 5, w.forget_at
    from tenants, (values (6, ${longAgo}), (7, ${later})) as w (number, forget_at)`,
  merchants: `insert into merchants (tenant, provider, mode, merchant_reference, name, status, psp_reference,
      operation_id, look_up_due_at, created_at, updated_at)
    select tenant, 'sandbox', 'test', m.reference, 'merchant of ' || tenant, m.status, m.psp, 'op-' || m.reference,
      ${hourAgo}, ${hourAgo}, ${hourAgo}
    from tenants, (values ('m-1', 'enabled', 'acct-1'), ('m-2', 'incomplete', null)) as m (reference, status, psp)`,
  transfers: `insert into transfers (tenant, transfer_id, transaction_id, provider, mode, order_reference,
      merchant_reference, kind, of_transfer, psp_target, amount_minor, currency, state, note, due_at, created_at,
      settled_at)
    select tenant, t.id, 'tx-paid', 'sandbox', 'test', 'DE--1', 'm-1', t.kind, t.of_transfer, 'target of ' || tenant,
      t.amount, 'EUR', t.state, 'noted by ' || tenant, ${hourAgo}, ${hourAgo}, t.settled_at
    from tenants, (values
      ('tr-paid', 'payout', null, 300, 'succeeded', ${hourAgo}),
      ('tr-back', 'reversal', 'tr-paid', 100, 'succeeded', ${hourAgo}),
      ('tr-open', 'payout', null, 200, 'pending', null),
      ('tr-failed', 'payout', null, 400, 'failed', ${hourAgo})
    ) as t (id, kind, of_transfer, amount, state, settled_at)`,
  transferItems: `insert into transfer_items (tenant, transfer_id, order_reference, item_reference, kind, of_transfer,
      amount_minor, is_standing)
    select tenant, i.transfer, 'DE--1', i.item, i.kind, i.of_transfer, i.amount, i.transfer <> 'tr-failed'
    from tenants, (values
      ('tr-paid', 'item-1', 'payout', null, 300),
      ('tr-back', 'item-1', 'reversal', 'tr-paid', 100),
      ('tr-open', 'item-2', 'payout', null, 200),
      ('tr-failed', 'item-3', 'payout', null, 400)
    ) as i (transfer, item, kind, of_transfer, amount)`,
}
