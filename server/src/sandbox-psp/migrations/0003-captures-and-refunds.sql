-- Each capture and refund of a charge, and what the bank delivered more or less than was asked. The movements stand in the
-- charge's own row: whoever changes one holds that row's lock, so that every event tells all of them.
alter table sandbox_psp.charges
  add column movements jsonb not null default '[]',
  add column amount_voided bigint not null default 0,
  add column difference bigint not null default 0,
  drop constraint charges_status_check,
  drop constraint charges_check,
  add check (
    status in (
      'open', 'processing', 'authorized', 'captured', 'overpaid', 'underpaid', 'partially_refunded', 'refunded', 'canceled'
    )
  ),
  add check (amount_captured + amount_voided <= amount + difference);

update sandbox_psp.charges set movements =
  case when amount_captured > 0 then jsonb_build_array(jsonb_build_object(
    'id', 'cap_of_' || id, 'kind', 'capture', 'key', null, 'amount', amount_captured,
    'status', 'succeeded', 'failure_code', null, 'created', created_at)) else '[]' end
  || case when amount_refunded > 0 then jsonb_build_array(jsonb_build_object(
    'id', 'ref_of_' || id, 'kind', 'refund', 'key', null, 'amount', amount_refunded,
    'status', 'succeeded', 'failure_code', null, 'created', created_at)) else '[]' end
where amount_captured > 0;

-- What becomes of a movement later, and when. A step is gone once it is taken.
create table sandbox_psp.steps (
  id bigint generated always as identity primary key,
  charge_id text not null references sandbox_psp.charges (id),
  movement_id text not null,
  kind text not null check (kind in ('capture', 'refund')),
  status text not null check (status in ('processing', 'succeeded', 'failed')),
  failure_code text,
  due_at timestamptz not null
);

create index steps_due on sandbox_psp.steps (due_at);

-- A first answer may be a refusal by the bank.
alter table sandbox_psp.operations
  add column failure_code text;

alter table sandbox_psp.deliveries
  drop constraint deliveries_kind_check,
  add check (kind in ('event', 'duplicate', 'forged', 'replay'));

alter table sandbox_psp.chaos
  add column time_out_before_next integer not null default 0,
  add column webhook_wrong_amount_next integer not null default 0,
  add column webhook_other_id boolean not null default false,
  add column webhook_replay boolean not null default false,
  add column capture_mode text not null default 'instant' check (capture_mode in ('instant', 'pending')),
  add column capture_ms integer not null default 2000,
  add column capture_fail_next integer not null default 0,
  add column refund_mode text not null default 'instant' check (
    refund_mode in ('instant', 'pending', 'pending_then_fail', 'succeed_then_fail')
  ),
  add column refund_ms integer not null default 2000,
  add column refund_refuse_next integer not null default 0,
  add column pay_difference integer not null default 0,
  drop constraint chaos_lose_answer_kind_check,
  add check (lose_answer_kind in ('hang_up', '500', 'time_out'));
