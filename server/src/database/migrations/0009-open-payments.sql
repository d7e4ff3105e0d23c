-- What disconnecting a provider asks about is counted without looking at payments that are done.

create index payments_open on payments (tenant, provider, mode)
  where status not in ('captured', 'canceled', 'refunded', 'partially refunded', 'overpaid');
