-- The accounts of this provider's customers. Keys are kept as hashes and are shown when they are made; the secrets of webhooks
-- must be kept, as deliveries are signed with them. A key or a secret that was replaced stays valid until it is ended.
create table sandbox_psp.accounts (
  id text primary key,
  name text not null,
  mode text not null check (mode in ('test', 'live')),
  is_marketplace boolean not null default false,
  publishable_key text not null unique,
  secret_key_hash text not null unique,
  secret_key_end text not null,
  old_secret_key_hash text unique,
  old_secret_key_end text,
  webhook_url text,
  webhook_secret text not null,
  old_webhook_secret text,
  create_key text unique,
  seed_hash text,
  created_at timestamptz not null default now()
);

-- What was there before there were accounts belongs to the first one; its keys are told when the service starts.
insert into sandbox_psp.accounts (id, name, mode, publishable_key, secret_key_hash, secret_key_end, webhook_secret)
select 'acct_demo', 'Demo', 'test', 'pk_test_demo', '', '', '' where exists (select from sandbox_psp.charges);

-- `amount_transferred` is what merchants have of this charge: it stands in the charge's row for the sake of that row's lock.
alter table sandbox_psp.charges
  add column account_id text not null default 'acct_demo' references sandbox_psp.accounts (id),
  add column livemode boolean not null default false,
  add column page_title text,
  add column amount_transferred bigint not null default 0 check (amount_transferred >= 0),
  drop constraint charges_create_key_key,
  add unique (account_id, create_key);

alter table sandbox_psp.charges alter column account_id drop default;

drop index sandbox_psp.charges_by_reference;

create index charges_by_reference on sandbox_psp.charges (account_id, reference, created_at desc);

alter table sandbox_psp.operations
  add column account_id text not null default 'acct_demo' references sandbox_psp.accounts (id),
  drop constraint operations_pkey,
  add primary key (account_id, key);

alter table sandbox_psp.operations alter column account_id drop default;

create table sandbox_psp.merchants (
  id text primary key,
  account_id text not null references sandbox_psp.accounts (id),
  reference text not null,
  name text not null,
  status text not null default 'details_needed' check (
    status in ('details_needed', 'in_review', 'restricted', 'restricted_soon', 'active', 'rejected')
  ),
  requirements jsonb not null,
  details jsonb not null default '{}',
  livemode boolean not null,
  review_due_at timestamptz,
  create_key text not null,
  create_hash text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (account_id, reference),
  unique (account_id, create_key)
);

create index merchants_in_review on sandbox_psp.merchants (review_due_at) where review_due_at is not null;

-- A link opens once. What it opened is kept by its session, so that the form can be sent and nothing else.
create table sandbox_psp.onboarding_links (
  token text primary key,
  merchant_id text not null references sandbox_psp.merchants (id),
  return_url text not null,
  refresh_url text not null,
  locale text not null,
  expires_at timestamptz not null,
  session text unique,
  ended_at timestamptz,
  created_at timestamptz not null default now()
);

-- Money for merchants, and what came back of it. `amount_reversed` stands in the row of a payout for the sake of its lock.
create table sandbox_psp.transfers (
  id text primary key,
  account_id text not null references sandbox_psp.accounts (id),
  kind text not null check (kind in ('payout', 'reversal')),
  charge_id text not null references sandbox_psp.charges (id),
  merchant_id text not null references sandbox_psp.merchants (id),
  payout_id text references sandbox_psp.transfers (id),
  amount bigint not null check (amount > 0),
  amount_reversed bigint not null default 0 check (amount_reversed between 0 and amount),
  currency text not null,
  key text not null,
  request_hash text not null,
  created_at timestamptz not null default now(),
  unique (account_id, key),
  check ((kind = 'reversal') = (payout_id is not null))
);

create index transfers_by_merchant on sandbox_psp.transfers (merchant_id);

-- What merchants had sent to their bank: only then can a reversal leave them with less than nothing.
create table sandbox_psp.bank_payouts (
  id text primary key,
  merchant_id text not null references sandbox_psp.merchants (id),
  amount bigint not null check (amount > 0),
  currency text not null,
  created_at timestamptz not null default now()
);

create index bank_payouts_by_merchant on sandbox_psp.bank_payouts (merchant_id);

-- Events are about a charge or about a merchant.
alter table sandbox_psp.events drop constraint events_charge_id_fkey;

alter table sandbox_psp.events rename column charge_id to about_id;

alter table sandbox_psp.events
  add column account_id text not null default 'acct_demo' references sandbox_psp.accounts (id),
  add column merchant jsonb,
  alter column charge drop not null,
  add check ((charge is null) <> (merchant is null));

alter table sandbox_psp.events alter column account_id drop default;

alter table sandbox_psp.deliveries rename column charge_id to about_id;

alter table sandbox_psp.chaos
  add column transfer_refuse_next integer not null default 0;
