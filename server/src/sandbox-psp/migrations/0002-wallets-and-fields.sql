-- How the shopper pays: on the hosted page, in card fields on the merchant's page, or in the sheet of a wallet.
alter table sandbox_psp.charges
  add column flow text not null default 'hosted' check (flow in ('hosted', 'fields', 'wallet')),
  add column wallet text check (wallet in ('pebble', 'kite')),
  add column client_secret text,
  add column wallet_customer jsonb,
  add column first_amount bigint,
  add column first_currency text,
  add check ((flow = 'wallet') = (wallet is not null)),
  add check ((flow = 'hosted') = (client_secret is null));

create unique index charges_by_client_secret on sandbox_psp.charges (client_secret);

alter table sandbox_psp.chaos
  add column wallet_fail_next integer not null default 0,
  add column sdk_offline boolean not null default false;
