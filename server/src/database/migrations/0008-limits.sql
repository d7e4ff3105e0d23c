-- What card testers and floods have used up.

-- How often the PSP has refused a card, as far as it counts them: each refusal is charged to its budgets once.
alter table payments add column declines integer not null default 0;

-- The address that asked for the payment, as a keyed hash; none where the shop's backend did.
alter table payments add column asker text;

-- Failed attempts to pay, by whom they are charged to. A row begins with the first failure and counts for an hour.
create table failed_attempts (
  tenant text not null,
  kind text not null check (kind in ('address', 'cart', 'shopper', 'tenant')),
  key text not null,
  failed integer not null,
  first_at timestamptz not null,
  primary key (tenant, kind, key)
);

create index failed_attempts_first on failed_attempts (first_at);

-- Requests of those who ask a lot, added up over all processes. Unlogged: it is written each second and worth a minute.
create unlogged table request_counts (
  tenant text not null,
  rate text not null,
  key text not null,
  window_number bigint not null,
  hits integer not null,
  forget_at timestamptz not null,
  primary key (tenant, rate, key, window_number)
);

create index request_counts_forget on request_counts (forget_at);
