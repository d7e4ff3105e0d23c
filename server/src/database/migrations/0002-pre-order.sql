-- Payments before their order: what the shopper's browser needs, an amount that the provider was asked to change to, and
-- since when a payment waits for its order.

alter table payments add column client_data jsonb;

alter table payments add column requested_minor bigint check (requested_minor >= 0);

alter table payments add column requested_currency text;

alter table payments add column orderless_since timestamptz;

alter table payments add column orderless_checked_at timestamptz;

alter table payments add column orderless_looks integer not null default 0;

-- A cart is held by its payment until that is given back, or until there is an order: then the order is what counts.
drop index payments_live_cart;

create unique index payments_live_cart on payments (tenant, cart_id)
  where cart_id is not null and order_reference is null and status not in ('canceled', 'refunded');

-- Money that waits for an order, and payments that were begun and left: each is looked for by its own worker query.
create index payments_orderless on payments (orderless_since)
  where orderless_since is not null and status not in ('new', 'authorization_failed');

create index payments_abandoned on payments (orderless_since)
  where orderless_since is not null and status in ('new', 'authorization_failed');

alter table operations drop constraint operations_kind_check;

alter table operations add constraint operations_kind_check check (kind in ('initialise', 'update', 'cancel', 'refund'));
