-- Wallets tell an address before there is an order, and an order may be placed with a payment that exists already.

alter table shop.carts add column shipping_country text;

alter table shop.orders add column is_pre_order boolean not null default false;

create index orders_of_transaction on shop.orders (tenant, transaction_id) where transaction_id is not null;
