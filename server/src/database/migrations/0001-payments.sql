-- Every key and unique index begins with the tenant, so that the schema can be distributed by tenant.
-- Amounts are integers in minor units of the row's currency.

create table payments (
  tenant text not null,
  transaction_id text not null,
  mode text not null check (mode in ('test', 'live')),
  provider text not null,
  method text not null,
  strategy text not null,
  owner text not null,
  cart_id text,
  order_reference text,
  order_item_ids jsonb not null default '[]',
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  status text not null,
  is_processing boolean not null default false,
  version integer not null default 1,
  captured_minor bigint not null default 0 check (captured_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  psp_reference text,
  psp_sequence bigint not null default 0,
  psp_status text,
  redirect_url text,
  failure_reason text,
  success_url text,
  cancel_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant, transaction_id)
);

-- A canceled payment frees its cart or order for another one; any other status holds it.
create unique index payments_live_cart on payments (tenant, cart_id)
  where cart_id is not null and status <> 'canceled';

create unique index payments_live_order on payments (tenant, order_reference)
  where order_reference is not null and status <> 'canceled';

create index payments_cart_attempts on payments (tenant, cart_id, created_at) where cart_id is not null;

create index payments_order_attempts on payments (tenant, order_reference, created_at)
  where order_reference is not null;

-- What we did, or mean to do, at a PSP. Written before the PSP is called; `operation_id` is its idempotency key for ever.
create table operations (
  tenant text not null,
  operation_id text not null,
  transaction_id text not null,
  kind text not null check (kind in ('initialise', 'cancel')),
  state text not null check (state in ('pending', 'unknown', 'succeeded', 'failed')),
  request jsonb not null,
  note text,
  attempts integer not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (tenant, operation_id)
);

create unique index operations_open on operations (tenant, transaction_id, kind) where settled_at is null;

create index operations_due on operations (due_at) where settled_at is null;

create table payment_history (
  tenant text not null,
  transaction_id text not null,
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  source text not null,
  event text not null,
  from_status text,
  to_status text,
  details jsonb not null default '{}',
  primary key (tenant, transaction_id, id)
);

-- Messages to the shop, written in the transaction that makes them true, delivered in order per subject.
create table messages (
  tenant text not null,
  id bigint generated always as identity,
  message_id uuid not null default gen_random_uuid(),
  subject text not null,
  name text not null,
  channel text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  settled_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  note text,
  primary key (tenant, id)
);

create index messages_due on messages (due_at) where settled_at is null;

-- Another condition than that of messages_due, with the same meaning: of two small indexes for one condition the planner
-- takes the smaller, and would read all that is waiting to find the oldest of one subject.
create index messages_open on messages (tenant, subject, id) where state = 'waiting';

-- What others told us, kept raw until it is applied: webhooks of PSPs and commands of shops.
create table inbox (
  tenant text not null,
  source text not null,
  event_id text not null,
  mode text not null,
  name text not null,
  raw_body text not null,
  received_at timestamptz not null default now(),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  settled_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'applied', 'ignored', 'dead')),
  note text,
  primary key (tenant, source, event_id)
);

create index inbox_due on inbox (due_at) where settled_at is null;

create index inbox_received on inbox (received_at) where settled_at is not null;

create table idempotency (
  tenant text not null,
  caller text not null,
  operation text not null,
  key text not null,
  request_hash text not null,
  result jsonb,
  lease_until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant, caller, operation, key)
);

create index idempotency_created on idempotency (created_at);

-- Generated once when none is configured, so that several processes share them.
create table instance_secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);
