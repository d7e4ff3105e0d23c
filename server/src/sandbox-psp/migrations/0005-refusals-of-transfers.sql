-- What became of each request for a transfer: a row in `transfers`, or a refusal, which is final under its key as well.
create table sandbox_psp.transfer_keys (
  account_id text not null references sandbox_psp.accounts (id),
  key text not null,
  request_hash text not null,
  refusal text,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);

insert into sandbox_psp.transfer_keys (account_id, key, request_hash, created_at)
select account_id, key, request_hash, created_at from sandbox_psp.transfers;

alter table sandbox_psp.transfers
  drop column request_hash;
