-- The built-in shop. Only its own messages and HTTP calls connect it with payments: no table here refers to theirs.

create schema shop;

create sequence shop.order_numbers start with 1001;

create sequence shop.order_item_numbers;

create table shop.stock (
  tenant text not null,
  sku text not null,
  quantity integer not null check (quantity >= 0),
  primary key (tenant, sku)
);

create table shop.customers (
  tenant text not null,
  owner text not null,
  customer_reference text not null,
  email text not null,
  first_name text not null,
  last_name text not null,
  password_hash text not null,
  primary key (tenant, owner)
);

create unique index customers_email on shop.customers (tenant, email);

-- `ordered`: became an order. `merged`: its items moved to another cart of the same person.
create table shop.carts (
  tenant text not null,
  id text not null,
  owner text not null,
  name text not null,
  status text not null default 'open' check (status in ('open', 'ordered', 'merged')),
  id_shipment_method text,
  opened_at timestamptz not null default clock_timestamp(),
  primary key (tenant, id)
);

create index carts_open on shop.carts (tenant, owner) where status = 'open';

create unique index carts_one_per_guest on shop.carts (tenant, owner) where status = 'open' and owner like 'guest:%';

create table shop.cart_items (
  tenant text not null,
  cart_id text not null,
  sku text not null,
  quantity integer not null check (quantity between 1 and 99),
  added_at timestamptz not null default clock_timestamp(),
  primary key (tenant, cart_id, sku)
);

-- Amounts are in minor units, tax included. `owner` holds no guest's secret.
create table shop.orders (
  tenant text not null,
  order_reference text not null,
  cart_id text not null,
  owner text not null,
  state text not null default 'payment pending'
    check (state in ('payment pending', 'authorization failed', 'authorized', 'canceled')),
  currency text not null,
  subtotal bigint not null,
  expense_total bigint not null,
  discount_total bigint not null,
  tax_total bigint not null,
  grand_total bigint not null,
  shipment jsonb not null,
  shipping_address jsonb not null,
  billing_address jsonb not null,
  customer jsonb not null,
  payment_provider text not null,
  payment_method text not null,
  locale_name text not null,
  start_attempts integer not null default 0,
  transaction_id text,
  redirect_url text,
  cancellation_requested_at timestamptz,
  cancellations integer not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  release_due_at timestamptz not null,
  primary key (tenant, order_reference)
);

create unique index orders_one_live_per_cart on shop.orders (tenant, cart_id) where state <> 'canceled';

create index orders_of_cart on shop.orders (tenant, cart_id, created_at);

create index orders_of_owner on shop.orders (tenant, owner, created_at);

create index orders_due on shop.orders (tenant, release_due_at) where state in ('payment pending', 'authorization failed');

create table shop.order_items (
  tenant text not null,
  id bigint not null default nextval('shop.order_item_numbers'),
  order_reference text not null,
  sku text not null,
  name text not null,
  quantity integer not null,
  unit_price bigint not null,
  primary key (tenant, id)
);

create index order_items_of_order on shop.order_items (tenant, order_reference);

-- What the payment app reported about an order's payment, for people.
create table shop.payment_metadata (
  tenant text not null,
  message_id text not null,
  order_reference text not null,
  name text not null,
  payload jsonb not null,
  reported_at timestamptz not null,
  primary key (tenant, message_id)
);

create index payment_metadata_of_order on shop.payment_metadata (tenant, order_reference);

create table shop.processed_messages (
  tenant text not null,
  message_id text not null,
  processed_at timestamptz not null default now(),
  primary key (tenant, message_id)
);

-- Commands to the payment app, written with the change that causes them and sent until the app has accepted them.
create table shop.commands (
  tenant text not null,
  message_id text not null,
  order_reference text not null,
  name text not null,
  payload jsonb not null,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  accepted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant, message_id)
);

create index commands_due on shop.commands (tenant, due_at) where accepted_at is null;

create index commands_of_order on shop.commands (tenant, order_reference) where accepted_at is null;
