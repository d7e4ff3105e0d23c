-- The sandbox PSP's own schema. Nothing outside this service reads or joins it.
create schema if not exists sandbox_psp;

create table sandbox_psp.charges (
  id text primary key,
  reference text not null,
  order_reference text,
  amount bigint not null check (amount > 0),
  currency text not null,
  capture text not null check (capture in ('manual', 'automatic')),
  status text not null default 'open' check (
    status in ('open', 'processing', 'authorized', 'captured', 'partially_refunded', 'refunded', 'canceled')
  ),
  amount_captured bigint not null default 0,
  amount_refunded bigint not null default 0,
  attempts integer not null default 0,
  last_outcome text check (last_outcome in ('declined', 'authorized', 'processing')),
  decline_code text,
  card_last4 text check (length(card_last4) <= 4),
  challenge_id text,
  challenge_ending text,
  processing_due_at timestamptz,
  customer jsonb not null,
  lines jsonb not null,
  return_url text not null,
  locale text not null,
  create_key text not null unique,
  create_hash text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check (amount_captured <= amount),
  check (amount_refunded <= amount_captured)
);

create index charges_by_reference on sandbox_psp.charges (reference, created_at desc);

create index charges_processing on sandbox_psp.charges (processing_due_at) where status = 'processing';

-- The first answer of each cancel, capture and refund, by idempotency key.
create table sandbox_psp.operations (
  key text primary key,
  request_hash text not null,
  charge_id text not null references sandbox_psp.charges (id),
  answer jsonb not null,
  created_at timestamptz not null default now()
);

create table sandbox_psp.events (
  id text primary key,
  type text not null,
  charge_id text not null references sandbox_psp.charges (id),
  charge jsonb not null,
  created_at timestamptz not null default now()
);

-- One row per webhook to send: the event itself, and the copies that the chaos settings ask for.
create table sandbox_psp.deliveries (
  id bigint generated always as identity primary key,
  event_id text not null references sandbox_psp.events (id),
  charge_id text not null,
  kind text not null check (kind in ('event', 'duplicate', 'forged')),
  status text not null check (status in ('due', 'delivered', 'refused', 'dropped', 'dead')),
  is_held boolean not null default false,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  answer_status integer,
  failure text,
  delivered_at timestamptz,
  created_at timestamptz not null default now()
);

create index deliveries_due on sandbox_psp.deliveries (due_at) where status = 'due';

create index deliveries_held on sandbox_psp.deliveries (charge_id) where is_held;

-- One row: the settings of the chaos panel, for every process that shares this database.
create table sandbox_psp.chaos (
  id boolean primary key default true check (id),
  webhook_delay_ms integer not null default 0,
  webhook_duplicates integer not null default 0,
  webhook_reorder boolean not null default false,
  webhook_drop_next integer not null default 0,
  webhook_forge boolean not null default false,
  lose_answer_next integer not null default 0,
  lose_answer_kind text not null default 'hang_up' check (lose_answer_kind in ('hang_up', '500')),
  fail_before_next integer not null default 0,
  offline boolean not null default false,
  answer_delay_ms integer not null default 0,
  processing_ms integer not null default 2000
);

insert into sandbox_psp.chaos (id) values (true);
