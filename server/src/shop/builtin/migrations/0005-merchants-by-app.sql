-- A merchant who is done with an app in test is not done with it in live: each app has a word of its own.

alter table shop.merchants
  drop constraint merchants_pkey,
  add primary key (tenant, merchant_reference, app_identifier);
