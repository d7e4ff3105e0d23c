-- Orders are run by an order process, item by item. An item is one piece; a line of several pieces that was ordered before
-- this stays one item, since the payment app knows it by its id.

alter table shop.orders
  add column process text not null default 'ForeignPaymentB2CStateMachine01',
  add column command_count integer not null default 0;

alter table shop.orders drop constraint orders_state_check;

alter table shop.orders add constraint orders_state_check check (state in ('payment pending', 'authorization failed',
  'authorized', 'captured', 'shipped', 'delivered', 'closed', 'refund pending', 'partially refunded', 'refunded', 'canceled'));

-- `awaiting`: the event whose command must be carried out before the item moves on. `payment_facts`: what messages told of
-- this item's money since the shop last asked for something. `goods`: where they are; `returned` is given back to stock, once.
alter table shop.order_items
  add column state text,
  add column awaiting text,
  add column entered_at timestamptz not null default clock_timestamp(),
  add column payment_facts jsonb not null default '{}'::jsonb,
  add column goods text not null default 'reserved' check (goods in ('reserved', 'handed over', 'returned'));

update shop.order_items i set
  state = case
    when o.state = 'canceled' then 'payment cancelled'
    when o.state = 'authorized' then 'payment authorized'
    when o.cancellation_requested_at is not null then 'payment cancellation pending'
    when o.state = 'authorization failed' then 'payment authorization failed'
    else 'payment pending' end,
  payment_facts = case
    when o.state = 'canceled' then '{"cancellation": "canceled"}'::jsonb
    when o.state = 'authorized' then '{"authorization": "authorized"}'::jsonb
    when o.cancellation_requested_at is not null then '{"cancellation": "requested"}'::jsonb
    when o.state = 'authorization failed' then '{"authorization": "failed"}'::jsonb
    else '{}'::jsonb end,
  goods = case when o.state = 'canceled' then 'returned' else 'reserved' end
from shop.orders o where o.tenant = i.tenant and o.order_reference = i.order_reference;

alter table shop.order_items alter column state set not null;

-- The events that fire by themselves, unless their item leaves its state before.
create table shop.order_timeouts (
  tenant text not null,
  item_id bigint not null,
  event text not null,
  order_reference text not null,
  due_at timestamptz not null,
  primary key (tenant, item_id, event)
);

create index order_timeouts_due on shop.order_timeouts (tenant, due_at);

insert into shop.order_timeouts (tenant, item_id, event, order_reference, due_at)
select i.tenant, i.id, 'cancel payment by timeout', i.order_reference, o.release_due_at
from shop.order_items i join shop.orders o on o.tenant = i.tenant and o.order_reference = i.order_reference
where i.state in ('payment pending', 'payment authorization failed');

-- The way of each item: where it came to be, and by which event. With a note, it is what happened to it where it was.
create table shop.order_item_history (
  tenant text not null,
  id bigint generated always as identity,
  item_id bigint not null,
  order_reference text not null,
  state text not null,
  event text,
  note text,
  entered_at timestamptz not null default clock_timestamp(),
  primary key (tenant, id)
);

create index order_item_history_of_order on shop.order_item_history (tenant, order_reference);

insert into shop.order_item_history (tenant, item_id, order_reference, state)
select tenant, id, order_reference, state from shop.order_items;

-- Commands about one order are sent one after the other: what is left after a capture is given up after the capture.
alter table shop.commands add column number bigint generated always as identity;

drop index shop.orders_due;

alter table shop.orders drop column release_due_at, drop column cancellations;

create index orders_newest on shop.orders (tenant, created_at, order_reference);
