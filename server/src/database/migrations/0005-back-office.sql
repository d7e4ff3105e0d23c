-- What the back office looks for. Each index says what it costs where payments are made.

-- Lists of payments, newest first. Costs one entry at the growing end of the index for each payment and each change that
-- moves its status; its columns never change, so that an update that keeps the status stays as cheap as before.
create index payments_newest on payments (tenant, created_at, transaction_id);

-- Payments whose last operation failed: few, and nothing for all others.
create index payments_failed on payments (tenant, created_at, transaction_id)
  where status in ('capture_failed', 'cancellation_failed', 'refund failed');

-- A payment by the PSP's own id. On the history, which is only ever added to: an index on the payment itself would make the
-- update that opens it touch every index. Costs one entry for each payment.
create index payment_history_psp_reference on payment_history (tenant, (details ->> 'pspReference'))
  where details ->> 'pspReference' is not null;

-- The events of a payment, for its timeline. Costs one entry for each change of an event's row.
alter table inbox add column transaction_id text;

create index inbox_of_payment on inbox (tenant, transaction_id) where transaction_id is not null;

-- Events that were set aside: few, and nothing for all others.
create index inbox_dead on inbox (tenant, received_at) where state = 'dead';

-- Captures, cancellations and refunds that were refused: few, and nothing for all others.
create index operations_failed on operations (tenant, transaction_id)
  where state = 'failed' and kind in ('capture', 'cancel', 'refund');
