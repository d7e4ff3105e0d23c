-- Messages are fetched by channel, acknowledged by id, looked through by operators, and forgotten after a while.

drop index messages_due;

create index messages_due on messages (tenant, channel, due_at) where settled_at is null;

-- The oldest waiting message of a subject is one look-up, and so are all messages of a payment.
drop index messages_open;

create index messages_subject on messages (tenant, subject, state, id);

create unique index messages_message_id on messages (tenant, message_id);

create index messages_dead on messages (tenant, id) where state = 'dead';

create index messages_settled on messages (settled_at) where settled_at is not null;

create index inbox_newest on inbox (tenant, received_at, source, event_id);
