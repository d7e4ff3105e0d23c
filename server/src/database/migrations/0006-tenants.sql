-- The shops that this installation serves, and the providers that they have connected.

create table tenants (
  tenant text primary key,
  merchant_name text not null default '',
  created_at timestamptz not null default now()
);

-- Bearer tokens of a tenant's backend and operators, hashed: they are random, so that a plain hash is enough.
create table tenant_tokens (
  tenant text not null,
  kind text not null check (kind in ('app', 'operator')),
  token_hash text not null,
  created_at timestamptz not null default now(),
  primary key (tenant, kind, token_hash)
);

create table connections (
  tenant text not null,
  provider text not null,
  mode text not null check (mode in ('test', 'live')),
  status text not null check (status in ('NEW', 'CONNECTED', 'DISCONNECTED')),
  version integer not null,
  configured_at timestamptz not null default now(),
  disconnected_at timestamptz,
  primary key (tenant, provider, mode)
);

-- A version is never changed, but for the key that its secrets are sealed with. `visible` holds no secret.
create table configurations (
  tenant text not null,
  provider text not null,
  mode text not null,
  version integer not null,
  account_id text,
  visible jsonb not null,
  sealed text,
  key_id text,
  created_at timestamptz not null default now(),
  primary key (tenant, provider, mode, version),
  check ((sealed is null) = (key_id is null))
);

-- What is to be sealed again when the key is replaced.
create index configurations_key on configurations (key_id) where sealed is not null;

-- The version of the configuration that a payment began with, and keeps.
alter table payments add column configuration_version integer not null default 1;
