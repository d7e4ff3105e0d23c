-- Merchants of a marketplace, and the money that goes to them and comes back. Amounts are integers in minor units.

create table merchants (
  tenant text not null,
  provider text not null,
  mode text not null check (mode in ('test', 'live')),
  merchant_reference text not null,
  name text not null,
  status text not null,
  -- Null until the provider has said that there is an account.
  psp_reference text,
  psp_sequence bigint not null default 0,
  psp_status text,
  can_be_paid boolean not null default false,
  missing jsonb not null default '[]',
  -- The id under which the account is asked for: the provider's idempotency key until the provider refuses.
  operation_id text not null,
  look_up_due_at timestamptz,
  look_ups integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant, merchant_reference, provider, mode)
);

create index merchants_to_look_up on merchants (look_up_due_at) where look_up_due_at is not null;

create index merchants_newest on merchants (tenant, created_at, provider, mode, merchant_reference);

-- Written before the provider is called; `transfer_id` is its idempotency key for ever.
create table transfers (
  tenant text not null,
  transfer_id text not null,
  transaction_id text not null,
  provider text not null,
  mode text not null,
  order_reference text not null,
  merchant_reference text not null,
  kind text not null check (kind in ('payout', 'reversal')),
  -- The payout that a reversal takes back.
  of_transfer text,
  -- The provider's id of what is moved to or from: the account of a payout, the payout of a reversal.
  psp_target text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  state text not null check (state in ('pending', 'unknown', 'succeeded', 'failed')),
  note text,
  psp_reference text,
  attempts integer not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (tenant, transfer_id),
  check ((kind = 'reversal') = (of_transfer is not null))
);

create index transfers_due on transfers (due_at) where settled_at is null;

create index transfers_newest on transfers (tenant, created_at, transfer_id);

create index transfers_payment on transfers (tenant, transaction_id, created_at, transfer_id);

create index transfers_order on transfers (tenant, order_reference, created_at, transfer_id);

create index transfers_merchant on transfers (tenant, merchant_reference, created_at, transfer_id);

create index transfers_failed on transfers (tenant, created_at) where state = 'failed';

-- What of a merchant's money has moved is summed from this index alone.
create index transfers_balance on transfers (tenant, merchant_reference, provider, mode, currency, kind)
  include (amount_minor) where state = 'succeeded';

-- `is_standing`: false once the transfer has failed, so that the item can be asked for again.
create table transfer_items (
  tenant text not null,
  transfer_id text not null,
  order_reference text not null,
  item_reference text not null,
  kind text not null,
  of_transfer text,
  amount_minor bigint not null check (amount_minor > 0),
  is_standing boolean not null default true,
  primary key (tenant, transfer_id, item_reference)
);

create index transfer_items_item on transfer_items (tenant, order_reference, item_reference);

-- An item is paid out once, whatever races.
create unique index transfer_items_paid on transfer_items (tenant, order_reference, item_reference)
  where kind = 'payout' and is_standing;

-- The same of an item is taken back from its payout once.
create unique index transfer_items_reversed on transfer_items (tenant, of_transfer, item_reference, amount_minor)
  where kind = 'reversal' and is_standing;

-- What merchants have of a payment, or are about to have.
alter table payments add column shared_minor bigint not null default 0 check (shared_minor >= 0);

-- Refunds are never refused because of merchants: their share may be more than what is left, until it is taken back.
create index payments_overshared on payments (tenant, created_at)
  where shared_minor > captured_minor - refunded_minor;

-- News of one merchant is applied in the order of its arrival.
alter table inbox add column merchant_reference text;
