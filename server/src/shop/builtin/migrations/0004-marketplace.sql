-- Goods of a marketplace belong to a merchant, who is paid item by item, under a reference that never changes.

alter table shop.order_items
  add column merchant_reference text,
  add column item_reference uuid not null default gen_random_uuid();

-- What the payment app has told of itself and of the merchants. Of each thing the newest message counts, by its own time.
create table shop.payment_methods (
  tenant text not null,
  provider text not null,
  method text not null,
  is_active boolean not null,
  configuration jsonb,
  told_at timestamptz not null,
  primary key (tenant, provider, method)
);

create table shop.payment_apps (
  tenant text not null,
  app_identifier text not null,
  status text not null,
  is_active boolean not null,
  config jsonb not null,
  told_at timestamptz not null,
  primary key (tenant, app_identifier)
);

create table shop.onboarding_offers (
  tenant text not null,
  app_identifier text not null,
  offer jsonb not null,
  told_at timestamptz not null,
  primary key (tenant, app_identifier)
);

-- `told_at` is -infinity for a merchant who has begun and of whom nothing was told yet.
create table shop.merchants (
  tenant text not null,
  merchant_reference text not null,
  app_identifier text not null,
  status text not null,
  additional_info text,
  told_at timestamptz not null,
  primary key (tenant, merchant_reference)
);

create index order_items_of_merchant on shop.order_items (tenant, merchant_reference, id) where merchant_reference is not null;
