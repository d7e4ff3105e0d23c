-- After the order: money that is taken and given back in parts, and when a payment that waits for its provider is looked up.

alter table payments add column movements jsonb not null default '[]';

alter table payments add column voided_minor bigint not null default 0 check (voided_minor >= 0);

alter table payments add column look_up_due_at timestamptz;

alter table payments add column look_ups integer not null default 0;

create index payments_to_look_up on payments (look_up_due_at) where look_up_due_at is not null;

alter table operations drop constraint operations_kind_check;

alter table operations add constraint operations_kind_check
  check (kind in ('initialise', 'update', 'cancel', 'capture', 'refund'));

-- Captures and refunds may run beside each other: what they may move is reserved at the payment.
drop index operations_open;

create unique index operations_open on operations (tenant, transaction_id, kind)
  where settled_at is null and kind not in ('capture', 'refund');

-- The operations of a payment are read together, and each is named with its payment.
alter table operations drop constraint operations_pkey;

alter table operations add primary key (tenant, transaction_id, operation_id);
